import { store } from "./store";

/** Somebody waits for the vault of secrets to be opened. */
const waiting = store<{ promise: Promise<boolean>; answer: (open: boolean) => void } | undefined>(undefined);

/** Has the person asked for the vault's passphrase. One dialog answers all who wait. */
export function askForVault(): Promise<boolean> {
  const asked = waiting.get();
  if (asked) return asked.promise;
  let answer: (open: boolean) => void = () => {};
  const promise = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  waiting.set({ promise, answer });
  return promise;
}

/** Tells those who wait whether the vault is open now. */
export function answerVault(open: boolean): void {
  const asked = waiting.get();
  waiting.set(undefined);
  asked?.answer(open);
}

export const useVaultAsked = (): boolean => waiting.use() !== undefined;
