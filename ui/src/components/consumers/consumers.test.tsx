import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Consumer } from "../../api/generated/Consumer";
import { type } from "../../bench/type";
import { Question } from "../../shell/ask";
import { ConsumerList } from "./ConsumerList";
import { NewConsumerForm } from "./NewConsumerForm";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

let answers: Record<string, (args: never) => unknown>;
const asked = (command: string) => call.mock.calls.filter(([name]) => name === command).map(([, args]) => args);
const click = (testid: string) => fireEvent.click(screen.getByTestId(testid));

beforeEach(() => {
  answers = {};
  call.mockReset().mockImplementation(async (command: string, args: never) => answers[command]?.(args));
});

describe("consumers of the system", () => {
  beforeEach(() => {
    answers.consumer_delete = () => null;
    answers.consumer_update = () => ({ consumer: { id: "idm" } });
  });
  const consumers = [{ id: "idm", name: "", signIn: "basic", access: true, createdAt: "" }] as Consumer[];

  it("are deleted once that was confirmed", async () => {
    const onChange = vi.fn();
    render(
      <>
        <ConsumerList system="s1" consumers={consumers} onChange={onChange} />
        <Question />
      </>,
    );
    click("consumer-delete-idm");
    expect(asked("consumer_delete")).toEqual([]);
    fireEvent.click(await screen.findByTestId("question-yes"));
    await waitFor(() => expect(onChange).toHaveBeenCalled());
    expect(asked("consumer_delete")).toEqual([{ system: "s1", id: "idm" }]);
  });

  it("lose their access", async () => {
    render(<ConsumerList system="s1" consumers={consumers} onChange={() => undefined} />);
    fireEvent.click(screen.getByLabelText("idm may call the proxy"));
    await waitFor(() =>
      expect(asked("consumer_update")).toEqual([
        { system: "s1", id: "idm", edit: { access: false, newSecret: false } },
      ]),
    );
  });
});

describe("a new consumer", () => {
  const form = (onClose = () => undefined) =>
    render(
      <NewConsumerForm system="s1" signIns={["certificate", "basic"]} onAdded={() => undefined} onClose={onClose} />,
    );

  it("signs in with a certificate by its subject, and has no secret to show", async () => {
    const onClose = vi.fn();
    answers.consumer_add = () => ({ consumer: { id: "idm" } });
    form(onClose);
    await type("consumer-id", "idm");
    await type("consumer-subject", "CN=idm");
    await type("consumer-name", "IdM PROD");
    click("consumer-add");
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    const consumer = { id: "idm", name: "IdM PROD", signIn: "certificate", access: true, subject: "CN=idm" };
    expect(asked("consumer_add")).toEqual([{ system: "s1", consumer }]);
  });

  it("is told what is wrong where it is", async () => {
    answers.consumer_add = () => {
      throw { code: "ZD3001", message: "The subject of the certificate is missing.", where: "subject" };
    };
    form();
    click("consumer-add");
    await waitFor(() => expect(screen.getByTestId("consumer-subject-error").textContent).toContain("is missing"));
    expect(screen.queryByTestId("consumer-id-error")).toBeNull();
  });
});
