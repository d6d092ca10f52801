import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { Button } from "./Button";
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
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes, the browser says so by "cancel"
    <dialog
      ref={dialog}
      className="zoverlay"
      aria-label={title}
      data-testid={testid}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {bar && (
        <div className="bar">
          <h2>{title}</h2>
          <Button design="transparent" icon="decline" tooltip={t("common.close")} onClick={onClose} />
        </div>
      )}
      {children}
    </dialog>
  );
}
