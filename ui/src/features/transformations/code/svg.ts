import { type IconName, icons } from "../../../components/icons";

const SVG = "http://www.w3.org/2000/svg";

/** An icon for what CodeMirror draws, without React. */
export function svg(name: IconName): SVGElement {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("viewBox", "0 0 16 16");
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("fill", "currentColor");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", icons[name]);
  drawn.append(path);
  return drawn;
}
