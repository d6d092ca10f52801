import type { PeoplePurpose } from "../api/generated/PeoplePurpose";
import type { SystemNode } from "../api/generated/SystemNode";
import { store } from "./store";

/** People that are to come from a file. */
export interface PeopleAsked {
  system: SystemNode;
  purpose: PeoplePurpose;
  /** Name of the role collection, where they become its members. */
  roleCollection?: string;
}

const asked = store<PeopleAsked | undefined>(undefined);

/** Opens the wizard for it. */
export const askPeople = (people: PeopleAsked): void => asked.set(people);

/** For the wizard: it is through. */
export const endPeople = (): void => asked.set(undefined);

export const usePeopleAsked = asked.use;
