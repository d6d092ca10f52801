import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { IdmCsvQuery } from "../../api/generated/IdmCsvQuery";
import type { ImportItem } from "../../api/generated/ImportItem";
import type { ImportPlan } from "../../api/generated/ImportPlan";
import type { SystemNode } from "../../api/generated/SystemNode";
import { CsvDialog } from "./CsvDialog";
import { ImportDialog } from "./ImportDialog";
import { JsonDialog } from "./JsonDialog";

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock("../../api/api", () => ({ call, onEvent: async () => () => undefined }));

type Answers = Record<string, (args: never) => unknown>;
let answers: Answers;

const systems = [
  { id: "s1", name: "Retail PROD", state: "reachable" },
  { id: "s2", name: "Retail DEV", state: "reachable" },
  { id: "f1", name: "EMEA", state: "folder" },
] as SystemNode[];

const asked = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
const click = (testid: string) => fireEvent.click(screen.getByTestId(testid));

beforeEach(() => {
  call.mockClear();
  answers = { save_text: () => "/home/me/file" };
  call.mockImplementation(async (command: string, args: never) => {
    const answer = answers[command];
    if (!answer) throw { code: "ZD0", message: `no answer to ${command}` };
    return answer(args);
  });
});

describe("CSV for SAP Identity Management", () => {
  beforeEach(() => {
    Object.assign(answers, {
      proxy_settings: () => ({ publicUrl: "", port: 8443, tls: { kind: "off" } }),
      consumers: ({ system }: { system: string }) =>
        system === "s1"
          ? [
              { id: "idm", name: "", signIn: "oauth", access: true, createdAt: "" },
              { id: "cert", name: "", signIn: "certificate", access: true, createdAt: "" },
            ]
          : [],
      idm_csv: ({ query }: { query: IdmCsvQuery }) => ({
        fileName: "Retail PROD.csv",
        text: "Name,\n",
        notices: [
          {
            severity: "warning",
            text: { code: "notice.proxyLoopback", params: { host: "localhost" }, message: "" },
          },
        ],
        repositories: query.systems.map((system) => ({
          system,
          columns: [
            { name: "Name", value: "Retail_PROD", byHand: false },
            { name: "AUTH_PASSWORD", value: "", byHand: true },
          ],
        })),
      }),
    });
  });

  const open = () => render(<CsvDialog systems={systems} chosen={["s1"]} onClose={() => undefined} />);

  it("shows the finished table, what is typed by hand, and warns", async () => {
    open();
    const table = await screen.findByTestId("csv-table");
    expect(within(table).getByText("Retail_PROD")).toBeTruthy();
    expect(within(table).getByText("type by hand")).toBeTruthy();
    expect(screen.getByText(/Only this computer reaches localhost/)).toBeTruthy();
    // A folder has no proxy.
    expect(within(screen.getByTestId("exchange-systems")).queryByText("EMEA")).toBeNull();
  });

  it("asks anew with every option, and offers only consumers that can sign in so", async () => {
    open();
    await screen.findByText("idm (OAuth)");
    const offered = [...(screen.getByTestId("csv-consumer") as HTMLSelectElement).options];
    expect(offered.map((option) => option.value)).toEqual(["", "idm"]);
    fireEvent.change(screen.getByTestId("csv-consumer"), { target: { value: "idm" } });
    click("csv-include-user");
    click("csv-method-patch");
    await waitFor(() =>
      expect(asked("idm_csv").at(-1)).toEqual({
        query: { systems: ["s1"], consumer: "idm", method: "patch", includeUser: true, publicUrl: "" },
      }),
    );
  });

  it("ends with the next steps", async () => {
    open();
    await screen.findByTestId("csv-table");
    click("csv-save");
    const next = await screen.findByTestId("csv-next");
    expect(
      within(next)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual([
      "Import the file in the Admin UI of SAP Identity Management.",
      "Set AUTH_USER and AUTH_PASSWORD of the repository.",
      "Run the initial load.",
    ]);
    expect(asked("save_text")).toEqual([{ name: "Retail PROD.csv", text: "Name,\n" }]);
  });

  it("names the field that a spreadsheet would run, and saves nothing", async () => {
    answers.idm_csv = () => {
      throw { code: "ZD7002", message: "Description of “X” begins with =.", where: "Description" };
    };
    open();
    await waitFor(() => expect(screen.getByTestId("exchange-refused").textContent).toContain("Description of “X”"));
    click("csv-save");
    expect(asked("save_text")).toEqual([]);
  });

  it("shows a new consumer's secret and chooses it", async () => {
    answers.consumer_add = () => ({ consumer: { id: "new" }, secret: "s3cret" });
    open();
    await screen.findByTestId("csv-table");
    click("csv-add-consumer");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("consumer-id")));
    click("consumer-add");
    await waitFor(() => expect(screen.getByTestId("consumer-secret").textContent).toContain("s3cret"));
    await waitFor(() => expect(asked("idm_csv").at(-1).query.consumer).toBe("new"));
  });
});

describe("JSON", () => {
  it("saves what is chosen, with the history where it is wanted", async () => {
    answers.export_json = () => ({ fileName: "systems.json", text: "[]" });
    render(<JsonDialog systems={systems} chosen={["f1"]} onClose={() => undefined} />);
    fireEvent.click(within(screen.getByTestId("exchange-systems")).getByLabelText("Retail DEV"));
    click("json-history");
    click("json-save");
    await waitFor(() => expect(screen.getByTestId("json-saved").textContent).toContain("/home/me/file"));
    expect(asked("export_json")).toEqual([{ query: { systems: ["s2", "f1"], history: true } }]);
    expect(screen.getByText(/Not verified against SAP/)).toBeTruthy();
  });

  it("says nothing was saved where the person chose no place", async () => {
    answers.export_json = () => ({ fileName: "a.json", text: "{}" });
    answers.save_text = () => null;
    render(<JsonDialog systems={systems} chosen={["s1"]} onClose={() => undefined} />);
    click("json-save");
    await waitFor(() => expect(asked("save_text").length).toBe(1));
    expect(screen.queryByTestId("json-saved")).toBeNull();
  });
});

const item = (number: number, part: Partial<ImportItem>): ImportItem => ({
  number,
  file: "a.json",
  kind: "system",
  found: `Found ${number}`,
  name: `Name ${number}`,
  level: "subaccount",
  properties: 1,
  credentials: [],
  refused: false,
  ticked: true,
  notices: [],
  ...part,
});

describe("import", () => {
  const plan: ImportPlan = {
    id: "p1",
    files: [
      { name: "a.json", notices: [] },
      {
        name: "b.csv",
        notices: [{ severity: "error", text: { code: "notice.importExtension", params: {}, message: "" } }],
      },
    ],
    items: [
      item(0, { credentials: ["Password"] }),
      item(1, { ticked: false }),
      item(2, {
        refused: true,
        ticked: false,
        notices: [
          { severity: "error", text: { code: "notice.importNotProxy", params: { mode: "WRITE" }, message: "" } },
        ],
      }),
    ],
  };

  const choose = async (files: File[]) => {
    fireEvent.change(screen.getByTestId("import-files"), { target: { files } });
    await screen.findByTestId("import-list");
  };

  beforeEach(() => {
    Object.assign(answers, {
      import_plan: () => plan,
      import_discard: () => null,
      import_apply: () => ({ systems: [{ id: "s9", name: "Name 0" }], destinations: [] }),
    });
  });

  it("lists what would be made before anything is written", async () => {
    const { unmount } = render(<ImportDialog onClose={() => undefined} />);
    await choose([new File(["{}"], "a.json"), new File([new Uint8Array([0xff])], "bytes")]);
    expect(asked("import_plan")).toEqual([
      {
        files: [
          { name: "a.json", size: 2, text: "{}" },
          { name: "bytes", size: 1 },
        ],
      },
    ]);
    expect(screen.getByTestId("import-file-refused").textContent).toContain("b.csv: Only .json");
    expect(screen.getByText(/its access mode is WRITE/)).toBeTruthy();
    expect(screen.getAllByTestId("import-tick").map((tick) => (tick as HTMLInputElement).checked)).toEqual([
      true,
      false,
    ]);
    expect(asked("import_apply")).toEqual([]);
    unmount();
    expect(asked("import_discard")).toEqual([{ plan: "p1" }]);
  });

  it("lists at once what was read elsewhere", () => {
    const { unmount } = render(<ImportDialog start={plan} onClose={() => undefined} />);
    expect(screen.getAllByTestId("import-tick")).toHaveLength(2);
    expect(asked("import_plan")).toEqual([]);
    unmount();
    expect(asked("import_discard")).toEqual([{ plan: "p1" }]);
  });

  it("imports what is ticked, under the names and with the credentials that are chosen", async () => {
    const onClose = vi.fn();
    render(<ImportDialog onClose={onClose} />);
    await choose([new File(["{}"], "a.json")]);
    fireEvent.change(screen.getAllByTestId("import-name")[0] as Element, { target: { value: "Other" } });
    click("import-credential");
    fireEvent.click(screen.getAllByTestId("import-tick")[1] as Element);
    click("import-apply");
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(asked("import_apply")).toEqual([
      {
        approval: {
          plan: "p1",
          items: [
            { number: 0, name: "Other", credentials: ["Password"] },
            { number: 1, name: "Name 1", credentials: [] },
          ],
        },
      },
    ]);
  });

  it("keeps the list where the import is refused, and marks the name", async () => {
    answers.import_apply = () => {
      throw { code: "ZD3002", message: "The name is not valid.", where: "Name 0" };
    };
    const onClose = vi.fn();
    render(<ImportDialog onClose={onClose} />);
    await choose([new File(["{}"], "a.json")]);
    click("import-apply");
    await waitFor(() => expect(screen.getByTestId("exchange-refused").textContent).toContain("ZD3002"));
    expect(screen.getAllByTestId("import-name")[0]?.getAttribute("aria-invalid")).toBe("true");
    expect(onClose).not.toHaveBeenCalled();
  });
});
