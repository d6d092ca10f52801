import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type as typeInto } from "../../bench/type";
import { asked, begin, choose, consumerOf, flip, shownPage, shownTab, world } from "./proxy.fixtures";

vi.mock("../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn() }));

beforeEach(begin);

describe("consumers", () => {
  it("say when they called last", async () => {
    shownTab();
    expect((await screen.findByTestId("consumer-last-idm-prod")).textContent).toContain(", 200");
    world.consumers.s1 = [consumerOf("idm-prod")];
    act(() => world.tell({ kind: "proxy" }));
    await waitFor(() => expect(screen.getByTestId("consumer-last-idm-prod").textContent).toBe("—"));
  });

  it("lose their access", async () => {
    shownTab();
    await screen.findByTestId("consumer-access-idm-prod");
    await flip("consumer-access-idm-prod", false);
    expect(asked("consumer_update")).toEqual([
      { system: "s1", id: "idm-prod", edit: { access: false, newSecret: false } },
    ]);
  });

  it.each([
    ["delete", "consumer_delete", { system: "s1", id: "idm-prod" }],
    ["new-secret", "consumer_update", { system: "s1", id: "idm-prod", edit: { newSecret: true } }],
  ])("%s once that was confirmed", async (item, command, args) => {
    world.answers.consumer_update = () => ({ consumer: {}, secret: "s3cret" });
    shownTab();
    await choose("consumer-menu-idm-prod", item);
    expect(asked(command)).toEqual([]);
    fireEvent.click(await screen.findByTestId("question-yes"));
    await waitFor(() => expect(asked(command)).toEqual([args]));
    if (item === "new-secret") expect((await screen.findByTestId("consumer-secret")).textContent).toContain("s3cret");
  });

  it("get another name", async () => {
    shownTab();
    await choose("consumer-menu-idm-prod", "edit");
    await typeInto("consumer-name", "IdM PROD");
    fireEvent.click(screen.getByTestId("consumer-save"));
    await waitFor(() =>
      expect(asked("consumer_update")).toEqual([
        { system: "s1", id: "idm-prod", edit: { name: "IdM PROD", newSecret: false } },
      ]),
    );
  });

  it.each([
    [15, "token of 15 min"],
    [120, "token of 2 h"],
  ])("with tokens get other ones of another lifetime: %d minutes", async (tokenMinutes, shown) => {
    world.consumers.s1 = [consumerOf("app", { signIn: "oauth", tokenMinutes })];
    shownTab();
    expect((await screen.findByTestId("consumer-app")).textContent).toContain(shown);
    await choose("consumer-menu-app", "edit");
    await typeInto("consumer-token-minutes", "5");
    fireEvent.click(screen.getByTestId("consumer-save"));
    const edit = { name: "", newSecret: false, tokenMinutes: 5 };
    await waitFor(() => expect(asked("consumer_update")).toEqual([{ system: "s1", id: "app", edit }]));
  });

  it("are added, and their secret is shown once", async () => {
    world.answers.consumer_add = () => ({ consumer: consumerOf("entra"), secret: "s3cret" });
    shownTab();
    fireEvent.click(await screen.findByTestId("consumers-add"));
    await typeInto("consumer-id", "entra");
    fireEvent.click(screen.getByTestId("consumer-add"));
    expect((await screen.findByTestId("consumer-secret")).textContent).toContain("s3cret");
    fireEvent.click(screen.getByTestId("consumer-secret-close"));
    await waitFor(() => expect(document.body.textContent).not.toContain("s3cret"));
  });

  it("of all systems are in one list", async () => {
    world.consumers.s2 = [consumerOf("entra")];
    shownPage();
    await screen.findByTestId("consumer-entra");
    expect(screen.getByTestId("consumer-entra").textContent).toContain("Retail QA off");
    expect(screen.getByTestId("consumer-idm-prod").textContent).toContain("Retail PROD");
  });

  it("that there are none of are missed", async () => {
    world.consumers.s1 = [];
    shownTab();
    expect((await screen.findByTestId("consumers-none")).textContent).toContain("Add one");
  });
});
