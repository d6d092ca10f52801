import { type ReactNode, useId } from "react";
import { Icon } from "../../../components/Icon";
import { useRemembered } from "../../../shell/useRemembered";

interface Props {
  /** Names what is remembered: a section that was folded stays so with the next call. */
  name: "request" | "transformation" | "backend" | "response";
  title: string;
  /** At the end of its title: the sum of it. */
  sum?: string | undefined;
  children: ReactNode;
}

/** A part of a call that folds. */
export function Section({ name, title, sum, children }: Props) {
  const id = useId();
  const [open, setOpen] = useRemembered(`proxy.section.${name}`, true);
  return (
    <section className="zcall-part" aria-labelledby={id} data-testid={`call-${name}`}>
      <h3>
        <button
          id={id}
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          data-testid={`call-${name}-fold`}
        >
          <Icon name={open ? "navigation-down-arrow" : "navigation-right-arrow"} size={10} />
          {title}
          {sum && <span className="sum ell">{sum}</span>}
        </button>
      </h3>
      {open && <div className="content">{children}</div>}
    </section>
  );
}
