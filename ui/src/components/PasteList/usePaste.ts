import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { call } from "../../api/api";
import type { PeopleResult } from "../../api/generated/PeopleResult";
import { type Choices, noChoices, outcome, type PasteOutcome } from "./choices";

/** How long typing must rest before the text is resolved, ms. */
const rest = 150;

export interface Paste {
  text: string;
  setText: (text: string) => void;
  choices: Choices;
  setChoices: (choices: Choices) => void;
  result: PeopleResult | undefined;
  outcome: PasteOutcome | undefined;
  /** The text has not been resolved yet. */
  behind: boolean;
  error: unknown;
}

/** A pasted text and what it means in a system; members of `roleCollection` count as already there. */
export function usePaste(system: string, roleCollection?: string): Paste {
  const [text, setText] = useState("");
  const [choices, setChoices] = useState(noChoices);
  const settled = useSettled(text);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["people", system, roleCollection, settled],
    queryFn: () =>
      call("people_resolve", { people: { system, text: settled, ...(roleCollection && { roleCollection }) } }),
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const result = settled.trim() === "" ? undefined : data;
  const sum = useMemo(() => result && outcome(result, choices), [result, choices]);
  const behind = text !== settled || isPlaceholderData;
  return { text, setText, choices, setChoices, result, outcome: sum, behind, error };
}

/** The value once it has not changed for a while. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), rest);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
