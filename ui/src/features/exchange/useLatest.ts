import { useEffect, useState } from "react";
import type { AppError } from "../../api/generated/AppError";

interface Latest<T> {
  answer?: T;
  error?: AppError;
}

/** The answer to the latest question; `undefined` asks nothing. `key` says which question it is. */
export function useLatest<T>(key: string, ask: (() => Promise<T>) | undefined): Latest<T> {
  const [latest, setLatest] = useState<Latest<T>>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when to ask
  useEffect(() => {
    let gone = false;
    if (!ask) {
      setLatest({});
      return;
    }
    ask().then(
      (answer) => !gone && setLatest({ answer }),
      (error: AppError) => !gone && setLatest({ error }),
    );
    return () => {
      gone = true;
    };
  }, [key]);
  return latest;
}
