import type { Part } from "./parts";

/** A text with its changed stretches marked. */
export function PartsText({ parts }: { parts: readonly Part[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a text keep their places
  return parts.map(({ text, changed }, i) => (changed ? <em key={i}>{text}</em> : <span key={i}>{text}</span>));
}
