import { Dialog as Ui5Dialog } from "@ui5/webcomponents-react/Dialog";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../shell/i18n";
import { store } from "../shell/store";
import { Button } from "./Button";
import "./Dialog.css";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** What stays in sight at the foot: the buttons. */
  footer: ReactNode;
  /** In rem. */
  width?: number;
  /** In rem; without it as high as the content. */
  height?: number;
  className?: string;
  /** Selector of what has the focus first; without it UI5 chooses. */
  first?: string;
  testid?: string;
  /** Out of sight while another dialog has the word; what was entered stays. */
  hidden?: boolean;
}

/** The dialogs that are open, the last on top. */
const stack = store<readonly string[]>([]);

/** Whether another dialog has come over this one. */
function useCovered(hidden: boolean): boolean {
  const id = useId();
  useEffect(() => {
    if (hidden) return;
    stack.set([...stack.get(), id]);
    return () => stack.set(stack.get().filter((one) => one !== id));
  }, [id, hidden]);
  const open = stack.use();
  return open.includes(id) && open.at(-1) !== id;
}

/** A modal dialog: title with a way out, content that scrolls, buttons. Fills a small window. */
export function Dialog({
  title,
  onClose,
  children,
  footer,
  width = 36,
  height,
  className = "",
  first,
  testid,
  hidden = false,
}: Props) {
  const rem = 16;
  // UI5 gives header and content of each dialog the same names: only those of the one on top are to be heard.
  const covered = useCovered(hidden);
  // An element that is hidden says so at once, before it has the handler of this drawing.
  const out = useRef(hidden);
  out.current = hidden;
  const stretch = window.innerWidth < (width + 4) * rem || window.innerHeight < 640;
  return (
    <Ui5Dialog
      open={!hidden}
      className={`zdialog ${className}`}
      accessibleName={title}
      // React writes a plain true on an element of one's own as an empty text.
      aria-hidden={covered ? "true" : undefined}
      stretch={stretch}
      style={stretch ? {} : { width: `${width}rem`, ...(height && { height: `${height}rem` }) }}
      onClose={() => {
        if (!out.current) onClose();
      }}
      onOpen={(event) => {
        if (first) event.target.querySelector<HTMLElement>(first)?.focus();
      }}
      data-testid={testid}
      header={
        <div className="zdialog-title">
          <h2 className="ell" title={title}>
            {title}
          </h2>
          <Button
            design="transparent"
            icon="decline"
            tooltip={`${t("common.close")} (Esc)`}
            onClick={onClose}
            testid="dialog-close"
          />
        </div>
      }
    >
      {children}
      <div className="zdialog-foot">{footer}</div>
    </Ui5Dialog>
  );
}
