import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { vi } from "vitest";
import { call } from "../../../api/api";
import type { FoundCredential } from "../../../api/generated/FoundCredential";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TestStep } from "../../../api/generated/TestStep";
import { start } from "../../../bench/start";
import { client } from "../../../shell/data";
import { navigate } from "../../../shell/router";
import { setSession } from "../../../shell/session";
import { DropTarget } from "../DropTarget";
import { AddSystem } from "./AddSystem";
import { reset } from "./store";

// Keys as they are found in what is pasted, in place of the backend. A test that uses it mocks `api/api`.

export const KEY = '{"clientid":"sb-full!a1","clientsecret":"s3cret"}';

export const found = (number: number, part: Partial<FoundCredential> = {}): FoundCredential => ({
  handle: `h${number}`,
  proposedName: `shop ${number}`,
  url: "https://api.example",
  tokenUrl: "https://shop.example/oauth/token",
  clientId: `sb-${number}!a1`,
  region: "eu10",
  hasSecret: true,
  ...part,
});
export const node = (name: string): SystemNode => ({
  id: name,
  name,
  description: "",
  level: "subaccount",
  url: "",
  tokenUrl: "",
  clientId: "",
  state: "unknown",
  enabled: true,
  demo: false,
  tags: [],
  notes: "",
  favourite: false,
  readOnly: false,
  refreshing: false,
  loading: false,
});
export const passed: TestStep[] = [
  { step: "token", outcome: "passed", milliseconds: 20, message: "A token was given out." },
  { step: "users", outcome: "passed", milliseconds: 20, message: "3 users." },
] as TestStep[];
export const refused: TestStep[] = [
  {
    step: "token",
    outcome: "failed",
    milliseconds: 20,
    message: "401",
    error: { code: "ZD2006", message: "The token was refused.", help: "Paste a new key." },
  },
] as TestStep[];

type Args = Record<string, never> & { texts?: { text: string }[] };
export const answers: Record<string, (args: Args) => unknown> = {};
export const asked = (command: string) =>
  vi
    .mocked(call)
    .mock.calls.filter(([name]) => name === command)
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it looks for
    .map(([, args]) => args as any);

/** Before each test. */
export async function begin(): Promise<void> {
  localStorage.clear();
  vi.mocked(call)
    .mockReset()
    .mockImplementation(async (command, args) => {
      const answer = answers[command];
      return (answer ? await answer(args as Args) : null) as never;
    });
  answers.credentials_read = () => ({ found: [found(1)], problems: [] });
  answers.import_plan = () => ({ id: "p", files: [], items: [] });
  answers.credential_test = () => passed;
  answers.systems_add_found = (args) =>
    (args.systems as unknown as { handle: string; name: string }[]).map(({ handle, name }) => ({
      handle,
      system: node(name),
    }));
  answers.refresh = () => ({});
  reset();
  await setSession(start);
  await navigate("/add-system");
}

export const show = (systems: SystemNode[] = [], parent = "") =>
  render(
    <QueryClientProvider client={client}>
      <AddSystem systems={systems} parent={parent} />
      <DropTarget />
    </QueryClientProvider>,
  );

export const click = (testid: string) => act(async () => fireEvent.click(screen.getByTestId(testid)));
export const paste = (text: string) =>
  act(async () =>
    fireEvent.paste(screen.getByTestId("paste-key"), { clipboardData: { getData: () => text, types: ["text/plain"] } }),
  );
export const area = () => screen.queryByTestId<HTMLTextAreaElement>("paste-key");
