import { Button } from "../../components/Button";

interface Props {
  /** What the pane is called. */
  title: string;
  /** Said by the button that opens it. */
  open: string;
  side: "left" | "right";
  onOpen: () => void;
  testid?: string;
}

/** What is left of a side pane that is folded away. */
export function SideStrip({ title, open, side, onOpen, testid }: Props) {
  return (
    <aside className={`zside-strip ${side}`} aria-label={title}>
      <Button
        design="transparent"
        icon={side === "left" ? "open-command-field" : "close-command-field"}
        tooltip={open}
        aria-expanded={false}
        onClick={onOpen}
        {...(testid && { testid })}
      />
      <span aria-hidden="true">{title}</span>
    </aside>
  );
}
