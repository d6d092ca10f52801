import { expect, it } from "vitest";
import type { KnownProperty } from "../../api/generated/KnownProperty";
import type { Properties } from "../../api/generated/Properties";
import {
  changes,
  editOf,
  emptyDraft,
  isDirty,
  knownOf,
  rowsOf,
  shownRows,
  withCredential,
  withText,
  withValue,
} from "./draft";

const text = (message: string) => ({ code: "", params: {}, message });
const one = (name: string, over: Partial<KnownProperty> = {}): KnownProperty => ({
  name,
  prefix: false,
  category: "connection",
  kind: { kind: "text" },
  help: text(""),
  usual: false,
  ...over,
});
const known = [
  one("URL", { usual: true }),
  one("Password", { kind: { kind: "credential" }, usual: true }),
  one("ips.http.header.", { prefix: true }),
  one("limit", { category: "limits" }),
];
const stored: Properties = {
  owner: "s",
  properties: [
    { name: "limit", category: "limits", value: "2" },
    { name: "URL", category: "connection", value: "own", inherited: "shared" },
    {
      name: "token",
      category: "free",
      credential: { setAt: "2026-01-01T00:00:00Z", inherited: false, otherHost: false, lost: false },
    },
    { name: "b", category: "free", inherited: "shared" },
  ],
  findings: [],
};
const names = (draft?: typeof emptyDraft, findings: string[] = []) =>
  rowsOf(
    stored,
    known,
    draft,
    findings.map((property) => ({ property, severity: "error", text: text(""), mend: text("") })),
  ).map((row) => row.name);

it("shows what is set, in the order of what is known; while one edits what usually is, too", () => {
  expect(names()).toEqual(["URL", "limit", "b", "token"]);
  expect(names(emptyDraft)).toEqual(["URL", "Password", "limit", "b", "token"]);
  expect(names({ ...emptyDraft, added: ["ips.http.header.X"] })).toContain("ips.http.header.X");
  expect(names(emptyDraft, ["PrivateKey"])).toContain("PrivateKey");
});

it("knows a header by what stands before its name", () => {
  expect(knownOf(known, "ips.http.header.X")?.name).toBe("ips.http.header.");
  expect(knownOf(known, "ips.http.header.")).toBeUndefined();
  expect(knownOf(known, "url")).toBeUndefined();
});

it("counts no change where a value is as it was", () => {
  const url = stored.properties[1];
  const changed = withValue(emptyDraft, url, "URL", "other");
  expect([changes(changed), isDirty(changed)]).toEqual([1, true]);
  expect(withValue(changed, url, "URL", "own")).toEqual(emptyDraft);
  expect(withValue(changed, url, "URL", "").values).toEqual({ URL: null });
  expect(withValue(emptyDraft, undefined, "new", "")).toEqual(emptyDraft);
});

it("sends a credential only once something was entered, and forgets one only when told to", () => {
  const entering = withCredential(emptyDraft, "Password", "");
  expect([changes(entering), editOf(entering)]).toEqual([0, { properties: {}, credentials: {} }]);
  expect(editOf(withCredential(entering, "Password", "s")).credentials).toEqual({ Password: "s" });
  expect(editOf(withCredential(entering, "token", null)).credentials).toEqual({ token: null });
  expect(withCredential(entering, "Password", undefined)).toEqual(emptyDraft);
});

it("takes a text for all plain properties and leaves credentials alone", () => {
  const draft = withText(withCredential(emptyDraft, "token", "s"), stored, { URL: "own", new: "x" });
  expect(editOf(draft)).toEqual({ properties: { limit: null, new: "x" }, credentials: { token: "s" } });
});

it("finds rows by name and value", () => {
  const rows = rowsOf(stored, known, undefined, []);
  const found = (filter: string, category: "all" | "free" = "all") =>
    shownRows(rows, category, filter).map((row) => row.name);
  expect(found("OWN")).toEqual(["URL"]);
  expect(found("shared")).toEqual(["URL", "b"]);
  expect(found("", "free")).toEqual(["b", "token"]);
});
