import type { TransformationKind } from "../../../api/generated/TransformationKind";

const descriptions = new Map<string, string>();

/** What was typed as the description of a version that could not be saved yet; `text` keeps it. */
export function startedDescription(system: string, kind: TransformationKind, text?: string): string {
  const key = `${system} ${kind}`;
  if (text !== undefined) descriptions.set(key, text);
  return descriptions.get(key) ?? "";
}
