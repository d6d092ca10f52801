import { useCallback, useEffect, useState } from "react";
import { onEvent } from "../../api/api";
import type { TestStep } from "../../api/generated/TestStep";

/** The steps of a running test as they become known. `of`: what the events name, a system or a credential's handle. */
export function useTestSteps(of: string): [TestStep[], () => void] {
  const [steps, setSteps] = useState<TestStep[]>([]);
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    void onEvent((event) => {
      if (event.kind === "testStep" && event.of === of) setSteps((known) => [...known, event.step]);
    }).then((unlisten) => {
      if (gone) unlisten();
      else end = unlisten;
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [of]);
  return [steps, useCallback(() => setSteps([]), [])];
}
