import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { begin, calls, show, world } from "./compare.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

it("chooses sides and swaps them", async () => {
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  fireEvent.click(screen.getByTestId("swap"));
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=draft&b=v7"));
  fireEvent.click(within(screen.getByTestId("side-B")).getByRole("button"));
  fireEvent.change(await screen.findByTestId("side-find"), { target: { value: "qa" } });
  fireEvent.keyDown(screen.getByTestId("side-find"), { key: "Enter" });
  await waitFor(() => expect(location.hash).toBe("#/compare/s/read?a=draft&b=system%3Ao"));
  expect(calls("transformation_compare").at(-1).after).toEqual({ of: "system", system: "o" });
});

it("takes a file, and asks which system of an export is meant", async () => {
  world.answers.transformation_file = () => ({
    name: "all.json",
    systems: [
      { name: "DEV", read: true, write: true },
      { name: "Half", read: false, write: true },
    ],
  });
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  const file = new File(['{"systems": []}'], "all.json");
  fireEvent.change(screen.getByTestId("file-A"), { target: { files: [file] } });
  const half = await screen.findByTestId("which-Half");
  fireEvent.click(half);
  expect(half.textContent).toContain("no Read Transformation");
  fireEvent.click(screen.getByTestId("which-DEV"));
  await waitFor(() => expect(location.hash).toMatch(/a=file%3A\d+&b=draft/));
  await waitFor(() =>
    expect(calls("transformation_compare").at(-1).before).toEqual({
      of: "file",
      name: "all.json",
      text: '{"systems": []}',
      system: "DEV",
    }),
  );
});

it("says why a file is not taken", async () => {
  world.answers.transformation_file = () => {
    throw { code: "ZD8007", message: "“a.json” cannot be compared: it is empty.", help: "Choose a file." };
  };
  await show("/compare/s/read?a=v7&b=draft");
  await screen.findAllByTestId("card");
  fireEvent.change(screen.getByTestId("file-A"), { target: { files: [new File([""], "a.json")] } });
  expect((await screen.findByTestId("file-refused")).textContent).toContain("it is empty");
  expect(location.hash).toBe("#/compare/s/read?a=v7&b=draft");
});

it("says that a file is gone, and lets another side be chosen", async () => {
  await show("/compare/s/read?a=file%3A99&b=draft");
  expect((await screen.findByTestId("side-gone")).textContent).toContain("choose the file again");
  expect(screen.getByTestId("side-A")).toBeTruthy();
});
