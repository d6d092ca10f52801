import { Button } from "../components/Button";
import { Overlay } from "../components/Overlay";
import { t } from "./i18n";
import { store } from "./store";

interface Question {
  title: string;
  text: string;
  yes: string;
  answer: (yes: boolean) => void;
}

const question = store<Question | undefined>(undefined);

/** Asks before something unsaved is lost. Changes of an account are never asked for so: they have their preview. */
export function ask(asked: Omit<Question, "answer">): Promise<boolean> {
  question.get()?.answer(false);
  return new Promise((resolve) => {
    question.set({
      ...asked,
      answer: (yes) => {
        question.set(undefined);
        resolve(yes);
      },
    });
  });
}

/** The question that is open, mounted once. */
export function Question() {
  const open = question.use();
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
