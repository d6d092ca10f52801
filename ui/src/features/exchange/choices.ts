import type { ImportApproval } from "../../api/generated/ImportApproval";
import type { ImportPlan } from "../../api/generated/ImportPlan";

/** What a person made of an item of the plan. */
export interface Choice {
  ticked: boolean;
  name: string;
  /** Names of credentials to be kept. */
  credentials: ReadonlySet<string>;
}

/** By the numbers of the items. */
export type Choices = ReadonlyMap<number, Choice>;

/** As the plan proposes. */
export function proposed(plan: ImportPlan): Choices {
  return new Map(
    plan.items.map((item) => [item.number, { ticked: item.ticked, name: item.name, credentials: new Set<string>() }]),
  );
}

export function changed(choices: Choices, number: number, part: Partial<Choice>): Choices {
  const before = choices.get(number);
  return before ? new Map(choices).set(number, { ...before, ...part }) : choices;
}

export function approval(plan: ImportPlan, choices: Choices): ImportApproval {
  const items = [...choices].filter(([, choice]) => choice.ticked);
  return {
    plan: plan.id,
    items: items.map(([number, { name, credentials }]) => ({ number, name, credentials: [...credentials] })),
  };
}
