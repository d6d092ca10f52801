import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { begin, calls, job, node, show, world } from "./compare.fixtures";

vi.mock("../../../api/api", () => ({ call: vi.fn(), onEvent: vi.fn(async () => () => undefined) }));

beforeEach(begin);

it("shows what the difference does to real entities, and explains one", async () => {
  await show("/compare/s/read");
  expect((await screen.findByTestId("effect-headline")).textContent).toBe("214 of 2,014 users would read differently");
  const output = await screen.findByTestId("effect-output");
  await waitFor(() => expect(output.textContent).toContain("B fails in mapping 4: no such path"));
  expect(within(output).getByTestId("effect-explain").getAttribute("href")).toBe(
    "#/system/s/transformations/read?user=u1",
  );
});

it("ends a run that nobody looks at any more", async () => {
  world.answers.transformation_effect_start = () => ({ ...job, state: "running" });
  const shown = await show("/compare/s/read");
  await screen.findByTestId("effect-cancel");
  shown.unmount();
  await waitFor(() => expect(calls("job_cancel")).toEqual([{ id: "j" }]));
});

it("says why there is no effect to be seen where the account was never read", async () => {
  world.answers.landscape = () => ({ systems: [{ ...node("s", "Retail PROD"), refreshedAt: undefined }], demo: false });
  await show("/compare/s/read");
  expect(await screen.findByTestId("no-snapshot")).toBeTruthy();
  expect(calls("transformation_effect_start")).toEqual([]);
});
