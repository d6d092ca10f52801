import type { PasteFigures } from "../../api/generated/PasteFigures";
import type { PeopleLine } from "../../api/generated/PeopleLine";
import type { PeopleResult } from "../../api/generated/PeopleResult";
import type { Person } from "../../api/generated/Person";
import type { UserDraft } from "../../api/generated/UserDraft";

/**
 * What a person decided about the entries that need it, by the entry's text: it stays right while lines are added
 * above. No decision about several: the entry waits. None about a missing one: it is left out.
 */
export interface Choices {
  /** Id of the person taken among several; `null`: leave out. */
  several: Readonly<Record<string, string | null>>;
  /** Origin with which the missing one is created. */
  create: Readonly<Record<string, string>>;
}

export const noChoices: Choices = { several: {}, create: {} };

/** What the paste comes to. */
export interface PasteOutcome {
  /** Found or chosen, each once. */
  users: Person[];
  create: UserDraft[];
  figures: PasteFigures;
  /** Entries that still wait for a choice. */
  waiting: number;
}

/** The same entry however it was typed. */
export function keyOf(line: PeopleLine): string {
  return line.text.trim().toLowerCase();
}

export function outcome(result: PeopleResult, choices: Choices): PasteOutcome {
  const users = new Map<string, Person>();
  const members = new Set<string>();
  const create = new Map<string, UserDraft>();
  let waiting = 0;
  for (const line of result.lines) {
    const { found } = line;
    if (found.kind === "one") users.set(found.person.id, found.person);
    if (found.kind === "several") {
      const id = choices.several[keyOf(line)];
      if (id === undefined) waiting += 1;
      const person = found.people.find((p) => p.id === id);
      if (person?.member) members.add(person.id);
      else if (person) users.set(person.id, person);
    }
    if (found.kind === "none") {
      const origin = choices.create[keyOf(line)];
      if (origin) {
        create.set(`${origin} ${found.userName.toLowerCase()}`, {
          userName: found.userName,
          origin,
          email: found.email,
          givenName: found.givenName,
          familyName: found.familyName,
          externalId: "",
          phoneNumber: "",
          active: true,
        });
      }
    }
  }
  const lines = result.lines.length;
  const already = result.already + members.size;
  const figures = {
    lines,
    found: users.size,
    created: create.size,
    already,
    leftOut: lines - users.size - create.size - already - waiting,
  };
  return { users: [...users.values()], create: [...create.values()], figures, waiting };
}

/** Origins among the entries that several people answer to, most frequent first. */
export function offeredOrigins(result: PeopleResult): string[] {
  const count = new Map<string, number>();
  for (const { found } of result.lines) {
    if (found.kind !== "several") continue;
    for (const origin of new Set(found.people.map((p) => p.origin))) count.set(origin, (count.get(origin) ?? 0) + 1);
  }
  return [...count].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([origin]) => origin);
}

/** Takes the one with this origin wherever exactly one is offered; other choices stay. */
export function chooseOrigin(result: PeopleResult, choices: Choices, origin: string): Choices {
  const several = { ...choices.several };
  for (const line of result.lines) {
    if (line.found.kind !== "several") continue;
    const matching = line.found.people.filter((p) => p.origin === origin);
    if (matching.length === 1 && matching[0]) several[keyOf(line)] = matching[0].id;
  }
  return { ...choices, several };
}

/** Creates every missing one with this origin; an empty origin leaves all of them out. */
export function createAll(result: PeopleResult, choices: Choices, origin: string): Choices {
  const create: Record<string, string> = {};
  if (origin) for (const line of result.lines) if (line.found.kind === "none") create[keyOf(line)] = origin;
  return { ...choices, create };
}
