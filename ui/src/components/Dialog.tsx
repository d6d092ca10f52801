import { Dialog as Ui5Dialog } from "@ui5/webcomponents-react/Dialog";
import type { ReactNode } from "react";
import { t } from "../shell/i18n";
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
  const stretch = window.innerWidth < (width + 4) * rem || window.innerHeight < 640;
  return (
    <Ui5Dialog
      open={!hidden}
      className={`zdialog ${className}`}
      accessibleName={title}
      stretch={stretch}
      style={stretch ? {} : { width: `${width}rem`, ...(height && { height: `${height}rem` }) }}
      onClose={() => {
        if (!hidden) onClose();
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
