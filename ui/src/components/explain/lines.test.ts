import { describe, expect, it } from "vitest";
import type { ExplainedMapping } from "../../api/generated/ExplainedMapping";
import { type Line, linesOf, plain, summary } from "./lines";

const place = { line: 1, column: 1 };
const base: ExplainedMapping = {
  number: 1,
  title: "$.userName",
  range: { from: place, to: place },
  outcome: "ran",
  source: "$.userName",
  places: ["$['userName']"],
  value: '"Ann"',
  functions: [],
  targets: ["$['userName']"],
  result: '"Ann"',
};
const spell = (line: Line) => [line.is, line.label, "value" in line ? line.value : undefined].filter(Boolean).join(" ");
type More = { [K in keyof ExplainedMapping]?: ExplainedMapping[K] | undefined };
const told = (more: More, current = false) => linesOf({ ...base, ...more } as ExplainedMapping, current).map(spell);
const condition = (holds: boolean, fault?: string) => ({
  text: "$.active == true",
  holds,
  comparisons: [{ left: "$.active", leftValue: "true", operator: "==", right: "true", holds }],
  ...(fault !== undefined && { fault }),
});

describe("lines of an explained mapping", () => {
  it.each<[string, More, string[], string[]]>([
    ["one that ran", {}, ['source $.userName "Ann"'], ['source $.userName "Ann"', "target $.userName"]],
    [
      "each function",
      { functions: [{ name: "lower", ran: true, value: '"ann"' }], result: '"ann"' },
      ['source $.userName "Ann"', 'function lower "ann"'],
      ['source $.userName "Ann"', 'function lower "ann"', "target $.userName"],
    ],
    [
      "a default that was written",
      { value: undefined, places: [], result: '"none"' },
      ["source $.userName", 'target $.userName "none"'],
      ["source $.userName", 'target $.userName "none"'],
    ],
    [
      "places that the paths do not say",
      {
        title: "$.emails[?(@.primary)].value",
        source: "$.mails[0]['value']",
        places: ["$['mails'][0]['value']"],
        targets: ["$['emails'][0]['value']", "$['emails'][1]['value']"],
      },
      ["source $.mails[0]['value'] \"Ann\"", "target $.emails[0].value, $.emails[1].value"],
      ["source $.mails[0]['value'] \"Ann\"", "target $.emails[0].value, $.emails[1].value"],
    ],
    [
      "no match",
      { outcome: "missing", why: "There is no value.", value: undefined, targets: [], result: undefined, places: [] },
      ["source $.userName"],
      ["source $.userName", "why There is no value."],
    ],
    [
      "a condition that does not hold",
      { outcome: "condition", why: "It does not hold.", condition: condition(false), value: undefined },
      ["comparison $.active true"],
      ["comparison $.active true", "why It does not hold."],
    ],
    [
      "a condition that holds, at the cursor only",
      { condition: condition(true) },
      ['source $.userName "Ann"'],
      ["comparison $.active true", 'source $.userName "Ann"', "target $.userName"],
    ],
    [
      "a literal as its own value, and what is missing",
      {
        outcome: "condition",
        condition: {
          text: "'a' == $.b",
          holds: false,
          comparisons: [
            { left: "'a'", operator: "==", right: "$.b", holds: false },
            { left: "$.b", operator: "==", right: "'a'", holds: false },
          ],
        },
      },
      ["comparison 'a' 'a'", "comparison $.b"],
      ["comparison 'a' 'a'", "comparison $.b"],
    ],
    [
      "why a condition cannot be evaluated",
      { outcome: "condition", condition: { ...condition(false, "Not a number."), comparisons: [] }, value: undefined },
      ["why $.active == true", "why Not a number."],
      ["why $.active == true", "why Not a number."],
    ],
    [
      "a failure always",
      { outcome: "failed", why: "It is no text.", targets: [], result: undefined },
      ['source $.userName "Ann"', "why It is no text."],
      ['source $.userName "Ann"', "why It is no text."],
    ],
  ])("tell %s", (_, more, brief, whole) => {
    expect(told(more)).toEqual(brief);
    expect(told(more, true)).toEqual(whole);
  });
});

it.each([
  ["$['emails'][0]['value']", "$.emails[0].value"],
  ["$['urn:scim:User']['costCenter']", "$['urn:scim:User'].costCenter"],
  ["$['two words'].a", "$['two words'].a"],
  ["entityBaseLocation", "entityBaseLocation"],
])("writes %s as people do", (path, whole) => expect(plain(path)).toBe(whole));

it.each([
  [
    '"a text of any length is shown as it is, and cut by the pane"',
    '"a text of any length is shown as it is, and cut by the pane"',
  ],
  ["true", "true"],
  ['["short"]', '["short"]'],
  ['[{"value":"ann@acme.test"},{"value":"a@b"}]', "[ 2 ]"],
  ['{"familyName":"Okafor","givenName":"Jana"}', "{ familyName, givenName }"],
  ['{"cut":"behind two thousand charac…', '{"cut":"behind two thousand charac…'],
])("tells %s in one look", (json, brief) => expect(summary(json)).toBe(brief));
