import { useSyncExternalStore } from "react";
import { Button } from "../components/Button";
import { Overlay } from "../components/Overlay";
import { t } from "./i18n";

interface Question {
  title: string;
  text: string;
  yes: string;
  answer: (yes: boolean) => void;
}

let question: Question | undefined;
const listeners = new Set<() => void>();

function set(next: Question | undefined) {
  question = next;
  for (const listener of listeners) listener();
}

/** Asks before something unsaved is lost. Changes of an account are never asked for so: they have their preview. */
export function ask(asked: Omit<Question, "answer">): Promise<boolean> {
  question?.answer(false);
  return new Promise((resolve) => {
    set({
      ...asked,
      answer: (yes) => {
        set(undefined);
        resolve(yes);
      },
    });
  });
}

/** The question that is open, mounted once. */
export function Question() {
  const open = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
  if (!open) return null;
  return (
    <Overlay title={open.title} onClose={() => open.answer(false)} testid="question">
      <p className="zoverlay-text">{open.text}</p>
      <div className="zoverlay-foot">
        <span className="room" />
        <Button onClick={() => open.answer(false)}>{t("common.cancel")}</Button>
        <Button design="emphasized" onClick={() => open.answer(true)} testid="question-yes">
          {open.yes}
        </Button>
      </div>
    </Overlay>
  );
}
