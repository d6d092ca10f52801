use super::*;

/// Answers of `java.time` (OpenJDK 17, English). `w`: pattern, day, nanosecond, offset, text. `r`: pattern, text, day,
/// nanosecond, offset. `!` is an exception, `-` a part that Java leaves unset.
const JAVA: &str = include_str!("java.tsv");

#[test]
fn writes_as_java_does() {
    let mut checked = 0;
    for line in JAVA.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            ["w", pattern, "!"] => assert!(Pattern::parse(pattern).is_err(), "{pattern} is refused by Java"),
            ["w", pattern, day, nano, offset, text] => {
                let date = DateTime {
                    days: day.parse().expect("day"),
                    nanos: nano.parse().expect("nano"),
                    zone: Some(Zone::Offset(offset.parse().expect("offset"))),
                };
                let format = Format::parse(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"));
                assert_eq!(format.write(&date).unwrap_or("!".into()), text, "{line}");
            }
            _ => continue,
        }
        checked += 1;
    }
    assert!(checked > 300);
}

#[test]
fn reads_as_java_does() {
    for line in JAVA.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let (pattern, text) = (columns[1], columns[2]);
        let read = || Format::parse(pattern).expect(pattern).read(text);
        match columns[..] {
            ["r", .., "!"] => assert!(read().is_err(), "{line}: {:?}", read()),
            ["r", _, _, day, nano, offset] => {
                let date = read().unwrap_or_else(|e| panic!("{line}: {e}"));
                let known = |java: &str, ours: i64| java == "-" || java.parse() == Ok(ours);
                assert!(known(day, date.days) && known(nano, date.nanos), "{line}: {date:?}");
                if offset != "-" {
                    assert_eq!(date.zone, Some(Zone::Offset(offset.parse().expect("offset"))), "{line}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn milliseconds() {
    let format = Format::parse("Date(milliseconds)").expect("format");
    for (text, zone, written) in [
        ("Date(1519809649123-0240)", Some(-9600), "Date(1519809649123-0240)"),
        ("Date(1519809649123–0240)", Some(-9600), "Date(1519809649123-0240)"),
        ("/Date(1519809649123)/", None, "Date(1519809649123)"),
        ("1519809649123", None, "Date(1519809649123)"),
        ("-1", None, "Date(-1)"),
    ] {
        let date = format.read(text).expect(text);
        assert_eq!(date.zone, zone.map(Zone::Offset), "{text}");
        assert_eq!(format.write(&date).as_deref(), Ok(written), "{text}");
    }
    for bad in ["", "Date()", "Date(1", "2018-02-28", "Date(1+99)", "Date(1+0199)"] {
        assert!(format.read(bad).is_err(), "{bad}");
    }
    let shown = Format::parse("yyyy-MM-dd HH:mm:ss XXX").expect("format");
    let date = format.read("Date(1519809649123-0240)").expect("date");
    assert_eq!(shown.write(&date).as_deref(), Ok("2018-02-28 09:20:49 -02:40"), "shown, not applied");
}

#[test]
fn arithmetic_keeps_to_the_calendar() {
    let format = Format::parse("yyyy-MM-dd HH:mm").expect("format");
    let mut date = format.read("2024-01-31 23:30").expect("date");
    date.plus_months(1).expect("in range");
    assert_eq!(format.write(&date).as_deref(), Ok("2024-02-29 23:30"));
    date.plus_seconds(3600).expect("in range");
    assert_eq!(format.write(&date).as_deref(), Ok("2024-03-01 00:30"));
    date.plus_months(-14).expect("in range");
    date.plus_days(-1).expect("in range");
    assert_eq!(format.write(&date).as_deref(), Ok("2022-12-31 00:30"));
    assert_eq!(date.plus_months(i64::MAX), Err(DateError::Overflow));
    assert_eq!(date.plus_days(i64::MAX), Err(DateError::Overflow));
    assert_eq!(date.clone().plus_seconds(i64::MAX), Err(DateError::Overflow));
}

proptest::proptest! {
    #[test]
    fn whatever_is_written_is_read_again(days in -800_000_i64..800_000, ms in 0_i64..86_400_000, offset in -1080_i32..=1080) {
        let date = DateTime { days, nanos: ms * 1_000_000, zone: Some(Zone::Offset(offset * 60)) };
        for pattern in [
            "uuuu-MM-dd'T'HH:mm:ss.SSSXXX", "EEEE, d MMMM uuuu h:mm:ss.SSS a O", "uuuuMMddHHmmssSSSxx",
            "uuuu-DDD AAAAAAAA Z", "YYYY-ww-e N ZZZZZ", "y-M-d G kk:mm:ss.SSS[ OOOO]",
        ] {
            let format = Format::parse(pattern).expect(pattern);
            let text = format.write(&date).expect(pattern);
            proptest::prop_assert_eq!(format.read(&text), Ok(date.clone()), "{}: {}", pattern, text);
        }
    }

    #[test]
    fn any_pattern_and_text_end_in_an_answer(pattern in "[a-zA-Z\\[\\]'. :/-]{0,12}", text in "\\PC{0,20}") {
        if let Ok(format) = Format::parse(&pattern) {
            let _ = format.read(&text);
            let _ = format.write(&DateTime::from_milliseconds(0));
        }
    }
}
