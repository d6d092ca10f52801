import { useEffect, useRef, useState } from "react";
import type { AppError } from "../../../api/generated/AppError";
import { Button } from "../../../components/Button";
import { useT } from "../../../shell/i18n";
import { set } from "./acts";
import type { Graphical } from "./useGraphical";
import { parsed } from "./words";

/** The text of one mapping, to be written and applied. */
export function JsonTab({ state, pointer }: { state: Graphical; pointer: string }) {
  const t = useT();
  const stored = state.textOf(pointer);
  const [typed, setTyped] = useState<string>();
  const [reason, setReason] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = typed ?? stored;
  const changed = text !== stored;
  useEffect(() => {
    if (typed !== undefined && typed === stored) setTyped(undefined);
  }, [typed, stored]);
  const apply = () => {
    const value = parsed(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      setReason(t(value === undefined ? "graphical.json.broken" : "graphical.json.object"));
      area.current?.focus();
      return;
    }
    setReason(undefined);
    state.act([set(pointer, text)]).then(
      () => setTyped(undefined),
      (error: AppError) => setReason(error.message),
    );
  };
  return (
    <div className="json">
      <textarea
        ref={area}
        className="code"
        spellCheck={false}
        readOnly={state.torn}
        aria-label={t("graphical.tab.json")}
        aria-invalid={reason !== undefined || undefined}
        aria-describedby={reason ? "mapping-json-problem" : undefined}
        value={text}
        data-testid="mapping-json"
        onChange={(event) => {
          setTyped(event.target.value);
          setReason(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            apply();
          }
          if (event.key === "Escape" && changed) {
            event.preventDefault();
            event.stopPropagation();
            setTyped(undefined);
            setReason(undefined);
          }
        }}
      />
      {reason && (
        <p id="mapping-json-problem" className="problem" role="status">
          {reason}
        </p>
      )}
      <div className="acts">
        <Button design="transparent" disabled={!changed} onClick={() => setTyped(undefined)}>
          {t("graphical.json.revert")}
        </Button>
        <Button disabled={!changed || state.torn} onClick={apply} testid="mapping-json-apply">
          {t("graphical.json.apply")}
        </Button>
      </div>
    </div>
  );
}
