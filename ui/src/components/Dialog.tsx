import { Dialog as Ui5Dialog } from "@ui5/webcomponents-react/Dialog";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import { t } from "../shell/i18n";
import { store } from "../shell/store";
import { Button } from "./Button";
import { pressDefault } from "./defaultButton";
import { giveFocusBack } from "./giveFocusBack";
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
  /** Selector of what has the focus first; without it the first field, else the first button of the content. */
  first?: string;
  /** Enter in a line of text presses the default button too; Ctrl+Enter always does. */
  enter?: boolean;
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

const FIELDS = "input:not([hidden]):not([disabled]), select, textarea, ui5-input, ui5-select, ui5-textarea";

/** Where one begins: not at the title, whose button only leads away. */
function begin(dialog: Element, first: string | undefined) {
  const inside = [...dialog.children].filter((part) => !part.slot);
  const find = (css: string) =>
    inside
      .map((part) => (part.matches(css) ? (part as HTMLElement) : part.querySelector<HTMLElement>(css)))
      .find(Boolean);
  const found = find(first ?? FIELDS) ?? find(".zbutton.emphasized:not([aria-disabled])");
  // What takes away is not to be pressed by a key that was held too long.
  (found ?? find(".zdialog-foot .zbutton"))?.focus();
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
  enter = true,
  testid,
  hidden = false,
}: Props) {
  const rem = 16;
  // UI5 gives header and content of each dialog the same names: only those of the one on top are to be heard.
  const covered = useCovered(hidden);
  // An element that is hidden says so at once, before it has the handler of this drawing.
  const out = useRef(hidden);
  out.current = hidden;
  // UI5 gives the focus back where a dialog closes itself, not where it is taken off the page.
  useLayoutEffect(() => giveFocusBack(), []);
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
      onOpen={(event) => begin(event.target, first)}
      onKeyDown={(event) => pressDefault(event, enter)}
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
