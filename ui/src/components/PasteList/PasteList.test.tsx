import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { PeopleResult } from "../../api/generated/PeopleResult";
import { client } from "../../shell/data";
import { PasteList } from "./PasteList";
import { usePaste } from "./usePaste";

const call = vi.hoisted(() => vi.fn());
vi.mock("../../api/api", () => ({ call, onEvent: vi.fn() }));

const person = (id: string, origin: string) => ({
  id,
  name: id,
  userName: `${id}@acme.example`,
  origin,
  member: false,
});
const answer: PeopleResult = {
  lines: [
    { line: 1, text: "ann", found: { kind: "one", person: person("ann", "acme-ias") } },
    {
      line: 2,
      text: "bob",
      found: { kind: "several", people: [person("bob1", "acme-ias"), person("bob2", "sap.default")] },
    },
    {
      line: 3,
      text: "new@acme.example",
      found: { kind: "none", userName: "new@acme.example", email: "new@acme.example", givenName: "", familyName: "" },
    },
    { line: 4, text: "eve", found: { kind: "alreadyMember", person: person("eve", "acme-ias") } },
    { line: 5, text: "ann", found: { kind: "duplicate", of: 1 } },
  ],
  found: 1,
  several: 1,
  missing: 1,
  already: 1,
  duplicates: 1,
};

function Paste() {
  const paste = usePaste("s", "r");
  return (
    <>
      <PasteList
        text={paste.text}
        onText={paste.setText}
        result={paste.result}
        outcome={paste.outcome}
        choices={paste.choices}
        onChoices={paste.setChoices}
        origins={["acme-ias", "sap.default"]}
        error={(paste.error as Error | null)?.message}
      />
      <output data-testid="outcome">
        {JSON.stringify([paste.outcome?.users.map((u) => u.id), paste.outcome?.waiting, paste.outcome?.figures])}
      </output>
    </>
  );
}

const outcome = () => JSON.parse(screen.getByTestId("outcome").textContent ?? "");
function paste(value: string) {
  fireEvent(Object.assign(screen.getByTestId("paste-text"), { value }), new CustomEvent("input", { bubbles: true }));
}

beforeEach(() => {
  client.clear();
  call.mockReset().mockResolvedValue(answer);
  render(
    <QueryClientProvider client={client}>
      <Paste />
    </QueryClientProvider>,
  );
});

it("asks for what was pasted, and says what became of each line", async () => {
  paste("ann\nbob\nnew@acme.example\neve\nann");
  const counts = await screen.findByTestId("paste-counts");
  expect(counts.textContent).toBe("Found 1Two origins 1Not found 1Already a member 1Duplicate line 1");
  expect(call.mock.calls).toEqual([
    ["people_resolve", { people: { system: "s", roleCollection: "r", text: "ann\nbob\nnew@acme.example\neve\nann" } }],
  ]);
  expect(outcome()).toEqual([["ann"], 1, { lines: 5, found: 1, created: 0, already: 1, leftOut: 2 }]);
});

it("takes all from one origin", async () => {
  paste("…");
  fireEvent.click(await screen.findByText("All from sap.default"));
  expect(outcome()).toEqual([["ann", "bob2"], 0, { lines: 5, found: 2, created: 0, already: 1, leftOut: 2 }]);
});

it("asks nothing for an empty paste", async () => {
  paste("  \n ");
  await waitFor(() => expect(screen.queryByTestId("paste-counts")).toBeNull());
  expect(call).not.toHaveBeenCalled();
});

it("says why a paste could not be read", async () => {
  call.mockReset().mockRejectedValue(new Error("10,000 lines at most."));
  paste("x");
  await waitFor(() => expect(screen.getByTestId("paste-text").getAttribute("value-state")).toBe("Negative"));
});
