import { act, fireEvent, renderHook, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { endExchange, useExchange } from "../../../shell/exchange";
import { currentPlace, navigate } from "../../../shell/router";
import { answers, asked, begin, KEY, show } from "./wizard.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

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
