import type { ReactNode } from "react";
import "./Tag.css";

interface Props {
  tone?: "neutral" | "positive" | "critical" | "negative" | "information";
  title?: string | undefined;
  children: ReactNode;
}

/** A small framed word: a state in a header, a mark beside a name. */
export function Tag({ tone = "neutral", title, children }: Props) {
  return (
    <span className={`ztag ${tone}`} title={title}>
      {children}
    </span>
  );
}
