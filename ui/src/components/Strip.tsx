import type { ReactNode } from "react";
import { Icon } from "./Icon";
import { severityIcons } from "./severityIcons";
import "./Strip.css";

interface Props {
  severity?: "information" | "warning" | "error";
  /** Buttons at its end. */
  actions?: ReactNode;
  testid?: string | undefined;
  /** It comes and goes while a person types: no screen reader is interrupted. */
  quiet?: boolean;
  children: ReactNode;
}

/** A message that stays, across a pane. */
export function Strip({ severity = "information", actions, testid, quiet = false, children }: Props) {
  return (
    <div
      className={`zstrip ${severity}`}
      role={severity === "error" && !quiet ? "alert" : undefined}
      data-testid={testid}
    >
      <Icon name={severityIcons[severity]} />
      <div className="text">{children}</div>
      {actions}
    </div>
  );
}
