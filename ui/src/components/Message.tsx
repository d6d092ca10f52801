import type { ReactNode } from "react";
import type { AppError } from "../api/generated/AppError";
import { t } from "../shell/i18n";
import { CopyButton } from "./CopyButton";
import { Icon, type IconName } from "./Icon";
import "./Message.css";

interface Props {
  icon: IconName;
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  testid?: string;
  /** It has the whole page: its title is the page's. */
  page?: boolean;
}

/** A pane that has nothing to show: what there is to say, and the one act that helps. */
export function Message({ icon, title, text, actions, testid, page = false }: Props) {
  const Title = page ? "h1" : "h2";
  return (
    <div className="zmessage" data-testid={testid}>
      <span className="mark">
        <Icon name={icon} size={28} />
      </span>
      <Title>{title}</Title>
      {text && <div className="text">{text}</div>}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}

/** A refused call, in place of what it should have brought. */
export function ErrorMessage({ error, title, actions }: { error: AppError; title?: string; actions?: ReactNode }) {
  const lines = [error.message, error.help, error.where, error.code].filter(Boolean).join("\n");
  return (
    <Message
      icon="disconnected"
      title={title ?? error.message}
      testid="error"
      text={
        <>
          {title && <p>{error.message}</p>}
          {error.help && <p>{error.help}</p>}
          <p className="small">{[error.where, error.code].filter(Boolean).join(" · ")}</p>
        </>
      }
      actions={
        <>
          {actions}
          <CopyButton label={t("common.copyDetails")} text={lines} />
        </>
      }
    />
  );
}
