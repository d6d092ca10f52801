import { type ReactNode, useRef, useState } from "react";
import { Button } from "./Button";
import { Icon, type IconName } from "./Icon";
import { Menu, type MenuItem } from "./Menu";

interface Props {
  /** What the menu is of. */
  label: string;
  items: MenuItem[];
  design?: "emphasized" | "transparent";
  /** Absent: the text and an arrow, or the arrow alone. */
  icon?: IconName;
  testid?: string;
  children?: ReactNode;
}

/** A button that opens a menu below it. */
export function MenuButton({ label, items, design = "transparent", icon, testid, children }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={button}
        design={design}
        tooltip={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        {...(icon && { icon })}
        {...(testid && { testid })}
      >
        {icon ? (
          children
        ) : (
          <span className="zmenu-text">
            {children}
            <Icon name="slim-arrow-down" />
          </span>
        )}
      </Button>
      {open && <Menu label={label} items={items} at={button} onClose={() => setOpen(false)} />}
    </>
  );
}
