import { useEffect, useState } from "react";
import { call } from "../../api/api";
import type { Consumer } from "../../api/generated/Consumer";

/** Consumers that all of the systems have. `again` asks once more. */
export function useConsumers(systems: readonly string[], again: number): Consumer[] {
  const [common, setCommon] = useState<Consumer[]>([]);
  const key = systems.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the systems
  useEffect(() => {
    let gone = false;
    Promise.all(systems.map((system) => call("consumers", { system }))).then(
      ([first = [], ...others]) => {
        const everywhere = (consumer: Consumer) =>
          others.every((list) => list.some(({ id, signIn }) => id === consumer.id && signIn === consumer.signIn));
        if (!gone) setCommon(first.filter(everywhere));
      },
      () => !gone && setCommon([]),
    );
    return () => {
      gone = true;
    };
  }, [key, again]);
  return common;
}
