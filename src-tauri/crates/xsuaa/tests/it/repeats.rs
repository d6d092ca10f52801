//! What fails in passing: who repeats it, how often, and what is told of each attempt.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Scripted, config, reply, token};
use zonedesk_xsuaa::{Account, AccountConfig, Attempt, Error, Transport};

/// A server that gives these answers to calls, one after the other, and then a user.
async fn server(answers: &[&str]) -> Scripted {
    let answers = Mutex::new(answers.iter().map(|answer| (*answer).to_owned()).collect::<VecDeque<_>>());
    Scripted::start(move |seen, number| {
        if seen.line.starts_with("POST /oauth") {
            return token(number);
        }
        let next = answers.lock().unwrap().pop_front();
        match next.as_deref() {
            None => reply("200 OK", r#"{"id":"u1"}"#),
            Some("cut") => Vec::new(),
            Some("limited") => {
                b"HTTP/1.1 429 Too Many\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    .to_vec()
            }
            Some("later") => {
                b"HTTP/1.1 429 Too Many\r\nretry-after: 9\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    .to_vec()
            }
            Some(status) => reply(status, "<html>"),
        }
    })
    .await
}

/// Calls that reached the server, and whether the last was answered well.
async fn asked(account: &Account, server: &Scripted, write: bool) -> (usize, bool) {
    let answer: Result<(), Error> =
        if write { account.delete_user("u1").await } else { account.user("u1").await.map(drop) };
    let calls = server.lines().iter().filter(|line| !line.starts_with("POST /oauth")).count();
    (calls, answer.is_ok())
}

#[tokio::test]
async fn a_read_is_repeated_as_its_asker_is_and_a_write_never() {
    const BAD: &str = "502 Bad Gateway";
    // What is answered; calls and outcome for a person, for a job, for who wants every failure told.
    for (answers, person, job, once) in [
        (&[][..], (1, true), (1, true), (1, true)),
        (&[BAD], (2, true), (2, true), (1, false)),
        (&["503 Unavailable", "504 Timeout"], (3, true), (3, true), (1, false)),
        (&["cut", "limited"], (3, true), (3, true), (1, false)),
        (&[BAD; 3], (3, false), (4, true), (1, false)),
        // An account that the job has never heard of is given up.
        (&[BAD; 9], (3, false), (4, false), (1, false)),
        (&["cut"; 9], (3, false), (4, false), (1, false)),
        // One that it knows is not.
        (&["limited", BAD, BAD, BAD, BAD, BAD, BAD], (3, false), (8, true), (1, false)),
        (&["500 Internal Server Error"], (1, false), (1, false), (1, false)),
        (&["403 Forbidden"], (1, false), (1, false), (1, false)),
    ] {
        let of_person = server(answers).await;
        assert_eq!(asked(&of_person.account, &of_person, false).await, person, "{answers:?}, a person");
        let of_job = server(answers).await;
        let account = of_job.account.for_job("j", |_| {});
        assert_eq!(asked(&account, &of_job, false).await, job, "{answers:?}, a job");
        let told = server(answers).await;
        assert_eq!(asked(&told.account.once(), &told, false).await, once, "{answers:?}, once");
        for in_job in [false, true] {
            let written = server(answers).await;
            let job = written.account.for_job("j", |_| {});
            let account = if in_job { &job } else { &written.account };
            assert_eq!(asked(account, &written, true).await, (1, answers.is_empty()), "{answers:?}, a write");
        }
    }
}

#[tokio::test]
async fn a_person_is_told_when_the_account_wants_to_be_left_alone_for_long() {
    let server = server(&["later"]).await;
    let began = Instant::now();
    assert_eq!(asked(&server.account, &server, false).await, (1, false));
    assert!(began.elapsed() < Duration::from_secs(2));
    let held = server.account.pace().held.unwrap();
    assert!((8..=9).contains(&held.as_secs()), "{held:?}");
}

#[tokio::test]
async fn a_job_is_told_of_each_attempt() {
    let server = server(&["limited", "502 Bad Gateway"]).await;
    let log: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let watch = {
        let log = log.clone();
        move |attempt: &Attempt| log.lock().unwrap().push(attempt.clone())
    };
    let account = server.account.for_job("j", watch);
    account.user("u1").await.unwrap();
    account.delete_user("u1").await.unwrap();
    let told: Vec<_> = log
        .lock()
        .unwrap()
        .iter()
        .map(|attempt| (attempt.call.clone(), attempt.status, attempt.again_in.map(|pause| pause.is_zero())))
        .collect();
    let get = || "GET /Users/u1".to_owned();
    assert_eq!(
        told,
        [
            // The queue holds it back, not a pause.
            (get(), Some(429), Some(true)),
            (get(), Some(502), Some(false)),
            (get(), Some(200), None),
            ("DELETE /Users/u1".to_owned(), Some(200), None),
        ]
    );
    assert_eq!(server.account.requests(), 4);
}

#[tokio::test]
async fn a_token_that_is_not_given_out_in_passing_is_asked_for_again_without_a_turn() {
    let answers = Mutex::new(VecDeque::from(["503 Service Unavailable", "429 Too Many Requests"]));
    let server = Scripted::start(move |seen, number| match seen.line.as_str() {
        "POST /oauth/token" => {
            answers.lock().unwrap().pop_front().map_or_else(|| token(number), |status| reply(status, ""))
        }
        _ => reply("200 OK", r#"{"id":"u1"}"#),
    })
    .await;
    server.account.user("u1").await.unwrap();
    assert_eq!(
        server.lines(),
        ["POST /oauth/token", "POST /oauth/token", "POST /oauth/token", "GET /Users/u1"]
    );
    assert_eq!((server.account.requests(), server.account.pace().held), (1, None));
}

#[tokio::test]
async fn two_credentials_of_one_account_share_its_queue_and_tokens_stand_in_none() {
    // A JWT says which account it is for: {"zid":"z1"}.
    let of_zone = |zone: &str| {
        let claims = data_encoding::BASE64URL_NOPAD.encode(format!(r#"{{"zid":"{zone}"}}"#).as_bytes());
        reply("200 OK", &format!(r#"{{"access_token":"e30.{claims}.x","expires_in":9999}}"#))
    };
    let server = Scripted::start(move |seen, _| match seen.line.as_str() {
        "POST /oauth/token" => of_zone("z1"),
        "POST /other/oauth/token" => of_zone("z2"),
        _ => reply("200 OK", r#"{"id":"u1"}"#),
    })
    .await;
    let base = server.account.api().to_string();
    let transport = Transport::default();
    let account = |client: &str, token: &str| {
        let limit = NonZeroU32::new(1);
        let token = format!("{base}{token}/oauth/token").parse().unwrap();
        Account::new(
            AccountConfig { limit, token, client_id: client.into(), ..config(&base) },
            transport.clone(),
        )
    };
    let (one, same, other) = (account("sb-a", ""), account("sb-b", ""), account("sb-c", "/other"));
    let stirred = transport.stirred();
    one.user("u1").await.unwrap();
    assert!(stirred.has_changed().unwrap());
    other.user("u1").await.unwrap();
    // The first of this handle, but not of the account: it would have to wait, and is dropped instead.
    let waiting = same.user("u1");
    tokio::pin!(waiting);
    assert!(tokio::time::timeout(Duration::from_millis(50), &mut waiting).await.is_err());
    assert_eq!((one.pace().waiting, same.pace().waiting, other.pace().waiting), (1, 1, 0));
    assert_eq!((same.requests(), one.limit().map(NonZeroU32::get)), (0, Some(1)));
}
