import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Icon, type IconName } from "./Icon";
import "./Menu.css";

export interface MenuItem {
  id: string;
  title: string;
  icon?: IconName;
  keys?: string;
  disabled?: string | undefined;
  run: () => void;
}

interface Props {
  label: string;
  items: MenuItem[];
  /** Where it hangs: an element, or a point of the window. */
  at: RefObject<HTMLElement | null> | { x: number; y: number };
  onClose: () => void;
}

/** A menu of actions. Closes on choice, Esc, Tab, a click elsewhere and where the focus goes elsewhere; gives the focus back to where it came from. */
export function Menu({ label, items, at, onClose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);

  useLayoutEffect(() => {
    const menu = list.current;
    if (!menu) return;
    const anchor = "current" in at ? at.current?.getBoundingClientRect() : undefined;
    const x = anchor ? anchor.right - menu.offsetWidth : "x" in at ? at.x : 0;
    const y = anchor ? anchor.bottom + 4 : "y" in at ? at.y : 0;
    menu.style.left = `${Math.max(8, Math.min(x, window.innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(y, window.innerHeight - menu.offsetHeight - 8))}px`;
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [at]);

  useEffect(() => {
    const outside = (event: Event) => {
      if (!list.current?.contains(event.target as Node)) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    // F6, for one, takes it to another part of the window.
    window.addEventListener("focusin", outside);
    window.addEventListener("blur", onClose);
    return () => {
      window.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("focusin", outside);
      window.removeEventListener("blur", onClose);
    };
  }, [onClose]);

  const leave = () => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const now = entries.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = {
      ArrowDown: (now + 1) % entries.length,
      ArrowUp: (now - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    };
    if (event.key in to) entries[to[event.key] ?? 0]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    <div ref={list} className="zmenu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.disabled !== undefined || undefined}
          title={item.disabled}
          data-testid={`menu-${item.id}`}
          onClick={() => {
            if (item.disabled !== undefined) return;
            leave();
            item.run();
          }}
        >
          <span className="icon">{item.icon && <Icon name={item.icon} />}</span>
          <span className="title">{item.title}</span>
          {item.keys && <span className="keys">{item.keys}</span>}
        </button>
      ))}
    </div>,
    // In a landmark, and not behind a dialog that it was opened from.
    document.querySelector("dialog[open]") ?? document.querySelector("main") ?? document.body,
  );
}
