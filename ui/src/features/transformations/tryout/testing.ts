import type { Attempt } from "../../../api/generated/Attempt";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { Language } from "../../../api/generated/Language";
import type { Tried } from "../../../api/generated/Tried";

// What the tests of the try answer in place of the backend.

export type Asking = { attempt: Attempt; text: string };

export const range = (line: number) => ({ from: { line, column: 1 }, to: { line, column: 80 } });
export const mapping = (number: number, more: Partial<ExplainedMapping> = {}): ExplainedMapping => ({
  number,
  title: `$.m${number}`,
  range: range(number + 1),
  outcome: "ran",
  source: `$.s${number}`,
  places: [],
  value: `"v${number}"`,
  target: `$.m${number}`,
  functions: [],
  targets: [`$['m${number}']`],
  result: `"v${number}"`,
  ...more,
});

export const triedOf = ({ attempt, text }: Asking): Tried => ({
  input: attempt.sample.of === "text" ? attempt.sample.text : `{"of": "${attempt.sample.id}"}`,
  ended: { kind: "entity", text: `{"out": "${attempt.sample.of === "stored" ? attempt.sample.id : "text"} ${text}"}` },
  microseconds: 412,
  mappings: [mapping(1), mapping(2)],
  properties: [
    { name: "cost.center", value: attempt.properties["cost.center"] ?? "4711", masked: false },
    { name: "Password", masked: true },
  ],
  variables: [{ name: "entityBaseLocation", value: "https://localhost", predefined: true }],
});

export const noWords: Language = {
  entityKeys: [],
  mappingKeys: [],
  valueMappingKeys: [],
  functions: [],
  commonParameters: [],
  types: [],
  scopes: [],
  operations: [],
  endpoints: [],
  variables: [],
  properties: [],
};
