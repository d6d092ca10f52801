import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { CredentialsRead } from "../../../api/generated/CredentialsRead";
import type { PasteProblem } from "../../../api/generated/PasteProblem";
import { Button } from "../../../components/Button";
import { Refused } from "../../../components/Refused";
import { droppedFiles, type FileText, holdsFiles, keyTexts } from "../../../shell/files";
import { useT } from "../../../shell/i18n";
import { Problems } from "./Problems";
import { discard } from "./store";
import "../../../components/form/form.css";

interface Props {
  /** Something was found. What was pasted has left the area by then. */
  onFound: (read: CredentialsRead) => void;
  /** Of a drop that happened elsewhere in the window. */
  problems?: readonly PasteProblem[];
  /** The other ways in, beside the choice of files. */
  ways: ReactNode;
  /** It was asked for: one begins here. */
  begin?: boolean;
}

const none: readonly PasteProblem[] = [];

/** How long one has stopped typing before the text is looked at. */
const PAUSE = 400;

/** Takes a key as text or as files. The text goes to the backend and out of the page as soon as it is recognised. */
export function PasteKey({ onFound, problems: before = none, ways, begin = false }: Props) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const [problems, setProblems] = useState<readonly PasteProblem[]>(before);
  const [error, setError] = useState<AppError>();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (begin) area.current?.focus();
  }, [begin]);
  useEffect(() => () => clearTimeout(typing.current), []);
  useEffect(() => setProblems(before), [before]);

  /** `typed`: the text may still grow, so that half a key is none. */
  const read = async (texts: FileText[] | [{ text: string }], typed = false) => {
    setError(undefined);
    try {
      const answer = await call("credentials_read", { texts });
      const half = answer.problems.length > 0 || answer.found.some((found) => found.problem);
      if (typed && half) {
        discard(answer.found.map((found) => found.handle));
        setProblems([]);
        return;
      }
      setProblems(answer.problems);
      if (answer.found.length > 0) {
        setText("");
        onFound(answer);
      } else if (!typed) area.current?.focus();
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    // A piece that goes into a text that stands there already is typing.
    if (text.trim() || !pasted.trim()) return;
    event.preventDefault();
    clearTimeout(typing.current);
    void (async () => {
      // It is shown only when it was not understood, for the person to see where.
      setText(pasted);
      await read([{ text: pasted }]);
    })();
  };
  const onType = (typed: string) => {
    setText(typed);
    setProblems([]);
    clearTimeout(typing.current);
    if (typed.trim()) typing.current = setTimeout(() => void read([{ text: typed }], true), PAUSE);
  };
  const onDrop = async (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    await read(await keyTexts(await droppedFiles(event.dataTransfer)));
  };
  return (
    <div className="zpastekey">
      <label htmlFor={id}>{t("wizard.paste")}</label>
      <textarea
        id={id}
        ref={area}
        className={over ? "zcode-area over" : "zcode-area"}
        rows={7}
        value={text}
        placeholder={t("wizard.pasteHint")}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problems.length > 0 || undefined}
        onChange={(event) => onType(event.target.value)}
        onPaste={onPaste}
        onDragOver={(event) => {
          if (!holdsFiles(event.dataTransfer)) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => void onDrop(event)}
        data-testid="paste-key"
      />
      <div className="acts">
        <Button onClick={() => files.current?.click()} testid="choose-files">
          {t("wizard.files")}
        </Button>
        {text.trim() && (
          <Button
            onClick={() => {
              clearTimeout(typing.current);
              void read([{ text }]);
            }}
            testid="read-key"
          >
            {t("wizard.read")}
          </Button>
        )}
        {ways}
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t("wizard.files")}
          onChange={async (event) => {
            const chosen = await keyTexts(event.target.files ?? []);
            event.target.value = "";
            if (chosen.length > 0) await read(chosen);
          }}
          data-testid="key-files"
        />
      </div>
      <Refused error={error} />
      <Problems problems={problems} />
    </div>
  );
}
