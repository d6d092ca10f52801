import { hueOf } from "./hueOf";
import "./OriginTag.css";

/** The colour that an origin key has everywhere. */
export const originColour = (origin: string): string => `var(--sapAccentColor${hueOf(origin)})`;

/** An origin key with its colour. */
export function OriginTag({ origin }: { origin: string }) {
  return (
    <span className="zorigin" title={origin}>
      <i style={{ background: originColour(origin) }} />
      <span className="ell">{origin}</span>
    </span>
  );
}
