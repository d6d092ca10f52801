import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, vi } from "vitest";
import { call } from "../../api/api";
import type { Language } from "../../api/generated/Language";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationCheck } from "../../api/generated/TransformationCheck";
import { LiveRegions } from "../../shell/announce";
import { Question } from "../../shell/ask";
import { client } from "../../shell/data";
import { navigate } from "../../shell/router";
import { TransformationsTab } from "./TransformationsTab";
import { noWords } from "./tryout/testing";

// A transformation that is in use, in place of the backend. A test that uses it mocks `api/api`.

export const system = { id: "s", name: "Retail PROD", state: "reachable" } as SystemNode;
export const version = (number: number) => ({
  number,
  at: "2026-11-24T09:14:00Z",
  who: "ann",
  description: `Change ${number}`,
  inUse: number === 7,
});
export const range = (line: number, to = line) => ({ from: { line, column: 1 }, to: { line: to, column: 2 } });
export const fine: TransformationCheck = {
  readable: true,
  errors: 0,
  warnings: 0,
  findings: [],
  entities: [
    { name: "user", mappings: [{ title: "$.id", range: range(1), runsOn: [], correlationOnly: false }], removed: [] },
  ],
  removed: 0,
  lines: [],
  properties: [],
};
export const words: Language = { ...noWords, variables: [{ name: "fixed", takes: "", help: "" }] };

/** What the backend holds and answers. */
export const world = {
  stored: {} as Transformation,
  answers: {} as Record<string, (args: never) => unknown>,
};

/** Before each test. */
export async function begin(): Promise<void> {
  await navigate("/");
  // Nothing is laid out here; the list must believe that it has room.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
  window.innerWidth = 1440;
  client.clear();
  world.stored = { version: version(7), text: "{}", isDefault: false };
  world.answers = {
    transformation: () => world.stored,
    transformation_versions: () => [7, 6, 1].map(version),
    transformation_check: () => fine,
    transformation_language: () => words,
    transformation_text: () => "{ }",
    draft_save: ({ base, text }: { base: number; text: string }) => {
      world.stored = { ...world.stored, draft: { base, text, at: "2026-11-24T10:00:00Z" } };
      return world.stored.draft;
    },
    draft_discard: () => {
      const { draft: _, ...rest } = world.stored;
      world.stored = rest;
    },
    transformation_save: ({ version: { basedOn }, text }: { version: { basedOn: number }; text: string }) => {
      world.stored = { version: version(basedOn + 1), text, isDefault: false };
      return world.stored.version;
    },
    transformation_apply: () => version(8),
    save_text: () => "/tmp/file",
  };
  vi.mocked(call)
    .mockReset()
    .mockImplementation(async (command, args) => structuredClone(world.answers[command]?.(args as never)) as never);
}

export const show = async () => {
  const shown = render(
    <QueryClientProvider client={client}>
      <TransformationsTab system={system} />
      <Question />
      <LiveRegions />
    </QueryClientProvider>,
  );
  await screen.findByTestId("transformation-editor");
  return shown;
};
export const calls = (command: string) =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === command)
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it looks for
    .map(([, args]) => args as any);
export const content = () => document.querySelector<HTMLElement>(".cm-content");
/** Puts a text into the editor as an undo or a paste would. */
export const write = async (text: string) => {
  const { EditorView } = await import("@codemirror/view");
  const view = EditorView.findFromDOM(content() as HTMLElement);
  act(() => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }));
};
export const pressSave = async () => {
  const button = screen.getByTestId("transformation-save");
  await waitFor(() => expect(button.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(button);
};
export const describe = async (text: string) => {
  const field = await screen.findByTestId("description");
  (field as HTMLInputElement).value = text;
  fireEvent.input(field);
  fireEvent.click(screen.getByTestId("describe-save"));
};
