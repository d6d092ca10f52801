import { useEffect } from "react";
import { store } from "./store";

/** What the open view says in the foot of the window. */
export interface StatusTexts {
  /** Beside the system's name. */
  left?: string | undefined;
  /** Where one is in a text, in the letters of code. */
  path?: string | undefined;
  right?: readonly string[];
}

export const statusTexts = store<StatusTexts | undefined>(undefined);

/** Says it as long as the view is mounted. */
export function useStatus({ left, path, right }: StatusTexts): void {
  const ends = right?.join("\n");
  useEffect(() => {
    statusTexts.set({ left, path, right: ends?.split("\n") ?? [] });
  }, [left, path, ends]);
  useEffect(() => () => statusTexts.set(undefined), []);
}
