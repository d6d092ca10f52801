import type { SystemState } from "../api/generated/SystemState";
import { t } from "../shell/i18n";
import { Icon } from "./Icon";
import "./StateIcon.css";

const shapes = {
  reachable: "status-positive",
  attention: "status-critical",
  unreachable: "status-negative",
  disabled: "status-inactive",
  unknown: "status-inactive",
  folder: "folder-blank",
} as const;

/** The state of a system by shape and colour. */
export function StateIcon({ state, size = 14 }: { state: SystemState; size?: number }) {
  return <Icon name={shapes[state]} size={size} label={t(`state.${state}`)} className={`zstate ${state}`} />;
}
