import type { ExplainedCondition } from "../../api/generated/ExplainedCondition";
import type { ExplainedMapping } from "../../api/generated/ExplainedMapping";

/** A line below the title of an explained mapping. */
export type Line =
  | { is: "source" | "place" | "target"; label: string; value?: string | undefined }
  | { is: "function"; label: string; ran: boolean; value?: string | undefined }
  | { is: "comparison"; label: string; value: string | undefined; operator: string; right: string; holds: boolean }
  | { is: "why"; label: string };

/** `$.emails[0].value` for `$['emails'][0]['value']`. */
export const plain = (path: string): string => path.replace(/\['([A-Za-z_]\w*)'\]/g, ".$1");

/** A few of many. */
function few(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map(plain).join(", ");
  return paths.length > 3 ? `${shown} + ${paths.length - 3}` : shown;
}

/** What is told of a mapping: of the one at the cursor all, of others what a look needs. */
export function linesOf(mapping: ExplainedMapping, current: boolean): Line[] {
  const { outcome, why, condition, source, places, value, functions, targets, result, title } = mapping;
  const lines: Line[] = [];
  if (condition && (current || !condition.holds)) lines.push(...conditionLines(condition));
  if (source !== undefined && outcome !== "condition") {
    lines.push({ is: "source", label: source, value });
    if (current && places.length > 0 && few(places) !== plain(source)) {
      lines.push({ is: "place", label: few(places) });
    }
  }
  for (const { name, ran, value } of functions) lines.push({ is: "function", label: name, ran, value });
  const latest = functions.at(-1)?.value ?? value;
  const elsewhere = targets.length > 0 && few(targets) !== plain(title);
  // A default, a target variable: what was written is not the value that was seen last.
  const other = result !== undefined && result !== latest;
  if (outcome === "ran" && (current || elsewhere || other)) {
    const to = targets.length > 0 ? few(targets) : title;
    lines.push({ is: "target", label: to, value: other ? result : undefined });
  }
  if (why !== undefined && (current || outcome === "failed" || lines.length === 0))
    lines.push({ is: "why", label: why });
  return lines;
}

/** The comparisons that decided, with what stood there. */
export function conditionLines({ comparisons, fault, text }: ExplainedCondition): Line[] {
  const lines: Line[] = comparisons.map(({ left, leftValue, operator, right, rightValue, holds }) => ({
    is: "comparison",
    label: left,
    // A literal is its own value; what has none is missing.
    value: leftValue ?? (/^[$@!]/.test(left) ? undefined : left),
    operator,
    right: rightValue ?? right,
    holds,
  }));
  if (lines.length === 0) lines.push({ is: "why", label: text });
  if (fault !== undefined) lines.push({ is: "why", label: fault });
  return lines;
}

/** The colour of a value of JSON. */
export function toneOf(json: string): "text" | "nested" | "other" {
  if (json.startsWith('"')) return "text";
  return json.startsWith("{") || json.startsWith("[") ? "nested" : "other";
}

/** How much of a list or an object is shown as it is. */
const SHORT = 28;

/** A value in one look: of a list how many, of an object its members. */
export function summary(json: string): string {
  if (json.length <= SHORT || toneOf(json) !== "nested") return json;
  try {
    const value: unknown = JSON.parse(json);
    if (Array.isArray(value)) return `[ ${value.length} ]`;
    return `{ ${Object.keys(value as object).join(", ")} }`;
  } catch {
    // Values that are cut are no JSON any more.
    return json;
  }
}
