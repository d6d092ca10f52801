import { describe, expect, it } from "vitest";
import type { SystemNode } from "../../api/generated/SystemNode";
import { draftOf, findings, newSystem, type SystemDraft, systemEdit, tagsOf } from "./draft";

const empty: SystemDraft = {
  name: "",
  description: "",
  level: "subaccount",
  parent: "",
  tags: "",
  url: "",
  tokenUrl: "",
  clientId: "",
  secret: "",
};
const good: SystemDraft = {
  ...empty,
  name: "Retail PROD",
  url: "https://api.authentication.eu10.hana.ondemand.com",
  tokenUrl: "https://acme.authentication.eu10.hana.ondemand.com/oauth/token",
  clientId: "sb-x!a1",
  secret: "s",
};
const stored: SystemNode = {
  id: "1",
  name: "Retail PROD",
  description: "",
  level: "subaccount",
  url: good.url,
  tokenUrl: good.tokenUrl,
  clientId: good.clientId,
  state: "reachable",
  enabled: true,
  demo: false,
  tags: ["production"],
  notes: "",
  favourite: false,
  readOnly: false,
  refreshing: false,
  loading: false,
};

/** What is to become an account. */
const folder: SystemNode = { ...stored, id: "2", name: "EMEA", url: "", tokenUrl: "", clientId: "", state: "folder" };

describe("findings", () => {
  it.each<[string, Partial<SystemDraft>, string]>([
    ["nothing wrong", {}, ""],
    ["a folder needs a name only", { url: "", tokenUrl: "", clientId: "", secret: "" }, ""],
    ["no name", { name: " " }, "name: systems.bad.name"],
    ["a path as name", { name: "a/b" }, "name: systems.bad.name"],
    ["a pasted service key", { url: '{ "url": "https://x" }' }, "url: systems.bad.url"],
    ["several lines", { url: "https://a.example\nhttps://b.example" }, "url: systems.bad.url"],
    ["a script", { url: "javascript:alert(1)" }, "url: systems.bad.url"],
    ["plain http", { tokenUrl: "http://a.example/oauth/token" }, "tokenUrl: systems.bad.https"],
    ["plain http on this computer", { url: "http://127.0.0.1:8080", tokenUrl: "http://localhost:8080/t" }, ""],
    ["half an account", { tokenUrl: "", secret: "" }, "secret: systems.bad.needed, tokenUrl: systems.bad.needed"],
    ["two lines of client id", { clientId: "a\nb" }, "clientId: systems.bad.line"],
  ])("%s", (_, part, expected) => {
    const found = findings({ ...good, ...part }, [], folder);
    const said = Object.entries(found).map(([field, finding]) => `${field}: ${finding?.key}`);
    expect(said.sort().join(", ")).toBe(expected);
  });

  it("knows a name that is taken, but not by itself", () => {
    const draft = { ...good, name: "retail prod" };
    expect(findings(draft, [stored], folder).name).toEqual({ key: "systems.bad.nameTaken", name: "retail prod" });
    expect(findings(draft, [stored], stored).name).toBeUndefined();
  });

  it("wants the secret again for another host, not for another path", () => {
    const draft = draftOf(stored);
    expect(findings(draft, [stored], stored)).toEqual({});
    expect(findings({ ...draft, tokenUrl: `${stored.tokenUrl}2` }, [stored], stored)).toEqual({});
    const moved = { ...draft, tokenUrl: "https://evil.example/oauth/token" };
    expect(findings(moved, [stored], stored).secret).toEqual({ key: "systems.secretAgain" });
    expect(findings({ ...moved, secret: "new" }, [stored], stored)).toEqual({});
  });
});

it("sends only what differs", () => {
  const draft = { ...draftOf(stored), description: " Tills ", tags: "production, eu", parent: "7" };
  expect(systemEdit(draft, stored)).toEqual({ description: "Tills", tags: ["production", "eu"], parent: "7" });
  expect(systemEdit(draftOf(stored), stored)).toEqual({});
  expect(systemEdit({ ...draftOf({ ...stored, parent: "7" }), parent: "" }, { ...stored, parent: "7" })).toEqual({
    parent: "",
  });
});

it("leaves out what is empty", () => {
  expect(newSystem({ ...empty, name: "EMEA" })).toEqual({
    name: "EMEA",
    description: "",
    level: "subaccount",
    url: "",
    tokenUrl: "",
    clientId: "",
    tags: [],
  });
});

it.each([
  ["", []],
  [" a , ,b,a", ["a", "b"]],
])("reads tags %j", (line, tags) => {
  expect(tagsOf(line)).toEqual(tags);
});
