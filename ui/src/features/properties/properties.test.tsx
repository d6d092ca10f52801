import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { KnownProperty } from "../../api/generated/KnownProperty";
import type { Properties } from "../../api/generated/Properties";
import type { PropertiesEdit } from "../../api/generated/PropertiesEdit";
import type { PropertyFinding } from "../../api/generated/PropertyFinding";
import { start } from "../../bench/start";
import { type } from "../../bench/type";
import { Question } from "../../shell/ask";
import { client } from "../../shell/data";
import { currentPlace, navigate, paths } from "../../shell/router";
import { setSession } from "../../shell/session";
import { DestinationsPage } from "./destinations/DestinationsPage";
import { PropertiesEditor } from "./PropertiesEditor";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const text = (message: string, code = "") => ({ code, params: {}, message });
const known: KnownProperty[] = [
  {
    name: "URL",
    prefix: false,
    category: "connection",
    kind: { kind: "text" },
    help: text("The API of the account."),
    usual: true,
  },
  {
    name: "Password",
    prefix: false,
    category: "connection",
    kind: { kind: "credential" },
    help: text("The secret."),
    usual: true,
  },
  {
    name: "TrustAll",
    prefix: false,
    category: "connection",
    kind: { kind: "switch" },
    default: "false",
    help: text("No check."),
    usual: true,
  },
];
const facts = { setAt: "2026-01-01T00:00:00Z", inherited: false, otherHost: false, lost: false };

let stored: Properties;
let findings: (edit: PropertiesEdit) => PropertyFinding[];
let saved: PropertiesEdit[];
beforeEach(async () => {
  client.clear();
  saved = [];
  findings = () => [];
  stored = {
    owner: "s",
    destination: { id: "d", name: "emea" },
    properties: [
      { name: "URL", category: "connection", value: "https://own", inherited: "https://shared" },
      { name: "Password", category: "connection", credential: facts },
      { name: "xsuaa.origin", category: "free", inherited: "acme" },
      { name: "my.own", category: "free", value: "x" },
    ],
    findings: [],
  };
  call.mockReset().mockImplementation(async (command: string, args: { edit: PropertiesEdit; text: string }) => {
    if (command === "properties") return stored;
    if (command === "known_properties") return known;
    if (command === "destinations") return [];
    if (command === "properties_check") {
      const found = findings(args.edit);
      const [wrong] = found.filter(({ severity }) => severity === "error");
      const refused = wrong && { code: "ZD3008", message: `${wrong.property}: ${wrong.text.message}` };
      return { findings: found, ...(refused && { refused }) };
    }
    if (command === "properties_as_text") return "URL=https://own\nmy.own=x\n";
    if (command === "properties_of_text") {
      const lines = args.text.split("\n").filter((line) => line.includes("="));
      return {
        properties: Object.fromEntries(lines.map((line) => line.split("="))),
        problems: args.text.includes("odd") ? [{ line: 2, text: text("A line without =.") }] : [],
      };
    }
    if (command === "properties_save") {
      saved.push(args.edit);
      return stored;
    }
    return null;
  });
  await setSession(start);
  await navigate(paths.system("s", "properties"));
});

async function show() {
  render(
    <QueryClientProvider client={client}>
      <PropertiesEditor owner="s" name="Retail" isSystem />
      <Question />
    </QueryClientProvider>,
  );
  await screen.findByTestId("properties-rows");
}
const click = (testid: string) => act(async () => void fireEvent.click(screen.getByTestId(testid)));
const row = (name: string) => screen.getByTestId(`property-${name}`);
const changed = () => screen.getByTestId("properties-changed").textContent;

describe("reading", () => {
  it("shows values, whose they are, and a credential as forty dots", async () => {
    await show();
    expect(row("URL").textContent).toContain("https://own");
    expect(row("URL").textContent).toContain("destination “emea”, overridden here");
    expect(row("xsuaa.origin").textContent).toContain("acmedestination “emea”");
    expect(row("Password").textContent).toContain("•".repeat(40));
  });

  it("filters by kind and text, and says so where nothing is left", async () => {
    await show();
    expect(screen.getByTestId("chip-free").textContent).toBe("Free2");
    await click("chip-free");
    expect(screen.queryByTestId("property-URL")).toBeNull();
    fireEvent.change(screen.getByTestId("properties-filter"), { target: { value: "nothing" } });
    await screen.findByText("No Property Matches");
    fireEvent.click(screen.getByText("Clear Filters"));
    await screen.findByTestId("property-URL");
  });

  it("says what is wrong and warns of a certificate that ends", async () => {
    stored.properties.push({
      name: "PrivateKey",
      category: "connection",
      credential: {
        ...facts,
        certificate: { subject: "CN=sb", issuer: "CN=ca", notAfter: "2026-12-01T00:00:00Z", daysLeft: 7 },
      },
    });
    stored.findings = [{ property: "my.own", severity: "warning", text: text("Odd."), mend: text("Mend it.") }];
    await show();
    expect(row("PrivateKey").textContent).toContain("CN=sb, ends in 7 days");
    expect(row("my.own").textContent).toContain("Odd. Mend it.");
  });

  it("keeps to what is seen of five hundred properties", async () => {
    stored.properties = Array.from({ length: 500 }, (_, i) => ({
      name: `p${i}`,
      category: "free" as const,
      value: `${i}`,
    }));
    await show();
    expect(screen.getByTestId("chip-free").textContent).toBe("Free500");
    expect(screen.getByTestId("properties-rows").querySelectorAll(".row").length).toBeLessThan(100);
  });
});

describe("editing", () => {
  it("shows help and default, counts changes, and saves what was changed and nothing else", async () => {
    await show();
    await click("properties-edit");
    expect(row("URL").textContent).toContain("The API of the account.");
    expect(row("TrustAll").textContent).toContain("false (default)");
    expect(changed()).toBe("Nothing changed");
    await type("field-URL", "https://new");
    await type("field-my.own", "");
    expect(changed()).toBe("2 properties changed");
    expect(row("my.own").textContent).toContain("Removed when saved");
    await click("properties-save");
    await screen.findByTestId("properties-edit");
    expect(saved).toEqual([{ properties: { URL: "https://new", "my.own": null }, credentials: {} }]);
  });

  it("says what is wrong at its field while one types", async () => {
    findings = (edit) =>
      edit.properties.URL
        ? [{ property: "URL", severity: "error", text: text("No address."), mend: text("Write https.") }]
        : [];
    await show();
    await click("properties-edit");
    await type("field-URL", "nonsense");
    await waitFor(() => expect(row("URL").textContent).toContain("No address. Write https."));
    expect(changed()).toBe("1 property changed 1 error");
    const save = () => screen.getByTestId("properties-save");
    expect([save().getAttribute("aria-disabled"), save().title]).toEqual(["true", "URL: No address."]);
    await click("properties-save");
    expect(saved).toEqual([]);
    await type("field-URL", "https://own");
    await waitFor(() => expect(row("URL").textContent).not.toContain("No address."));
    await type("field-URL", "https://new");
    expect(save().getAttribute("aria-disabled")).toBeNull();
  });

  it("shows what the backend refuses at its field, and stays", async () => {
    await show();
    await click("properties-edit");
    await type("field-my.own", "y");
    call.mockImplementationOnce(async () => {
      throw { code: "ZD3008", message: "my.own: Wrong.", where: "my.own" };
    });
    await click("properties-save");
    await waitFor(() => expect(row("my.own").textContent).toContain("my.own: Wrong."));
    expect(screen.getByTestId("properties-save")).toBeTruthy();
  });

  it("replaces a credential, keeps it, forgets it; what was stored is never there", async () => {
    await show();
    await click("replace-Password");
    const field = (await screen.findByTestId("field-Password")) as HTMLInputElement;
    expect([field.getAttribute("type"), field.getAttribute("value") ?? ""]).toEqual(["Password", ""]);
    await type("field-Password", "new");
    expect(changed()).toBe("1 property changed");
    await click("keep-Password");
    expect(changed()).toBe("Nothing changed");
    await click("forget-Password");
    expect(row("Password").textContent).toContain("Removed when saved");
    await click("keep-Password");
    await click("replace-Password");
    await type("field-Password", "newer");
    await click("properties-save");
    await screen.findByTestId("properties-edit");
    expect(saved).toEqual([{ properties: {}, credentials: { Password: "newer" } }]);
  });

  it("asks for a credential again where the host changed, and says why", async () => {
    findings = (edit) =>
      edit.properties.URL && !edit.credentials.Password
        ? [
            {
              property: "Password",
              severity: "error",
              text: text("", "finding.otherHost"),
              mend: text("", "mend.otherHost"),
            },
          ]
        : [];
    await show();
    await click("properties-edit");
    expect(screen.queryByTestId("field-Password")).toBeNull();
    await type("field-URL", "https://elsewhere");
    await screen.findByTestId("field-Password");
    expect(row("Password").textContent).toContain("it is sent to no other host");
    await type("field-Password", "again");
    await waitFor(() => expect(row("Password").textContent).not.toContain("it is sent to no other host"));
  });

  it("adds a property that is known or free", async () => {
    await show();
    await click("properties-edit");
    await click("properties-add");
    await type("add-property-name", "my.own");
    expect(screen.getByTestId("add-property").textContent).toContain("my.own is in the list already");
    await type("add-property-name", "my.other");
    await click("add-property-yes");
    await type("field-my.other", "1");
    await click("properties-save");
    await screen.findByTestId("properties-edit");
    expect(saved).toEqual([{ properties: { "my.other": "1" }, credentials: {} }]);
  });

  it("discards after asking, and asks before one leaves", async () => {
    await show();
    await click("properties-edit");
    await type("field-my.own", "y");
    void navigate(paths.home);
    await screen.findByTestId("question");
    fireEvent.click(screen.getByText("Cancel"));
    await waitFor(() => expect(screen.queryByTestId("question")).toBeNull());
    expect(currentPlace().to).toBe(paths.system("s", "properties"));
    await click("properties-discard");
    fireEvent.click(await screen.findByTestId("question-yes"));
    await screen.findByTestId("properties-edit");
    expect(row("my.own").textContent).toContain("x");
    expect(saved).toEqual([]);
  });

  it("takes Key=Value lines, says what it cannot read, and shows no credential", async () => {
    await show();
    await click("properties-text-toggle");
    const lines = (await screen.findByTestId("properties-text")) as HTMLTextAreaElement;
    await waitFor(() => expect(lines.getAttribute("value") ?? lines.value).toContain("my.own=x"));
    expect(screen.getByTestId("properties").textContent).not.toContain("Password");
    await type("properties-text", "URL=https://own\nodd");
    await screen.findByText("Line 2: A line without =.");
    expect(screen.getByTestId("properties-save").getAttribute("aria-disabled")).toBe("true");
    await type("properties-text", "URL=https://own\nnew=1");
    await waitFor(() => expect(changed()).toBe("2 properties changed"));
    await click("properties-save");
    await screen.findByTestId("properties-edit");
    expect(saved).toEqual([{ properties: { "my.own": null, new: "1" }, credentials: {} }]);
  });
});

describe("destinations", () => {
  const emea = {
    id: "d",
    name: "emea",
    description: "",
    properties: 2,
    credentials: 1,
    systems: [{ id: "s", name: "Retail" }],
  };
  async function open(rest: string[]) {
    const { rerender } = render(
      <QueryClientProvider client={client}>
        <DestinationsPage rest={rest} />
      </QueryClientProvider>,
    );
    return (next: string[]) =>
      rerender(
        <QueryClientProvider client={client}>
          <DestinationsPage rest={next} />
        </QueryClientProvider>,
      );
  }
  const answer = (answers: Record<string, unknown>) => {
    const before = call.getMockImplementation();
    call.mockImplementation(async (command: string, args: unknown) =>
      command in answers ? answers[command] : before?.(command, args),
    );
  };

  it("imports what SAP BTP exported and says what it did not give", async () => {
    answer({ destination_import: { destination: emea, masked: ["Password"], findings: [] } });
    const goTo = await open([]);
    await screen.findByText("No Destinations Yet");
    await click("destination-import");
    await type("destination-text", "URL=https://x\nPassword=****");
    answer({ destinations: [emea] });
    await click("destination-import-yes");
    await waitFor(() => expect(currentPlace().to).toBe(paths.page("destinations", "d")));
    expect(call).toHaveBeenCalledWith("destination_import", { text: "URL=https://x\nPassword=****" });
    goTo(["d"]);
    expect((await screen.findByTestId("destination-imported")).textContent).toContain("Password");
  });

  it("says which systems use one before it is deleted", async () => {
    answer({ destinations: [emea], destination_delete: null });
    await open(["d"]);
    fireEvent.click(await screen.findByTestId("destination-delete"));
    const dialog = await screen.findByTestId("destination-delete-dialog");
    expect(dialog.textContent).toContain("One system uses it");
    expect(dialog.textContent).toContain("Retail");
    await click("destination-delete-yes");
    expect(call).toHaveBeenCalledWith("destination_delete", { id: "d" });
  });
});
