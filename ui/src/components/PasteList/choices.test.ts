import { expect, it } from "vitest";
import type { PeopleFound } from "../../api/generated/PeopleFound";
import type { PeopleResult } from "../../api/generated/PeopleResult";
import { chooseOrigin, createAll, noChoices, offeredOrigins, outcome } from "./choices";

const person = (id: string, origin: string) => ({
  id,
  name: id,
  userName: `${id}@acme.example`,
  origin,
  member: false,
});
const farah: PeopleFound = { kind: "several", people: [person("f1", "acme-ias"), person("f2", "sap.default")] };
const twins: PeopleFound = { kind: "several", people: [person("t1", "acme-ias"), person("t2", "acme-ias")] };
const nobody: PeopleFound = {
  kind: "none",
  userName: "nobody@acme.example",
  email: "nobody@acme.example",
  givenName: "",
  familyName: "",
};

function result(...found: PeopleFound[]): PeopleResult {
  const lines = found.map((f, i) => ({ line: i + 1, text: `entry ${i + 1}`, found: f }));
  const count = (kind: PeopleFound["kind"]) => found.filter((f) => f.kind === kind).length;
  return {
    lines,
    found: count("one"),
    several: count("several"),
    missing: count("none"),
    already: count("alreadyMember"),
    duplicates: count("duplicate"),
  };
}

it("waits for a choice among several and leaves the missing out unasked", () => {
  const o = outcome(result({ kind: "one", person: person("a", "acme-ias") }, farah, nobody), noChoices);
  expect(o.users.map((u) => u.id)).toEqual(["a"]);
  expect(o.waiting).toBe(1);
  expect(o.figures).toEqual({ lines: 3, found: 1, created: 0, already: 0, leftOut: 1 });
});

it("counts a person reached by two entries once", () => {
  const r = result({ kind: "one", person: person("f1", "acme-ias") }, farah);
  const o = outcome(r, chooseOrigin(r, noChoices, "acme-ias"));
  expect(o.users).toHaveLength(1);
  expect(o.figures).toEqual({ lines: 2, found: 1, created: 0, already: 0, leftOut: 1 });
});

it("counts a chosen one who is a member already as that", () => {
  const member = { ...person("f1", "acme-ias"), member: true };
  const r = result({ kind: "several", people: [member, person("f2", "sap.default")] });
  const o = outcome(r, chooseOrigin(r, noChoices, "acme-ias"));
  expect(o.users).toEqual([]);
  expect(o.figures).toEqual({ lines: 1, found: 0, created: 0, already: 1, leftOut: 0 });
});

it("takes by origin only where that names one person", () => {
  const r = result(farah, twins);
  const o = outcome(r, chooseOrigin(r, noChoices, "acme-ias"));
  expect(o.users.map((u) => u.id)).toEqual(["f1"]);
  expect(o.waiting).toBe(1);
  expect(offeredOrigins(r)).toEqual(["acme-ias", "sap.default"]);
});

it("creates the missing with the chosen origin, and takes that back", () => {
  const r = result(nobody, { kind: "alreadyMember", person: person("m", "acme-ias") }, { kind: "duplicate", of: 1 });
  const all = createAll(r, noChoices, "acme-ias");
  expect(outcome(r, all).create.map((u) => [u.userName, u.origin])).toEqual([["nobody@acme.example", "acme-ias"]]);
  expect(outcome(r, all).figures).toEqual({ lines: 3, found: 0, created: 1, already: 1, leftOut: 1 });
  expect(outcome(r, createAll(r, all, "")).create).toEqual([]);
});

it("keeps a choice when lines come above it", () => {
  const before = result(farah);
  const choices = { ...noChoices, several: { "entry 1": "f2" } };
  const after: PeopleResult = {
    ...before,
    lines: [{ line: 2, text: " Entry 1 ", found: farah }],
  };
  expect(outcome(after, choices).users.map((u) => u.id)).toEqual(["f2"]);
});
