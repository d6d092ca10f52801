import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { SignIn } from "../../api/generated/SignIn";
import { type } from "../../bench/type";
import { NewConsumerForm } from "./NewConsumerForm";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

beforeEach(() => {
  call.mockReset();
});

const form = (onClose = () => undefined, signIns: readonly SignIn[] = ["certificate", "basic"]) =>
  render(<NewConsumerForm system="s1" signIns={signIns} onAdded={() => undefined} onClose={onClose} />);

it("signs in with a certificate by its subject, and has no secret to show", async () => {
  const onClose = vi.fn();
  call.mockResolvedValue({ consumer: { id: "idm" } });
  form(onClose);
  await type("consumer-id", "idm");
  await type("consumer-subject", "CN=idm");
  await type("consumer-name", "IdM PROD");
  fireEvent.click(screen.getByTestId("consumer-add"));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const consumer = { id: "idm", name: "IdM PROD", signIn: "certificate", access: true, subject: "CN=idm" };
  expect(call.mock.calls).toEqual([["consumer_add", { system: "s1", consumer }]]);
});

it.each([
  ["60", 60],
  [" 15", 15],
  // What is no whole number is refused where all else is, too.
  ["1.5", 0],
  ["", 0],
])("has tokens of a lifetime that is typed as %s", async (typed, tokenMinutes) => {
  call.mockRejectedValue({ code: "ZD3008", message: "A token is good for 1 to 1440 minutes.", where: "tokenMinutes" });
  form(() => undefined, ["oauth"]);
  await type("consumer-id", "app");
  await type("consumer-token-minutes", typed);
  fireEvent.click(screen.getByTestId("consumer-add"));
  await waitFor(() =>
    expect(screen.getByTestId("consumer-token-minutes-error").textContent).toContain("1 to 1440 minutes"),
  );
  const consumer = { id: "app", name: "", signIn: "oauth", access: true, tokenMinutes };
  expect(call.mock.calls).toEqual([["consumer_add", { system: "s1", consumer }]]);
  expect(screen.queryByTestId("consumer-id-error")).toBeNull();
});

it.each([
  ["subject", "consumer-subject-error", "consumer-id-error"],
  ["id", "consumer-id-error", "consumer-subject-error"],
  [undefined, "consumer-id-error", "consumer-subject-error"],
])("is told what is wrong where it is: %s", async (where, seen, unseen) => {
  call.mockRejectedValue({ code: "ZD3001", message: "It is missing.", ...(where && { where }) });
  form();
  fireEvent.click(screen.getByTestId("consumer-add"));
  await waitFor(() => expect(screen.getByTestId(seen).textContent).toContain("is missing"));
  expect(screen.queryByTestId(unseen)).toBeNull();
});

it("does not say of what is typed now what was wrong with what stood there before", async () => {
  call.mockRejectedValue({ code: "ZD3001", message: "An id has 1 to 64 characters.", where: "id" });
  form();
  await type("consumer-id", "-");
  fireEvent.click(screen.getByTestId("consumer-add"));
  await waitFor(() => expect(screen.getByTestId("consumer-id-error")).toBeDefined());
  await type("consumer-id", "idm");
  await waitFor(() => expect(screen.queryByTestId("consumer-id-error")).toBeNull());
});
