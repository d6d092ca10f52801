import { hueOf } from "./hueOf";
import "./Initials.css";

interface Props {
  name: string;
  /** What the colour is taken from: the user name, so that two people of one name differ. */
  of: string;
  large?: boolean;
}

/** A person's initials in a circle; decoration beside the name. */
export function Initials({ name, of, large = false }: Props) {
  const n = hueOf(of);
  return (
    <span
      aria-hidden="true"
      className={large ? "zinitials large" : "zinitials"}
      style={{
        background: `var(--sapAvatar_${n}_Background)`,
        color: `var(--sapAvatar_${n}_TextColor)`,
        boxShadow: `inset 0 0 0 1px var(--sapAvatar_${n}_BorderColor)`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "";
  const last = words.length > 1 && !name.includes("@") ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
