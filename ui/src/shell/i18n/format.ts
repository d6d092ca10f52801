import type { Dates } from "../../api/generated/Dates";
import type { Timestamp } from "../../api/generated/Timestamp";
import { en } from "./en";

/** Everything that writes by a locale. */
function formatsOf(locale: string) {
  const numeric = (digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  return {
    numbers: new Intl.NumberFormat(locale),
    tenths: numeric(1),
    hundredths: numeric(2),
    percents: new Intl.NumberFormat(locale, {
      style: "percent",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
    day: date({ dateStyle: "medium" }),
    dayOfYear: date({ day: "numeric", month: "short" }),
    clock: date({ hour: "2-digit", minute: "2-digit" }),
    exactClock: date({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    full: date({ dateStyle: "long", timeStyle: "medium" }),
    ago: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    agoShort: new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }),
    lists: new Intl.ListFormat(locale, { type: "unit", style: "short" }),
  };
}

let formats = formatsOf("en-GB");
let justNow: string = en["common.justNow"];

/** Writes for that locale from now on; `now` is what `age` says of the last minute. */
export function setLocale(locale: string, now: string): void {
  formats = formatsOf(locale);
  justNow = now;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

let iso = false;

/** How `date` and `dateTime` write from now on. */
export function setDates(dates: Dates): void {
  iso = dates === "iso";
}

/** 2026-03-04, in the person's time. */
const isoDay = (at: Date): string =>
  [String(at.getFullYear()), String(at.getMonth() + 1).padStart(2, "0"), String(at.getDate()).padStart(2, "0")].join(
    "-",
  );

/** 2,014 */
export const number = (value: number): string => formats.numbers.format(value);

/** 2.9 */
export const tenths = (value: number): string => formats.tenths.format(value);

/** A share of 1: 79.5 % */
export const percent = (share: number): string => formats.percents.format(share).replace(/\s?%/, " %");

/** Whole days of the calendar between then and now; negative in the future. */
function daysSince(then: Date, now: Date): number {
  const midnight = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  return Math.round((midnight(now) - midnight(then)) / DAY);
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Today, 08:12" · "Yesterday" · "3 days ago" · "4 Mar 2026"; a dash where there is none. */
export function date(at: Timestamp | undefined, now = new Date()): string {
  if (!at) return "—";
  const then = new Date(at);
  const days = daysSince(then, now);
  if (iso) return days === 0 ? `${isoDay(then)} ${formats.clock.format(then)}` : isoDay(then);
  if (days === 0) return `${capital(formats.ago.format(0, "day"))}, ${formats.clock.format(then)}`;
  if (days > 0 && days < 7) return capital(formats.ago.format(-days, "day"));
  return formats.day.format(then);
}

/** As `date`, with the time of day. */
export function dateTime(at: Timestamp | undefined, now = new Date()): string {
  if (!at) return "—";
  const then = new Date(at);
  if (iso) return `${isoDay(then)} ${formats.clock.format(then)}`;
  const text = date(at, now);
  return daysSince(then, now) === 0 ? text : `${text}, ${formats.clock.format(then)}`;
}

/** For the middle of a sentence: "09:42" of today, else with its day. */
export function inSentence(at: Timestamp, now = new Date()): string {
  const then = new Date(at);
  const text = formats.clock.format(then);
  return daysSince(then, now) === 0 ? text : `${formats.day.format(then)}, ${text}`;
}

/** "Today" · "Yesterday" · "24 Nov 2026" */
export function calendarDay(at: Timestamp, now = new Date()): string {
  const then = new Date(at);
  if (iso) return isoDay(then);
  const days = daysSince(then, now);
  return days === 0 || days === 1 ? capital(formats.ago.format(-days, "day")) : formats.day.format(then);
}

/** 09:42 */
export const time = (at: Timestamp): string => formats.clock.format(new Date(at));

/** 09:41:58 */
export const exactTime = (at: Timestamp): string => formats.exactClock.format(new Date(at));

/** "22 Nov" */
export const shortDate = (at: Timestamp): string => formats.dayOfYear.format(new Date(at));

/** For tooltips: the person's time in full, and UTC. */
export function timestamp(at: Timestamp | undefined): string {
  if (!at) return "";
  return `${formats.full.format(new Date(at))} · ${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How long ago, coarse: "3 min ago", "2 hours ago", "yesterday". */
export function age(at: Timestamp, now = new Date()): string {
  const passed = Math.max(0, now.getTime() - new Date(at).getTime());
  if (passed < MINUTE) return justNow;
  if (passed < 60 * MINUTE) {
    const minutes = Math.floor(passed / MINUTE);
    return formats.agoShort.format(-minutes, "minute").replace("mins", "min").replace(".", "");
  }
  if (passed < DAY) return formats.ago.format(-Math.floor(passed / (60 * MINUTE)), "hour");
  return formats.ago.format(-Math.floor(passed / DAY), "day");
}

/** Seconds of waiting: "< 1 s", "4 s", "2 min". */
export function seconds(value: number): string {
  if (value < 1) return "< 1 s";
  if (value < 90) return `${formats.numbers.format(Math.round(value))} s`;
  return `${formats.numbers.format(Math.round(value / 60))} min`;
}

/** What a run took: "0.02 s". */
export const duration = (milliseconds: number): string => `${formats.hundredths.format(milliseconds / 1000)} s`;

/** "a, b, c" */
export const list = (items: readonly string[]): string => formats.lists.format(items);
