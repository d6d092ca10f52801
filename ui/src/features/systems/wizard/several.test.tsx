import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { answers, asked, begin, click, found, KEY, node, passed, paste, refused, show } from "./wizard.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

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
