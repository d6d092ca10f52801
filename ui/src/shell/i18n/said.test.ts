import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { setTongue } from ".";
import { sentences } from "./de";
import * as parts from "./de/said";
import { translator } from "./said";

const crates = "../src-tauri/crates";

/** Where sentences of the window are born: whole crates, or of the others what is told by `#[error("…")]` and such. */
const told = ["app", "transform", "jsonpath"];
const errorsOnly = ["workspace", "xsuaa", "scim", "proxy"];

/** No window shows what is said there: texts with codes, what is for terminal or files alone, what is said again above. */
const elsewhere = [
  "app/src/codes.rs",
  "app/src/texts.rs",
  "app/src/exchange/texts.rs",
  "app/src/properties/texts.rs",
  "app/src/system_history/texts.rs",
  "app/src/serve_config",
  "app/src/shared_pace.rs",
  "app/src/simulator.rs",
  "app/src/transformations/outside.rs",
  "app/src/transformations/lines.rs",
  "app/src/transformations/stream.rs",
  "app/src/transformations/told.rs",
  "app/src/paths.rs",
  "app/src/grants.rs",
  "app/src/activity_csv.rs",
  "app/src/bulk_import/result.rs",
  "app/src/system_history/csv.rs",
  "app/src/credentials/paste.rs",
  "transform/src/codes.rs",
  "transform/src/dates/names.rs",
  "workspace/src/secrets/mod.rs",
];

const translate = translator(sentences);

beforeAll(() => setTongue("de"));

const unescaped: Record<string, string> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

/** A literal as a key of `said`: escapes read, `{}` numbered, formats left out, what is quoted by `{:?}` in quotes. */
function keyOf(literal: string): string {
  let number = 0;
  return literal
    .replace(/\\\n\s*/g, "")
    .replace(/\\u\{(\w+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\(.)/gs, (_, sign: string) => unescaped[sign] ?? sign)
    .replace(/\{\{|\}\}|\{(\w*)(:[^{}]*)?\}/g, (all, name: string, format: string | undefined) => {
      if (all === "{{" || all === "}}") return all.charAt(0);
      const hole = `{${name || number++}}`;
      return format === ":?" ? `"${hole}"` : hole;
    })
    .trim();
}

interface Literal {
  file: string;
  before: string;
  key: string;
}

/** Every text in double quotes of a file, without its tests. */
function literalsOf(file: string): Literal[] {
  const source = readFileSync(join(crates, file), "utf8").split(/#\[cfg\(test\)\]\n+mod \w+ \{/)[0] ?? "";
  const tokens = /\/\/[^\n]*|r#".*?"#|b?"((?:[^"\\]|\\.)*)"|'(?:[^'\\]|\\[^'u]|\\u\{\w+\})'/gs;
  return [...source.matchAll(tokens)]
    .filter(([all, text]) => text !== undefined && !all.startsWith("b"))
    .map((match) => ({
      file,
      before: source.slice(Math.max(0, match.index - 40), match.index),
      key: keyOf(match[1] ?? ""),
    }));
}

const literals = [...told, ...errorsOnly].flatMap((crate) =>
  readdirSync(join(crates, crate, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".rs") && !/(^|[/_])tests(\.rs|\/)/.test(file))
    .flatMap((file) => literalsOf(join(crate, "src", file))),
);
const keys = new Set(literals.map(({ key }) => key));

const isToBeTold = ({ file, before, key }: Literal) =>
  !elsewhere.some((place) => file.startsWith(place)) &&
  (told.some((crate) => file.startsWith(`${crate}/`)) || /#\[error\(\s*$/.test(before)) &&
  / /.test(key) &&
  (key.replace(/\{\w+\}/g, "").match(/\p{L}{2,}/gu)?.length ?? 0) > 1 &&
  !/(expect|debug!|info!|warn!|error!|trace!|ts\(type =|reason =)\s*\(?\s*$/.test(before);

/** What looks like a sentence of the window and is none. */
const no = new Set([
  // Heads and values of files that are exported.
  ...["User Name", "First Name", "Last Name", "Role Collections", "Role Collection", "Never logged on"],
  ...["Last Logon (UTC)", "Created (UTC)", "Updated (UTC)", "yyyy-mm-dd hh:mm:ss"],
  // Kept as what a person wrote: descriptions of versions, names of what is imported.
  ...["Version {number} applied:", "Reset to initial:", "Current default applied:", "Imported from {file}"],
  ...["Imported system", "Imported destination"],
  // Log.
  "the pace is not shared with other processes",
  "what the processes share cannot be reached",
  "the certificate of the proxy has ended: clients will refuse it",
  "the proxy does not start",
  "changes of the demo landscape are not kept",
  // JSON, PEM, dates, commands.
  ...['"sourcePath": "$.origin"', "PRIVATE KEY-----", "Zonedesk proxy, self-signed", "yyyy-MM-dd HH:mm:ss.SSS"],
  'curl -X {0} {1} -H "Authorization: Bearer $TOKEN"',
  "… {0} more members",
  "Coordinated Universal Time",
  // What never happens, or is another error before it is told.
  "it was just made one",
  "an external id or origin is not changed by PATCH, only by PUT",
  '"{0}" is not a timestamp such as 2026-01-05T09:12:33.000Z',
]);

const holesOf = (text: string) => [...text.matchAll(/\{~?(\w+)\}/g)].map(([, name = ""]) => name);

describe("the backend's sentences", () => {
  it("were found", () => expect(literals.filter(isToBeTold).length).toBeGreaterThan(500));

  it("are all there in German", () => {
    const missing = literals.filter((literal) => isToBeTold(literal) && !no.has(literal.key));
    expect(missing.filter(({ key }) => !(key in sentences)).map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });

  it("are still said where there is a German one", () => {
    expect(Object.keys(parts.said).filter((key) => !keys.has(key))).toEqual([]);
    expect([...no].filter((key) => !keys.has(key) || key in sentences)).toEqual([]);
  });

  it("are each there once", () => {
    const files = readdirSync("src/shell/i18n/de/said").filter((file) => file !== "index.ts");
    const lines = files.flatMap((file) =>
      readFileSync(`src/shell/i18n/de/said/${file}`, "utf8").match(/^ {2}["'\w].*?:(?= |$)/gm),
    );
    expect(lines.length).toBe(Object.keys(parts.said).length);
  });

  it("put in only what there is, and are found", () => {
    const some = (name: string) => `<${name}>`;
    const inner = (german: string, name: string) => german.includes(`{~${name}}`);
    const put = ([english, german]: [string, string]) =>
      english.replace(/\{(\w+)\}/g, (_, name: string) => (inner(german, name) ? "too many steps" : some(name)));
    const expected = (german: string) =>
      german
        .replace(/: \{~\w+\}/g, ": Zu viele Schritte")
        .replace(/\{~\w+\}/g, "zu viele Schritte")
        .replace(/\{(\w+)\}/g, (_, name: string) => some(name));
    const all = Object.entries(parts.said);
    expect(all.filter(([english, german]) => holesOf(german).some((name) => !holesOf(english).includes(name)))).toEqual(
      [],
    );
    expect(all.map((entry) => translate(put(entry)))).toEqual(all.map(([, german]) => expected(german)));
  });

  it("have German quotation marks, and three dots with a blank before", () => {
    expect(Object.values(parts.said).filter((german) => /“[^„]*”|”|[^\s.']…(?!“)/u.test(german))).toEqual([]);
  });
});

it.each([
  ['A system named "Retail" exists already.', "Ein System namens „Retail“ gibt es schon."],
  [
    '"A" cannot be above "B": a subaccount has no systems below it.',
    `„A“ kann nicht über „B“ stehen: Unter einem Subaccount stehen keine Systeme.`,
  ],
  [
    "Retail PROD: host unknown (no address is known for it).",
    `Retail PROD: Host unbekannt (zu ihm ist keine Adresse bekannt).`,
  ],
  [
    "Retail PROD: GET /Users was answered 409 (scim: m).",
    `Retail PROD: GET /Users wurde mit 409 beantwortet (scim: m).`,
  ],
  [
    "Retail PROD: takes no more requests for 5 s (GET /Users, 429).",
    `Retail PROD: Das Konto nimmt für 5 s keine Anfragen mehr an (GET /Users, 429).`,
  ],
  ["token URL: the address is empty.", `Token-URL: Die Adresse ist leer.`],
  ["URL: the address is empty.", `URL: Die Adresse ist leer.`],
  ["The value is missing ($.a[?(@.b)]).", `Der Wert fehlt ($.a[?(@.b)]).`],
  ["$.x: the value is missing", `$.x: Der Wert fehlt`],
  [
    "The name is not valid: a name cannot begin or end with a space.",
    `Der Name ist nicht möglich: Ein Name beginnt und endet nicht mit einem Leerzeichen.`,
  ],
  ["Regular expression: a group is not closed", `Regulärer Ausdruck: Eine Gruppe ist nicht geschlossen`],
  [
    "concatString: the parameter suffix takes a text, not 5",
    `concatString: Der Parameter suffix verlangt einen Text, nicht 5`,
  ],
  ['"mapings" is no key of an entity type', `„mapings“ ist kein Schlüssel eines Entitätstyps`],
  ['"ignore" takes true or false, not a number', `„ignore“ verlangt true oder false, nicht eine Zahl`],
  [
    'It has an error in line 4: "sourcePath" takes a text, not a list',
    `Es gibt einen Fehler in Zeile 4: „sourcePath“ verlangt einen Text, nicht eine Liste`,
  ],
  ["/home/a.db is damaged: parts of it are missing.", `/home/a.db ist beschädigt: Teile davon fehlen.`],
  ["1,200 users.", `1.200 Benutzer.`],
  [
    "4 ms a request. SAP runs 3 requests a second: reading the whole account takes 12 requests, about 3 days. The server says: 10.",
    `4 ms je Anfrage. SAP verarbeitet 3 Anfragen je Sekunde: Das ganze Konto zu lesen braucht 12 Anfragen, etwa 3 Tage. Der Server sagt: 10.`,
  ],
  [
    "4 ms a request. There is no limit: reading the whole account takes 1 request, about 1 s.",
    `4 ms je Anfrage. Es gibt keine Grenze: Das ganze Konto zu lesen braucht 1 Anfrage, etwa 1 s.`,
  ],
  [
    "Retail PROD: host unknown (dns). Until then 3 of 1,010 requests had been carried out.",
    `Retail PROD: Host unbekannt (dns). Bis dahin waren 3 von 1.010 Anfragen ausgeführt.`,
  ],
  [
    "2 of 9 members were changed. Retail PROD: the connection broke (eof).",
    `2 von 9 Mitgliedern wurden geändert. Retail PROD: Die Verbindung ist abgerissen (eof).`,
  ],
  [
    "Read: Retail PROD: no answer in time (no connection in time).",
    `Gelesen: Retail PROD: Keine Antwort innerhalb der Frist (keine Verbindung innerhalb der Frist).`,
  ],
  ["role collections added: A, B and 3 more", `Rollensammlungen hinzugefügt: A, B und 3 weitere`],
  ["given name, family name", `Vorname, Nachname`],
  [
    "The path has no $. in front. It is read as $.userName.",
    "Vor dem Pfad fehlt „$.“. Er wird als $.userName gelesen.",
  ],
  ["user, mapping 3 ($.name): No mapping sets x.", `user, Mapping 3 ($.name): Kein Mapping setzt x.`],
  ["URL: The address does not begin with https://.", `URL: Die Adresse beginnt nicht mit https://.`],
  [
    "The read transformation in use cannot run. Line 3: A comma is missing here.",
    `Die verwendete Lesetransformation kann nicht laufen. Zeile 3: Hier fehlt ein Komma.`,
  ],
  [
    "The condition cannot be evaluated, and so does not hold: 'gt' can't compare what can be written as text.",
    `Die Bedingung lässt sich nicht auswerten und trifft daher nicht zu: „gt“ vergleicht nicht etwas, das sich als Text schreiben lässt.`,
  ],
])("%s", (english, german) => {
  expect(translate(english)).toBe(german);
});

it.each([
  "",
  "Bad credentials",
  "list of things",
  "Retail PROD: unknown: zone",
  "x".repeat(5000),
  "a: b, c (d: ".repeat(60),
])("has no German for what is not the backend's: %s", (text) => expect(translate(text)).toBeUndefined());
