import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { begin, calls, changed, describe, differ, press, selected, show, version, world } from "./compare.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

it("saves what was taken as a version, and goes on with what is left", async () => {
  await show("/compare/s/read");
  await screen.findAllByTestId("card");
  press(" ");
  expect(selected()?.textContent).toContain("left as in A");
  fireEvent.click(screen.getByTestId("save-taken"));
  await describe("ticket 4711");
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
  expect(calls("transformation_merge")[0].taken).toEqual(["m2", "m3"]);
  expect(calls("transformation_save")).toEqual([
    { version: { system: "s", kind: "read", basedOn: 7, description: "ticket 4711" }, text: "merged m2,m3" },
  ]);
  expect(calls("draft_discard")).toEqual([]);
});

it("leaves to the editor when all of the draft was taken", async () => {
  await show("/compare/s/read");
  fireEvent.click(await screen.findByTestId("save-taken"));
  await describe("all of it");
  await waitFor(() => expect(location.hash).toBe("#/system/s/transformations/read"));
  expect(calls("transformation_text").at(-1).side).toEqual({ of: "draft" });
  expect(calls("transformation_save")[0].text).toBe('{"a": 1}');
  expect(calls("draft_discard")).toHaveLength(1);
});

it("says that another version was saved meanwhile, and saves nothing over it", async () => {
  await show("/compare/s/read");
  fireEvent.click(await screen.findByTestId("save-taken"));
  world.answers.transformation_save = () => {
    world.stored = { ...world.stored, version: version(8) };
    throw { code: "ZD8002", message: "Version 8 was saved meanwhile by ann.", where: "8" };
  };
  await describe("mine");
  expect((await screen.findByTestId("describe-error")).textContent).toContain("Version 8 was saved meanwhile");
  const strip = await screen.findByTestId("compare-meanwhile");
  expect(calls("transformation_save")[0].version.basedOn).toBe(7);
  fireEvent.click(within(strip).getByRole("button"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=v8&b=draft"));
});

it("leaves what the other saver changed as it is", async () => {
  world.stored = { ...world.stored, version: version(8) };
  world.answers.transformation_compare = ({ before }: { before: { number: number } }) =>
    before.number === 7
      ? { ...differ, entities: differ.entities.map((one) => ({ ...one, mappings: [changed] })) }
      : differ;
  await show("/compare/s/read?a=v8&b=draft");
  expect((await screen.findByTestId("compare-conflict")).textContent).toContain("2 changes that only Version 8 has");
  fireEvent.click(screen.getByTestId("save-taken"));
  await describe("mine");
  await waitFor(() => expect(calls("transformation_merge")[0]?.taken).toEqual(["m1"]));
  await waitFor(() => expect(calls("draft_discard")).toHaveLength(1));
});
