import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { MappingOutcome } from "../../../api/generated/MappingOutcome";
import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import type { ProxyRun } from "../../../api/generated/ProxyRun";
import { client } from "../../../shell/data";
import { callOf, detailOf, mappingOf, stateOf } from "../testing";
import { CallDetail } from "./CallDetail";
import { fold } from "./fold";
import { entityOf, mappingNumber, scimDetail } from "./readFailure";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../../api/api", () => ({ call, onEvent: vi.fn(async () => () => undefined) }));

const runOf = (more: Partial<ProxyRun> = {}): ProxyRun => ({
  kind: "read",
  entity: "user",
  name: "svc-integration",
  mappings: [],
  ...more,
});

let detail: ProxyCallDetail | null;
const onTrace = vi.fn(async (work: () => Promise<unknown>) => {
  await work();
  return true;
});
const onClose = vi.fn();
const shown = (number = 7) =>
  render(
    <QueryClientProvider client={client}>
      <CallDetail number={number} focus={false} full={false} onFull={vi.fn()} onClose={onClose} onTrace={onTrace} />
    </QueryClientProvider>,
  );

beforeEach(() => {
  client.clear();
  localStorage.clear();
  onTrace.mockClear();
  detail = detailOf();
  call
    .mockReset()
    .mockImplementation(async (command: string) => (command === "proxy_call" ? detail : stateOf({ traces: [] })));
});

describe("mappings", () => {
  const outcomes = (text: string): MappingOutcome[] =>
    [...text].map((sign) => ({ r: "ran", s: "null", f: "failed", n: "notReached" })[sign] as MappingOutcome);
  it.each([
    ["", ""],
    ["r", "1"],
    ["rrrr", "(4)"],
    ["rsrs", "(4)"],
    ["rrrsfnnnn", "(2) 3 4 5 (4)"],
    ["fr", "1 2"],
    ["rf", "1 2"],
    ["rrffrr", "1 2 3 4 (2)"],
    ["rrrfn", "1 2 3 4 5"],
    ["ssnn", "(2) (2)"],
  ])("%s fold to %s", (text, expected) => {
    const mappings = outcomes(text).map((outcome, i) => mappingOf(i + 1, outcome));
    const told = fold(mappings).map((one) =>
      one.is === "mapping" ? String(one.mapping.number) : `(${one.mappings.length})`,
    );
    expect(told.join(" ")).toBe(expected);
  });
});

it.each([
  ["/user/mappings/4", 5],
  ["/group/mappings/0/functions/1", 1],
  ["/user/condition", undefined],
  [undefined, undefined],
])("takes %s for mapping %s", (pointer, number) => {
  expect(mappingNumber(runOf(pointer === undefined ? {} : { pointer }))).toBe(number);
});

it.each([
  ['{"detail":"no such user"}', "no such user"],
  ['{"detail":""}', undefined],
  ['{"detail":4}', undefined],
  ["<html>", undefined],
  [undefined, undefined],
])("reads of %s what a SCIM error says", (body, said) => expect(scimDetail(body)).toBe(said));

it.each([
  ["/Users/9b02?attributes=id", { user: "9b02" }],
  ["/Groups/a%20b", { group: "a b" }],
  ["/Users?startIndex=1", {}],
  ["/Users/.search", {}],
  ["/Users/%", {}],
  ["/Schemas/urn", {}],
])("finds in %s who was asked for", (path, entity) => expect(entityOf(path)).toEqual(entity));

describe("a call that failed", () => {
  it("names the mapping on top and leads to it", async () => {
    detail = detailOf({
      call: callOf(7, { status: 500, path: "/Users/9b02" }),
      responseBody: '{"status":"500"}',
      runs: [
        runOf({
          failure: "$.emails is missing and not optional.",
          pointer: "/user/mappings/4",
          mappings: [1, 2, 3, 4].map((n) => mappingOf(n)).concat(mappingOf(5, "failed"), mappingOf(6, "notReached")),
        }),
      ],
    });
    shown();
    const failure = await screen.findByTestId("call-failure");
    expect(failure.textContent).toContain("Mapping 5 of user failed: $.emails is missing and not optional.");
    expect(screen.getByTestId("call-workbench").getAttribute("href")).toBe(
      "#/system/s1/transformations/read?user=9b02&mapping=%2Fuser%2Fmappings%2F4",
    );
    expect(screen.getAllByTestId("call-mapping")).toHaveLength(4);
    const folded = screen.getByTestId("call-folded");
    folded.focus();
    fireEvent.click(folded);
    expect(screen.getAllByTestId("call-mapping")).toHaveLength(6);
    expect(document.activeElement).toBe(folded);
    expect(folded.getAttribute("aria-expanded")).toBe("true");
    fireEvent.click(folded);
    expect(screen.getAllByTestId("call-mapping")).toHaveLength(4);
  });

  it.each([
    [{ call: callOf(7, { status: 409 }), responseBody: '{"detail":"userName is taken"}' }, "userName is taken"],
    [{ call: callOf(7, { status: 502 }) }, "Answered with status 502"],
    [{ runs: [runOf({ failure: "a" }), runOf({ failure: "b" })] }, "2 entities were left out"],
  ])("says why, case %#", async (more, text) => {
    detail = detailOf(more);
    shown();
    expect((await screen.findByTestId("call-failure")).textContent).toContain(text);
  });
});

it("says nothing of a failure where there is none", async () => {
  shown();
  await screen.findByTestId("call-detail");
  expect(screen.queryByTestId("call-failure")).toBeNull();
});

describe("bodies", () => {
  it.each([
    ["of a request", { call: callOf(7, { method: "POST" }), responseBytes: 0 }],
    ["of a response", {}],
  ])("%s that were not kept can be kept from here", async (_, more) => {
    detail = detailOf(more);
    shown();
    fireEvent.click((await screen.findByTestId("call-not-kept")).querySelector("button") as HTMLElement);
    await waitFor(() => expect(call).toHaveBeenCalledWith("proxy_trace", { system: "s1", minutes: 15 }));
  });

  it("are indented where they are JSON, and as they came where they were cut", async () => {
    detail = detailOf({ requestBody: '{"a":[1]}', responseBody: '{"b":"c', tracedUntil: "2026-03-04T10:30:00Z" });
    shown();
    expect((await screen.findByTestId("call-request-body")).textContent).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(screen.getByTestId("call-response-body").textContent).toBe('{"b":"c');
    expect(screen.queryByTestId("call-not-kept")).toBeNull();
  });
});

it("shows each attempt at the account with what came of it", async () => {
  detail = detailOf({
    call: callOf(7, { backendCalls: 2 }),
    backend: [
      { method: "GET", path: "/Users/1", waited: 300, milliseconds: 20, failure: "The account did not answer." },
      { method: "GET", path: "/Users/1", status: 200, waited: 0, milliseconds: 9 },
    ],
  });
  shown();
  const text = (await screen.findByTestId("call-backend")).textContent;
  for (const part of ["2 calls, 29 ms", "no answer", "waited 300 ms", "The account did not answer.", "200"]) {
    expect(text).toContain(part);
  }
});

it("keeps a section folded with the next call", async () => {
  const { unmount } = shown();
  fireEvent.click(await screen.findByTestId("call-request-fold"));
  expect(screen.queryByText("Accept")).toBeNull();
  unmount();
  shown();
  expect((await screen.findByTestId("call-request-fold")).getAttribute("aria-expanded")).toBe("false");
});

it.each([[7], [Number.NaN]])("says that a call is no longer kept: %s", async (number) => {
  detail = null;
  shown(number);
  fireEvent.click((await screen.findByTestId("call-gone")).querySelector("button") as HTMLElement);
  expect(onClose).toHaveBeenCalled();
});
