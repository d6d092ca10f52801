import { describe, expect, it, vi } from "vitest";
import type { PaletteResult } from "../../api/generated/PaletteResult";
import { entriesOf, type Offer, parse } from "./entries";

const hit = (id: string, title: string) => ({ system: "s", systemName: "Retail", id, title, subtitle: "sub" });
const result: PaletteResult = {
  users: [hit("u1", "Jana Okafor")],
  roleCollections: [hit("r1", "Retail Viewer")],
  systems: [hit("s", "Retail")],
};
const offers: Offer[] = [
  { id: "add-members", group: "here", title: "Add Members", subtitle: "Retail Viewer", run: vi.fn() },
  { id: "light", group: "commands", title: "Switch Theme: Light", subtitle: "", run: vi.fn() },
  { id: "dark", group: "commands", title: "Switch Theme: Dark", subtitle: "", run: vi.fn() },
];
const groups = (text: string) => entriesOf(text, result, offers, []).map((e) => e.group);

it.each([
  ["jana", "all", "jana"],
  ["@ jana", "users", "jana"],
  ["#ret", "roleCollections", "ret"],
  [" >dark ", "commands", "dark"],
])("reads %j", (text, scope, search) => expect(parse(text)).toEqual({ scope, search }));

describe("lines", () => {
  it("come from everywhere", () => expect(groups("re")).toEqual(["users", "roleCollections", "systems"]));
  it("keep to what a prefix asks for", () => {
    expect(groups("@re")).toEqual(["users"]);
    expect(groups("#re")).toEqual(["roleCollections"]);
    expect(groups(">theme dark")).toEqual(["commands"]);
  });
  it("find a command by its words in any order", () => expect(groups(">dark switch")).toEqual(["commands"]));
  it("offer what the page can do", () => expect(groups(">memb add")).toEqual(["here"]));
  it("lead to their places", () => {
    expect(entriesOf("re", result, [], []).map((e) => e.target)).toEqual([
      "/system/s/users/u1?find=Jana+Okafor",
      "/system/s/role-collections/r1?find=Retail+Viewer",
      "/system/s",
    ]);
  });
  it("are the recent ones and the commands before anything is typed", () => {
    const recent = [{ key: "k", group: "recent" as const, title: "t", subtitle: "", target: "/a" }];
    const shown = entriesOf("", undefined, offers, recent).map((e) => e.group);
    expect(shown).toEqual(["recent", "here", "commands", "commands"]);
  });
});
