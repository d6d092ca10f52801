import { describe, expect, it } from "vitest";
import { changedFields, emptyDraft, findings, trimmed, withField } from "./draft";

const jana = { ...emptyDraft, userName: "jana", origin: "acme-ias", email: "jana@acme.example" };

describe("findings", () => {
  it.each([
    [jana, {}],
    [emptyDraft, { userName: "required", origin: "required", email: "required" }],
    [{ ...jana, userName: "  " }, { userName: "required" }],
    [{ ...jana, email: "jana" }, { email: "badEmail" }],
    [{ ...jana, email: "jana okafor@acme.example" }, { email: "badEmail" }],
  ])("case %#", (draft, found) => expect(findings(draft)).toEqual(found));
});

describe("the e-mail", () => {
  const typed = (names: string[], creating: boolean, start = emptyDraft) =>
    names.reduce((draft, name) => withField(draft, "userName", name, creating), start).email;
  it("follows the user name of a new user", () => expect(typed(["j", "ja@x"], true)).toBe("ja@x"));
  it("stays once it was typed", () => expect(typed(["j"], true, { ...emptyDraft, email: "other@x" })).toBe("other@x"));
  it("of a user who exists stays", () => expect(typed(["j"], false)).toBe(""));
});

it("names what changed", () => {
  expect(changedFields(jana, { ...jana, familyName: "Eze", active: false })).toEqual(["familyName", "active"]);
});

it("leaves out the spaces of a paste", () => {
  expect(trimmed({ ...jana, userName: " jana\t" })).toEqual(jana);
});
