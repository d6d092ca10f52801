import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { PaletteResult } from "../../api/generated/PaletteResult";
import { client } from "../data";
import { Palette } from "./Palette";

const { call, navigate } = vi.hoisted(() => ({ call: vi.fn(), navigate: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));
vi.mock("../context", () => ({ useFeatures: () => [] }));
vi.mock("../router", async (whole) => ({ ...(await whole<object>()), navigate }));

const answer = (...systems: string[]): PaletteResult => ({
  users: systems.map((system) => ({ system, systemName: system, id: "u", title: "Gareth Pugh", subtitle: "" })),
  roleCollections: [],
  systems: [],
});
let answers: Record<string, (result: PaletteResult) => void>;
const type = (text: string) => fireEvent.change(screen.getByTestId("palette-input"), { target: { value: text } });
const enter = () => fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
const tell = (text: string, result: PaletteResult) => act(async () => answers[text]?.(result));
const opened = () => navigate.mock.calls.map(([to]) => to);

beforeEach(() => {
  answers = {};
  navigate.mockReset();
  client.clear();
  call.mockImplementation(
    (command, { text }) =>
      new Promise((resolve) => {
        if (command === "palette") answers[text] = resolve;
      }),
  );
  render(
    <QueryClientProvider client={client}>
      <Palette onClose={vi.fn()} />
    </QueryClientProvider>,
  );
});

it("opens what answers the text, not what is shown of the text before", async () => {
  type("pugh");
  await tell("pugh", answer("dev", "prod"));
  type("pugh prod");
  enter();
  expect(opened()).toEqual([]);
  await tell("pugh prod", answer("prod"));
  await vi.waitFor(() => expect(opened()).toEqual(["/system/prod/users/u?find=Gareth+Pugh"]));
});

it("forgets Enter where the text goes on", async () => {
  type("pugh");
  enter();
  type("pugh prod");
  await tell("pugh prod", answer("prod"));
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(opened()).toEqual([]);
  enter();
  expect(opened()).toEqual(["/system/prod/users/u?find=Gareth+Pugh"]);
});
