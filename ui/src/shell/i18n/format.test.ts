import { describe, expect, it } from "vitest";
import * as format from "./format";

/** Local times, so that the calendar's days are those of the machine. */
const at = (text: string) => new Date(text);
const iso = (text: string) => at(text).toISOString();
const now = at("2026-11-24T10:00");

describe("date", () => {
  it.each([
    ["2026-11-24T08:12", "Today, 08:12"],
    ["2026-11-24T00:00", "Today, 00:00"],
    ["2026-11-23T23:59", "Yesterday"],
    ["2026-11-18T12:00", "6 days ago"],
    ["2026-11-17T23:59", "17 Nov 2026"],
    ["2025-12-11T09:00", "11 Dec 2025"],
    ["2026-11-25T09:00", "25 Nov 2026"],
  ])("says %s as %s", (then, said) => expect(format.date(iso(then), now)).toBe(said));

  it("writes ISO 8601 where that is chosen", () => {
    format.setDates("iso");
    expect(format.date(iso("2026-11-24T08:12"), now)).toBe("2026-11-24 08:12");
    expect(format.date(iso("2026-03-04T08:12"), now)).toBe("2026-03-04");
    expect(format.dateTime(iso("2026-03-04T08:12"), now)).toBe("2026-03-04 08:12");
    format.setDates("words");
  });

  it("says that there is none", () => expect(format.date(undefined, now)).toBe("—"));
});

it.each([
  ["2026-11-24T08:12", "Today, 08:12"],
  ["2026-11-23T17:20", "Yesterday, 17:20"],
  ["2026-03-04T09:05", "4 Mar 2026, 09:05"],
])("says the time of %s as %s", (then, said) => expect(format.dateTime(iso(then), now)).toBe(said));

it.each([
  ["2026-11-24T00:00", "Today"],
  ["2026-11-23T23:59", "Yesterday"],
  ["2026-11-22T23:59", "22 Nov 2026"],
])("says the day of %s as %s", (then, said) => expect(format.calendarDay(iso(then), now)).toBe(said));

it.each([
  ["2026-11-24T09:59:40", "just now"],
  ["2026-11-24T09:57", "3 min ago"],
  ["2026-11-24T07:30", "2 hours ago"],
  ["2026-11-22T10:00", "2 days ago"],
])("says the age of %s as %s", (then, said) => expect(format.age(iso(then), now)).toBe(said));

it.each([
  [0.3, "< 1 s"],
  [4, "4 s"],
  [89.4, "89 s"],
  [150, "3 min"],
])("says %d seconds as %s", (value, said) => expect(format.seconds(value)).toBe(said));

it("groups numbers and shares", () => {
  expect(format.number(200_000)).toBe("200,000");
  expect(format.percent(0.795)).toBe("79.5 %");
});
