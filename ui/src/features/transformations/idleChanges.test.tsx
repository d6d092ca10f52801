import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { IdleChange } from "../../api/generated/IdleChange";
import { IdleChanges } from "./IdleChanges";

afterEach(cleanup);

const nothing = { missing: 0, condition: 0, otherOperation: 0, ignored: 0, ran: 0 };
const change = (more: Partial<IdleChange>): IdleChange => ({
  entity: "user",
  title: "$.externalId",
  number: 9,
  removed: false,
  lookedAt: 1000,
  ...nothing,
  ...more,
});

it.each<[Partial<IdleChange>, string]>([
  [{ missing: 1000 }, "finds nothing to write in any of the 1,000 users looked at"],
  [
    { condition: 1, lookedAt: 1, entity: "group" },
    "does not run: its condition holds for none of the 1 role collection looked at",
  ],
  [{ otherOperation: 1000 }, "does not run on this operation."],
  [{ ignored: 1000 }, "is ignored."],
  [{ ran: 1000 }, "runs for all of the 1,000 users looked at, and the output is the same."],
  [{ ran: 1, missing: 999 }, "Of 1,000 users looked at, it finds nothing to write in 999, it runs for 1 with"],
  [{}, "is not reached in any of the 1,000 users looked at"],
])("says why a change shows nowhere: %o", (more, text) => {
  render(<IdleChanges changes={[change(more)]} />);
  expect(screen.getByTestId("idle-changes").textContent).toContain(`$.externalId ${text}`);
});

it("says nothing where there is nothing to be explained", () => {
  render(<IdleChanges changes={[]} />);
  expect(screen.queryByTestId("idle-changes")).toBeNull();
});
