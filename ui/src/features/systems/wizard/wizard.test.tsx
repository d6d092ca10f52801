import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DOTS } from "../../../components/dots";
import { currentPlace } from "../../../shell/router";
import { answers, area, asked, begin, click, found, KEY, node, passed, paste, refused, show } from "./wizard.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

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
    expect(document.activeElement).toBe(area());
    answers.credentials_read = () => ({ found: [found(2)], problems: [] });
    await paste(KEY);
    expect(asked("credentials_discard")).toContainEqual({ handles: ["h1"] });
    await click("wizard-step-3");
    await waitFor(() => expect(screen.getByTestId("test-steps").textContent).toContain("3 users."));
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
