import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, renderHook, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FoundCredential } from "../../../api/generated/FoundCredential";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TestStep } from "../../../api/generated/TestStep";
import { start } from "../../../bench/start";
import { DOTS } from "../../../components/dots";
import { client } from "../../../shell/data";
import { endExchange, useExchange } from "../../../shell/exchange";
import { currentPlace, navigate } from "../../../shell/router";
import { setSession } from "../../../shell/session";
import { DropTarget } from "../DropTarget";
import { RotateDialog } from "../RotateDialog";
import { AddSystem } from "./AddSystem";
import { reset } from "./store";

const { call, onEvent } = vi.hoisted(() => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));
vi.mock("../../../api/api", () => ({ call, onEvent }));

const KEY = '{"clientid":"sb-full!a1","clientsecret":"s3cret"}';

const found = (number: number, part: Partial<FoundCredential> = {}): FoundCredential => ({
  handle: `h${number}`,
  proposedName: `shop ${number}`,
  url: "https://api.example",
  tokenUrl: "https://shop.example/oauth/token",
  clientId: `sb-${number}!a1`,
  region: "eu10",
  hasSecret: true,
  ...part,
});
const node = (name: string): SystemNode => ({
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
const passed: TestStep[] = [
  { step: "token", outcome: "passed", milliseconds: 20, message: "A token was given out." },
  { step: "users", outcome: "passed", milliseconds: 20, message: "3 users." },
] as TestStep[];
const refused: TestStep[] = [
  {
    step: "token",
    outcome: "failed",
    milliseconds: 20,
    message: "401",
    error: { code: "ZD2006", message: "The token was refused.", help: "Paste a new key." },
  },
] as TestStep[];

type Args = Record<string, never> & { texts?: { text: string }[] };
const answers: Record<string, (args: Args) => unknown> = {};
const asked = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);

beforeEach(async () => {
  localStorage.clear();
  call.mockReset();
  call.mockImplementation(async (command: string, args: Args) => {
    const answer = answers[command];
    if (!answer) return null;
    return answer(args);
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
});

const show = (systems: SystemNode[] = [], parent = "") =>
  render(
    <QueryClientProvider client={client}>
      <AddSystem systems={systems} parent={parent} />
      <DropTarget />
    </QueryClientProvider>,
  );

const click = (testid: string) => act(async () => fireEvent.click(screen.getByTestId(testid)));
const paste = (text: string) =>
  act(async () =>
    fireEvent.paste(screen.getByTestId("paste-key"), { clipboardData: { getData: () => text, types: ["text/plain"] } }),
  );
const area = () => screen.queryByTestId<HTMLTextAreaElement>("paste-key");

describe("a pasted key", () => {
  it("leaves the page, is placed, tested, saved and read", async () => {
    show([node("EMEA")]);
    await paste(KEY);
    expect(area()).toBeNull();
    expect(document.body.textContent).not.toContain("s3cret");
    expect(screen.getByTestId("found-secret").textContent).toBe(DOTS);
    expect(DOTS).toHaveLength(40);

    await click("wizard-next");
    await click("level-directory");
    const tags = screen.getByTestId("system-tags-input");
    fireEvent.change(tags, { target: { value: "production" } });
    fireEvent.keyDown(tags, { key: "Enter" });
    const origins = screen.getByTestId("system-origins-input");
    fireEvent.change(origins, { target: { value: "acme-ias; acme-platform" } });
    fireEvent.blur(origins);
    await click("wizard-next");
    await waitFor(() => expect(screen.getByTestId("test-steps").textContent).toContain("3 users."));
    expect(asked("credential_test")).toEqual([{ handle: "h1", name: "shop 1" }]);

    await click("system-save");
    expect(asked("systems_add_found")[0].systems).toEqual([
      {
        handle: "h1",
        name: "shop 1",
        description: "",
        level: "directory",
        origins: ["acme-ias", "acme-platform"],
        tags: ["production"],
        properties: {},
      },
    ]);
    expect(asked("refresh")).toEqual([{ system: "shop 1" }]);
    expect(currentPlace().to).toContain("shop%201");
  });

  it("that is none says where, shows what would be one, and stays to be looked at", async () => {
    answers.credentials_read = () => ({
      found: [],
      problems: [
        { error: { code: "ZD3012", message: "Line 2, column 7: the JSON text ends here." }, line: 2, column: 7 },
      ],
    });
    show();
    await paste('{"clientid":\n"a",}');
    expect(screen.getByTestId("paste-problems").textContent).toContain("Line 2, column 7");
    expect(screen.getByTestId("paste-problems").querySelectorAll("pre")).toHaveLength(3);
    expect(area()?.value).toContain('"a",}');
    expect(screen.getByTestId("wizard-next").getAttribute("aria-disabled")).toBe("true");
  });

  it("typed is not taken before it is whole", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    answers.credentials_read = () => ({
      found: [found(1, { problem: { code: "ZD3001", message: "The client secret is missing.", where: "secret" } })],
      problems: [],
    });
    show();
    fireEvent.change(screen.getByTestId("paste-key"), { target: { value: "clientid: a" } });
    await act(async () => vi.advanceTimersByTimeAsync(500));
    expect(area()?.value).toBe("clientid: a");
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
    answers.credentials_read = () => ({ found: [found(2)], problems: [] });
    fireEvent.change(screen.getByTestId("paste-key"), { target: { value: "clientid: a\nclientsecret: b" } });
    await act(async () => vi.advanceTimersByTimeAsync(500));
    vi.useRealTimers();
    expect(area()).toBeNull();
  });

  it("that lacks something is completed by hand", async () => {
    const problem = { code: "ZD3001", message: "URL: the address is empty.", where: "url" };
    answers.credentials_read = () => ({ found: [found(1, { url: "", problem })], problems: [] });
    answers.credential_by_hand = () => found(1);
    show();
    await paste(KEY);
    await click("complete");
    expect(screen.getByTestId("system-url-error").textContent).toContain("the address is empty");
    await act(async () => fireEvent.submit(screen.getByTestId("by-hand")));
    const [{ credential }] = asked("credential_by_hand");
    expect(credential).toMatchObject({ handle: "h1", clientId: "sb-1!a1" });
    expect(screen.queryByTestId("found-problem")).toBeNull();
    expect(screen.getByTestId("wizard-next").getAttribute("aria-disabled")).toBeNull();
  });
});

describe("a test that fails", () => {
  it("is mended with a new key, which is tested", async () => {
    answers.credential_test = (args) => ((args.handle as unknown) === "h1" ? refused : passed);
    show();
    await paste(KEY);
    await click("wizard-next");
    await click("wizard-next");
    await waitFor(() => expect(screen.getByTestId("test-steps").textContent).toContain("The token was refused."));
    await click("wizard-paste-again");
    await click("paste-another");
    answers.credentials_read = () => ({ found: [found(2)], problems: [] });
    await paste(KEY);
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
    await click("wizard-step-3");
    await waitFor(() => expect(screen.getByTestId("test-steps").textContent).toContain("3 users."));
  });
});

describe("several keys", () => {
  const three = { found: [found(1), found(2), found(3, { system: "EMEA" })], problems: [] };

  it("are ticked, named, tested beside one another and saved; what is refused stays with its reason", async () => {
    answers.credentials_read = () => three;
    show([node("EMEA")]);
    await paste(KEY);
    expect(screen.getByTestId("found-several").textContent).toContain("3");
    await click("wizard-next");
    expect(screen.getByTestId<HTMLInputElement>("pick-2").checked).toBe(false);
    expect(screen.getByTestId("said-2").textContent).toContain("EMEA");
    fireEvent.change(screen.getByTestId("name-1"), { target: { value: "shop 1" } });
    await click("wizard-next");
    expect(screen.getByTestId("said-1").textContent).toContain("shop 1");
    fireEvent.change(screen.getByTestId("name-1"), { target: { value: "void" } });

    let running = 0;
    let most = 0;
    answers.credential_test = async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return passed;
    };
    await click("wizard-next");
    await waitFor(() => expect(screen.getByTestId("verdict-1").textContent).toBe("works"));
    expect(most).toBe(2);

    answers.systems_add_found = () => [
      { handle: "h1", system: node("shop 1") },
      { handle: "h2", error: { code: "ZD3003", message: "void is taken.", where: "name" } },
    ];
    await click("system-save");
    expect(screen.getByTestId("added").textContent).toContain("shop 1");
    expect(screen.getByTestId("said-0").textContent).toBe("void is taken.");
    expect(screen.getByTestId("wizard-step-2").getAttribute("aria-current")).toBe("step");
  });
});

describe("one of several", () => {
  const problem = { code: "ZD3001", message: "The client secret is missing.", where: "secret" };

  it("that lacks something is completed by hand, and all get the origin keys", async () => {
    answers.credentials_read = () => ({ found: [found(1), found(2, { problem })], problems: [] });
    answers.credential_by_hand = () => found(2);
    show();
    await paste(KEY);
    await click("wizard-next");
    expect(screen.getByTestId<HTMLInputElement>("pick-1").checked).toBe(false);
    await click("complete-1");
    expect(screen.getByTestId("system-secret-error").textContent).toContain("The client secret is missing.");
    await act(async () => fireEvent.submit(screen.getByTestId("by-hand")));
    expect(asked("credential_by_hand")[0].credential).toMatchObject({ handle: "h2", clientId: "sb-2!a1" });
    expect(screen.getByTestId<HTMLInputElement>("pick-1").checked).toBe(true);
    expect(screen.queryByTestId("complete-1")).toBeNull();

    const origins = screen.getByTestId("system-origins-input");
    fireEvent.change(origins, { target: { value: "acme-ias" } });
    fireEvent.blur(origins);
    await click("wizard-next");
    await waitFor(() => expect(screen.getByTestId("verdict-1").textContent).toBe("works"));
    await click("system-save");
    const saved = asked("systems_add_found")[0].systems as unknown as { handle: string; origins: string[] }[];
    expect(saved.map(({ handle, origins: keys }) => [handle, keys])).toEqual([
      ["h1", ["acme-ias"]],
      ["h2", ["acme-ias"]],
    ]);
  });

  it("that does not work gives way to the new key for it", async () => {
    answers.credentials_read = () => ({ found: [found(1), found(2)], problems: [] });
    answers.credential_test = (args) => ((args.handle as unknown) === "h2" ? refused : passed);
    show();
    await paste(KEY);
    await click("wizard-next");
    fireEvent.change(screen.getByTestId("name-1"), { target: { value: "second" } });
    await click("wizard-next");
    await waitFor(() => expect(screen.getByTestId("verdict-1").textContent).toBe("does not work"));
    await click("wizard-paste-again");
    await click("paste-another");
    answers.credentials_read = () => ({ found: [found(2, { handle: "h9" })], problems: [] });
    await paste(KEY);
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h2"] });
    await click("wizard-next");
    expect(screen.getAllByTestId(/^pick-\d/)).toHaveLength(2);
    expect(screen.getByTestId<HTMLInputElement>("name-1").value).toBe("second");
  });
});

describe("files", () => {
  const drop = (element: Element | Window, files: File[]) =>
    act(async () =>
      fireEvent.drop(element, {
        dataTransfer: { types: ["Files"], files, items: files.map(() => ({ webkitGetAsEntry: () => null })) },
      }),
    );
  const file = new File([KEY], "prod.json");

  it("dropped anywhere in the window lead into the wizard", async () => {
    await navigate("/");
    show();
    await drop(window, [file]);
    await waitFor(() => expect(currentPlace().to).toBe("/add-system"));
    expect(asked("credentials_read")[0].texts[0].source).toBe("prod.json");
    expect(screen.getByTestId("found")).toBeTruthy();
  });

  it("dropped anywhere go by what each of them is: exported systems to the import, also with a secret, others to the wizard", async () => {
    const plans: string[][] = [];
    answers.import_plan = (args) => {
      const names = (args.files as unknown as { name: string }[]).map(({ name }) => name);
      plans.push(names);
      const kind = (name: string) => (name.startsWith("export") ? "system" : "other");
      return { id: `p${plans.length}`, files: [], items: names.map((name) => ({ file: name, kind: kind(name) })) };
    };
    const { result } = renderHook(useExchange);
    await navigate("/");
    show();
    await drop(window, [new File([KEY], "export.json")]);
    await waitFor(() => expect(result.current).toMatchObject({ kind: "import", plan: { id: "p1" } }));
    expect(asked("credentials_read")).toEqual([]);
    expect(currentPlace().to).toBe("/");
    act(endExchange);

    await drop(window, [new File(["{}"], "export.json"), file]);
    await waitFor(() => expect(result.current).toMatchObject({ kind: "import", plan: { id: "p3" } }));
    expect(plans).toEqual([["export.json"], ["export.json", "prod.json"], ["export.json"]]);
    expect(asked("import_discard")).toEqual([{ plan: "p2" }]);
    expect(asked("credentials_read")).toEqual([{ texts: [{ source: "prod.json", text: KEY }] }]);
    expect(currentPlace().to).toBe("/add-system");
    act(endExchange);
  });

  it("dropped on the text area are read once", async () => {
    show();
    await drop(screen.getByTestId("paste-key"), [file, new File(["{}"], "b.json")]);
    await waitFor(() => expect(asked("credentials_read")).toHaveLength(1));
    expect(asked("credentials_read")[0].texts).toHaveLength(2);
  });

  it("of a folder are read to the last", async () => {
    const entry = (name: string) => ({
      isFile: true,
      isDirectory: false,
      file: (ok: (f: File) => void) => ok(new File([KEY], name)),
    });
    const pieces = [[entry("a.json")], [entry("b.json")], []];
    const folder = {
      isFile: false,
      isDirectory: true,
      createReader: () => ({ readEntries: (ok: (entries: unknown[]) => void) => ok(pieces.shift() ?? []) }),
    };
    show();
    await act(async () =>
      fireEvent.drop(window, {
        dataTransfer: { types: ["Files"], files: [], items: [{ webkitGetAsEntry: () => folder }] },
      }),
    );
    await waitFor(() => expect(asked("credentials_read")).toHaveLength(1));
    const sources = asked("credentials_read")[0].texts.map((text: { source: string }) => text.source);
    expect(sources).toEqual(["a.json", "b.json"]);
  });

  it("a key that is pasted where no field is does the same, other text does not", async () => {
    await navigate("/");
    show();
    const pasteAt = (text: string) =>
      act(async () => fireEvent.paste(document.body, { clipboardData: { getData: () => text } }));
    await pasteAt("just a name");
    expect(asked("credentials_read")).toEqual([]);
    await pasteAt(KEY);
    await waitFor(() => expect(currentPlace().to).toBe("/add-system"));
  });
});

describe("the draft", () => {
  it("stays while one is elsewhere and holds no secret", async () => {
    answers.credential_by_hand = () => found(1);
    const { unmount } = show();
    await paste(KEY);
    await click("wizard-next");
    unmount();
    const kept = JSON.stringify({ ...localStorage });
    expect(kept).not.toContain("s3cret");
    expect(kept).not.toContain("h1");
    show();
    expect(screen.getByTestId("wizard-step-2").getAttribute("aria-current")).toBe("step");
    await click("wizard-discard");
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
  });
});

it("adds a folder without credentials", async () => {
  answers.system_add = () => ({ ...node("EMEA"), state: "folder" });
  show();
  await click("folder-open");
  await click("system-save");
  expect(asked("system_add")).toEqual([]);
  const name = screen.getByTestId("system-name");
  Object.assign(name, { value: "EMEA" });
  fireEvent.input(name);
  await click("system-save");
  expect(asked("system_add")[0].system).toMatchObject({ name: "EMEA", level: "directory", url: "" });
});

it("goes through by keys alone: Ctrl+S goes on and saves at the end", async () => {
  show();
  await paste(KEY);
  for (const step of ["2", "3"]) {
    await act(async () => fireEvent.keyDown(document.body, { key: "s", ctrlKey: true }));
    expect(screen.getByTestId(`wizard-step-${step}`).getAttribute("aria-current")).toBe("step");
  }
  await act(async () => fireEvent.keyDown(document.body, { key: "s", ctrlKey: true }));
  expect(asked("systems_add_found")).toHaveLength(1);
});

describe("a new key for a system", () => {
  const dialog = () =>
    render(
      <QueryClientProvider client={client}>
        <RotateDialog system={node("Shop")} onClose={() => undefined} />
      </QueryClientProvider>,
    );

  it("is taken when it works", async () => {
    answers.system_rotate = () => ({ swapped: true, steps: passed });
    dialog();
    await paste(KEY);
    await click("rotate-go");
    expect(asked("system_rotate")[0]).toEqual({
      id: "Shop",
      handle: "h1",
      consent: { otherAccount: false, untested: false },
    });
    expect(screen.getByTestId("rotated")).toBeTruthy();
  });

  it("of another account, and one that does not work, want a word each", async () => {
    const { unmount } = dialog();
    await paste(KEY);
    answers.system_rotate = () => ({ swapped: false, otherAccount: { before: "a", after: "b" }, steps: [] });
    await click("rotate-go");
    expect(screen.getByTestId("rotate-differs").textContent).toContain("b instead of a");
    answers.system_rotate = () => ({ swapped: false, steps: refused });
    await click("rotate-other");
    expect(within(screen.getByTestId("rotate-dialog")).getByTestId("test-steps")).toBeTruthy();
    await click("rotate-insist");
    expect(asked("system_rotate").map(({ consent }) => consent)).toEqual([
      { otherAccount: false, untested: false },
      { otherAccount: true, untested: false },
      { otherAccount: true, untested: true },
    ]);
    unmount();
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
  });
});
