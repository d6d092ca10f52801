import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { Button } from "./Button";
import { pressDefault } from "./defaultButton";
import "./Overlay.css";

interface Props {
  title: string;
  onClose: () => void;
  testid?: string;
  /** Draws the title bar; without it the title is only said. */
  bar?: boolean;
  children: ReactNode;
}

/** A modal dialog in the browser's own top layer: it keeps the focus inside and gives it back. */
export function Overlay({ title, onClose, testid, bar = true, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="zoverlay"
      aria-label={title}
      data-testid={testid}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => pressDefault(event, false)}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {bar && (
        <div className="bar">
          <h2>{title}</h2>
          <Button design="transparent" icon="decline" tooltip={`${t("common.close")} (Esc)`} onClick={onClose} />
        </div>
      )}
      {children}
    </dialog>
  );
}
