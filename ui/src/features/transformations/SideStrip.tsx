import { Button } from "../../components/Button";

interface Props {
  /** What the pane is called. */
  title: string;
  /** Said by the button that opens it. */
  open: string;
  side: "left" | "right";
  onOpen: () => void;
  /** Shared with the button that folds the pane: each has the focus after the other. */
  twin: string;
  testid?: string;
}

/** What is left of a side pane that is folded away. */
export function SideStrip({ title, open, side, onOpen, twin, testid }: Props) {
  return (
    <aside className={`zside-strip ${side}`} aria-label={title}>
      <Button
        design="transparent"
        icon={side === "left" ? "open-command-field" : "close-command-field"}
        tooltip={open}
        aria-expanded={false}
        data-twin={twin}
        onClick={onOpen}
        {...(testid && { testid })}
      />
      <span aria-hidden="true">{title}</span>
    </aside>
  );
}
