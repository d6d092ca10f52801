import { IntlMessageFormat } from "intl-messageformat";
import { afterEach, describe, expect, it } from "vitest";
import { currentTongue, said, saidBy, setTongue, t, textOf, tongueOf } from ".";
import { de } from "./de";
import { en, type MessageKey } from "./en";
import * as format from "./format";

const keys = Object.keys(en) as MessageKey[];

/** Words that are the same in both languages. */
const words = new Set(
  (
    "A B Alt Basic Business Consumer Demo Deutsch Destination Details DNS E-Mail English ID Information JSON Jobs " +
    "Mapping Mappings Name OAuth Operation optional Optional Passphrase Patch Port Proxy Region Scopes Snapshot " +
    "Status Subaccount Subdomain System Tags Test Text TLS Token Transformation URL Variable Version X-Request-Id " +
    "Zonedesk ms in s SAP Identity Management ISO 8601"
  ).split(" "),
);

/** Whether nothing but such words is left of a message without its arguments, tags, numbers and signs. */
const isTheSame = (text: string) =>
  (text.replace(/\{[^}]*\}|<[^>]*>/g, " ").match(/[\p{L}][\p{L}-]*/gu) ?? []).every(
    (word) => words.has(word) || words.has(word.toLowerCase()),
  );

interface Part {
  type: number;
  value?: string;
  options?: Record<string, { value: Part[] }>;
  children?: Part[];
}

const NUMBER = 2;

/** What a message takes: names of arguments, those written as numbers, cases of plurals and selects, tags. */
function takes(text: string) {
  const found = { names: new Set<string>(), numbers: new Set<string>(), tags: new Set<string>() };
  const cases: Record<string, Set<string>> = {};
  const look = (parts: readonly Part[]) => {
    for (const { type, value = "", options, children } of parts) {
      if (children) {
        found.tags.add(value);
        look(children);
      } else if (type !== 0 && value) found.names.add(value);
      if (type === NUMBER) found.numbers.add(value);
      for (const [name, option] of Object.entries(options ?? {})) {
        cases[value] = (cases[value] ?? new Set()).add(name);
        look(option.value);
      }
    }
  };
  look(new IntlMessageFormat(text, "de").getAst() as Part[]);
  const sorted = (set: Set<string>) => [...set].sort();
  return {
    names: sorted(found.names),
    numbers: sorted(found.numbers),
    tags: sorted(found.tags),
    cases: Object.fromEntries(Object.entries(cases).map(([name, set]) => [name, sorted(set)])),
  };
}

describe("the German texts", () => {
  it("take what the English ones take", () => {
    for (const key of keys) {
      const [english, german] = [takes(en[key]), takes(de[key])];
      expect({ key, ...german }).toEqual({ key, ...english, cases: expect.objectContaining(english.cases) });
    }
  });

  it("are translated", () => {
    expect(keys.filter((key) => en[key] === de[key] && !isTheSame(en[key]))).toEqual([]);
  });

  it("are not much longer where the English ones are short, as on buttons", () => {
    const most = (english: string) => 1.6 * english.length + 8;
    expect(keys.filter((key) => en[key].length < 40 && de[key].length > most(en[key]))).toEqual([]);
  });

  it("use German quotation marks, and three dots with a blank before", () => {
    expect(keys.filter((key) => /“[^„]*”|”|\S…(?!“)/u.test(de[key]))).toEqual([]);
  });
});

it.each([
  ["system", "de", "de"],
  ["system", "de-AT", "de"],
  ["system", "den", "en"],
  ["system", "fr-FR", "en"],
  ["english", "de-DE", "en"],
  ["german", "en-GB", "de"],
] as const)("%s on a desktop in %s: %s", (wish, desktop, tongue) => {
  expect(tongueOf(wish, desktop)).toBe(tongue);
});

describe("once German is spoken", () => {
  afterEach(() => setTongue("en"));

  it("texts, numbers and dates are German, and the page says so", async () => {
    await setTongue("de");
    expect(currentTongue()).toBe("de");
    expect(document.documentElement.lang).toBe("de");
    expect(t("common.cancel")).toBe("Abbrechen");
    expect(t("users.found", { total: 1200, all: 5000 })).toBe("1.200 von 5.000 Benutzern");
    expect(textOf({ code: "title.deleteUsers", params: { count: "12" }, message: "Delete 12 Users" })).toBe(
      "12 Benutzer löschen",
    );
    expect(textOf({ code: "no.such", params: {}, message: "As it is" })).toBe("As it is");
    expect(textOf({ code: "no.such", params: {}, message: "The file is empty" })).toBe("Die Datei ist leer");
    const why = { code: "finding.certificate", params: { problem: "the private key belongs to another certificate" } };
    expect(textOf({ ...why, message: "" })).toContain("der private Schlüssel gehört zu einem anderen Zertifikat");
    expect([saidBy("Zonedesk", "Not saved"), saidBy("jo", "Not saved")]).toEqual(["Nicht gespeichert", "Not saved"]);
    const now = new Date("2026-11-24T10:00");
    const at = (text: string) => new Date(text).toISOString();
    expect(format.date(at("2026-11-24T08:12"), now)).toBe("Heute, 08:12");
    expect(format.date(at("2026-11-18T12:00"), now)).toBe("Vor 6 Tagen");
    expect(format.date(at("2025-12-11T09:00"), now)).toBe("11.12.2025");
    expect(format.age(at("2026-11-24T09:59:40"), now)).toBe("gerade eben");
    expect(format.age(at("2026-11-24T09:57"), now)).toBe("vor 3 Min");
    expect(format.number(200_000)).toBe("200.000");
    expect(format.percent(0.795)).toBe("79,5 %");
    expect(format.tenths(2.9)).toBe("2,9");
  });

  it("English comes back whole", async () => {
    await setTongue("de");
    await setTongue("en");
    expect(t("users.found", { total: 1200, all: 5000 })).toBe("1,200 of 5,000 users");
    expect(format.age(new Date().toISOString())).toBe("just now");
    expect(said("The file is empty")).toBe("The file is empty");
    expect(document.documentElement.lang).toBe("en");
  });
});
