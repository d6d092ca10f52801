import { onEvent } from "../api/api";
import type { Pace } from "../api/generated/Pace";
import { store } from "./store";

/** Of the systems whose requests do not rest. */
const paces = store<ReadonlyMap<string, Pace>>(new Map());

const rests = ({ rate, waiting, held }: Pace) => rate === 0 && waiting === 0 && held === 0;

/** Follows the queues of all accounts for the life of the window. */
export function followPaces(): void {
  void onEvent((event) => {
    if (event.kind !== "pace") return;
    const next = new Map(paces.get());
    if (rests(event.pace)) next.delete(event.system);
    else next.set(event.system, event.pace);
    paces.set(next);
  });
}

/** What the requests to a system's account are doing; nothing while they rest. */
export function usePace(system: string | undefined): Pace | undefined {
  const all = paces.use();
  return system === undefined ? undefined : all.get(system);
}
