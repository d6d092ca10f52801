import { expect, it } from "vitest";
import type { SystemNode } from "../api/generated/SystemNode";
import { currentPlace } from "../shell/router";
import { whyItem } from "./whyItem";

const system = (state: string) => ({ id: "s", state }) as SystemNode;

it.each([
  ["user", "Why Is This User Missing or Failing?"],
  ["group", "Why Is This Role Collection Missing or Failing?"],
] as const)("leads from a %s to its try", (entity, title) => {
  const [item] = whyItem(system("unreachable"), entity, "4711");
  expect(item?.title).toBe(title);
  item?.run();
  expect(currentPlace().to).toBe(`/system/s/transformations/read?${entity}=4711`);
});

it("leads nowhere from a folder, which has no transformations", () => {
  expect(whyItem(system("folder"), "user", "4711")).toEqual([]);
});
