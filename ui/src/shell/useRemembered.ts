import { useCallback, useState } from "react";
import { recall, remember } from "./memory";

/** State that survives a restart. */
export function useRemembered<T>(key: string, otherwise: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => recall(key, otherwise));
  const set = useCallback(
    (next: T) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, set];
}
