import { useSyncExternalStore } from "react";

/** Somebody waits for the vault of secrets to be opened. */
let waiting: { promise: Promise<boolean>; answer: (open: boolean) => void } | undefined;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/** Has the person asked for the vault's passphrase. One dialog answers all who wait. */
export function askForVault(): Promise<boolean> {
  if (!waiting) {
    let answer: (open: boolean) => void = () => {};
    const promise = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    waiting = { promise, answer };
    tell();
  }
  return waiting.promise;
}

/** Tells those who wait whether the vault is open now. */
export function answerVault(open: boolean): void {
  const asked = waiting;
  waiting = undefined;
  asked?.answer(open);
  tell();
}

export function useVaultAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting !== undefined,
  );
}
