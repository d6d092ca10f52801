import type { TransformationKind } from "../../../api/generated/TransformationKind";
import type { TransformationSide } from "../../../api/generated/TransformationSide";
import { paths } from "../../../shell/router";

type FileSide = Extract<TransformationSide, { of: "file" }>;

/** Files that were chosen, by their number in addresses. Their texts live as long as the window. */
const files: FileSide[] = [];

/** Keeps a chosen file for the life of the window and gives its name in addresses. */
export function keepFile(file: FileSide): string {
  const known = files.findIndex(
    ({ name, text, system }) => name === file.name && system === file.system && text === file.text,
  );
  return `file:${known < 0 ? files.push(file) : known + 1}`;
}

/** The chosen files, newest first, with what they are called. */
export const keptFiles = (): { name: string; title: string }[] =>
  files
    .map(({ name, system }, i) => ({
      name: `file:${i + 1}`,
      title: system === undefined ? name : `${name} · ${system}`,
    }))
    .toReversed();

/** A side as addresses name it: `v7`, `draft`, `default`, `system:<id>`, `system:<id>:3`. */
export function nameOf(side: Exclude<TransformationSide, { of: "text" }>): string {
  switch (side.of) {
    case "version":
      return `v${side.number}`;
    case "system":
      return side.version === undefined ? `system:${side.system}` : `system:${side.system}:${side.version}`;
    case "file":
      return keepFile(side);
    default:
      return side.of;
  }
}

/** The side that an address names; nothing where it names none, or a file that is not kept any more. */
export function sideOf(name: string): TransformationSide | undefined {
  const [of = "", first = "", second] = name.split(":");
  const number = (digits: string) => (/^\d{1,9}$/.test(digits) ? Number(digits) : undefined);
  if (of === "draft" || of === "default") return { of };
  if (of === "system" && first) {
    const version = number(second ?? "");
    return { of, system: first, ...(version !== undefined && { version }) };
  }
  if (of === "file") return files[(number(first) ?? 0) - 1];
  const version = of.startsWith("v") ? number(of.slice(1)) : undefined;
  return version === undefined ? undefined : { of: "version", number: version };
}

/** What `system:<id>` is for the system itself: its version in use, or the one that is named. */
export function ownName(name: string, system: string, inUse: number): string {
  const side = sideOf(name);
  return side?.of === "system" && side.system === system ? `v${side.version ?? inUse}` : name;
}

/** What a side of a system is for all others; nothing for what they cannot see. */
export function outsideName(name: string, system: string): string | undefined {
  const side = sideOf(name);
  if (side?.of === "version") return nameOf({ of: "system", system, version: side.number });
  return side === undefined || side.of === "draft" ? undefined : name;
}

export const modes = ["text", "meaning", "effect"] as const;
export type Mode = (typeof modes)[number];

/** Goes to the same comparison with another side or in another mode. */
export type Go = (to: { a?: string; b?: string; mode?: Mode }, options?: { replace?: boolean }) => void;

/** Where a system's mapping stands in its editor. */
export const editorAt = (system: string, kind: TransformationKind, line?: number) =>
  paths.system(system, "transformations", kind, undefined, line === undefined ? {} : { line: String(line) });
