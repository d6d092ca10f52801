import type { ButtonHTMLAttributes, Ref } from "react";
import { Icon, type IconName } from "./Icon";
import "./Button.css";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "title"> {
  design?: "default" | "emphasized" | "transparent" | "negative";
  icon?: IconName;
  /** What it does and by which keys. The name of a button that has only an icon and no `aria-label`. */
  tooltip?: string | undefined;
  /** The icon turns: what was asked for is on its way. */
  turning?: boolean;
  testid?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A button in the look of the theme, without UI5's button component (see `lazyView`). */
export function Button({ design = "default", icon, tooltip, turning, testid, children, disabled, ...rest }: Props) {
  const classes = ["zbutton", design, children ? "" : "bare", turning ? "turning" : ""].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      title={tooltip}
      aria-label={rest["aria-label"] ?? (children ? undefined : tooltip)}
      // A disabled button keeps its tooltip and its place in the tab order: it says why.
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : rest.onClick}
      data-testid={testid}
    >
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}
