import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { type } from "../../bench/type";
import { NewConsumerForm } from "./NewConsumerForm";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

beforeEach(() => {
  call.mockReset();
});

const form = (onClose = () => undefined) =>
  render(
    <NewConsumerForm system="s1" signIns={["certificate", "basic"]} onAdded={() => undefined} onClose={onClose} />,
  );

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
