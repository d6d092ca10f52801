import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingFunction } from "../../../api/generated/MappingFunction";
import { t } from "../../../shell/i18n";

/** What a mapping reads: its kind in a word where it is no path, and itself. */
export function sourceOf({ source }: Pick<MappingDetail, "source">): { kind: string; text: string } {
  switch (source.kind) {
    case "path":
      return { kind: "", text: source.path };
    case "paths":
      return { kind: "", text: source.paths.join(", ") };
    case "variable":
      return {
        kind: t("graphical.variable"),
        text: source.path ? `${source.name} ${source.path}` : source.name,
      };
    case "constant":
      return { kind: t("graphical.constant"), text: plainText(source.json) };
    default:
      return { kind: "", text: "" };
  }
}

export const targetOf = ({ targetPath = "", targetVariable = "" }: MappingDetail) => ({
  path: targetPath,
  variable: targetVariable,
});

/** What a mapping is called: what it writes, or what it reads where it writes nothing. */
export const titleOf = (row: MappingDetail): string =>
  row.targetPath || row.targetVariable || sourceOf(row).text || t("transformations.noTarget");

/** A text without its quotes, any other JSON on one line. */
export function plainText(json: string): string {
  const value = parsed(json);
  if (typeof value === "string") return value;
  return json.includes("\n") && value !== undefined ? JSON.stringify(value) : json;
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** "begin index" of beginIndex */
const apart = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

/** The words of a function's name without those that say nothing: "lower case" of toLowerCaseString. */
export function functionName(name: string): string {
  const words = apart(name);
  return words === "to string" ? words : words.replace(/^to /, "").replace(/ string$/, "");
}

/** "Begin Index" of beginIndex */
export const titleCase = (name: string): string => apart(name).replace(/(^| )[a-z]/g, (letter) => letter.toUpperCase());

/** The name of a function with its numbers: "substring 0, 36". */
export function functionText({ name, parameters }: MappingFunction): string {
  const numbers = parameters.filter(({ json }) => /^-?[\d.]/.test(json)).map(({ json }) => json);
  return [functionName(name), numbers.join(", ")].filter(Boolean).join(" ");
}

/** A rule of a mapping in a few words. */
export interface Chip {
  kind: "function" | "values" | "scope" | "condition" | "rule";
  text: string;
  /** The whole of it, where the text is shortened. */
  title?: string;
}

const scopes: Record<string, Parameters<typeof t>[0]> = {
  createEntity: "graphical.runs.create",
  patchEntity: "graphical.runs.patch",
  deleteEntity: "graphical.runs.delete",
};

/** What happens between source and target, in the order in which it is read. */
export function chipsOf(row: MappingDetail): Chip[] {
  const chips: Chip[] = row.functions.map((call) => ({
    kind: "function",
    text: functionText(call),
    title: [call.name, ...call.parameters.map(({ name, json }) => `${name}: ${plainText(json)}`)].join("\n"),
  }));
  const rule = (text: string, title?: string) => chips.push({ kind: "rule", text, ...(title && { title }) });
  if (row.act === "remove") rule(t("graphical.chip.remove"));
  if (row.act === "rename") rule(t("graphical.chip.rename"));
  const other = row.defaultValue === undefined ? "" : t("graphical.chip.else", { value: row.defaultValue });
  if (row.act === "valueMapping") {
    const values = t("graphical.chip.values", { count: row.valueMappings.length });
    chips.push({ kind: "values", text: [values, other].filter(Boolean).join(", ") });
  }
  const scope = row.scope && scopes[row.scope];
  if (scope) chips.push({ kind: "scope", text: t(scope).toLowerCase() });
  if (row.condition !== undefined)
    chips.push({
      kind: "condition",
      text: t("graphical.chip.if", { condition: row.condition }),
      title: row.condition,
    });
  if (row.optional) rule(t("graphical.chip.optional"));
  if (row.preserveArray) rule(t("graphical.chip.keepList"));
  if (row.correlation) rule(t("graphical.chip.key"));
  if (other && row.act !== "valueMapping") rule(other);
  if (row.ignore) rule(t("graphical.chip.ignore"));
  return chips;
}

/** A row as it is said. */
export function sentence(row: MappingDetail): string {
  const { kind, text } = sourceOf(row);
  const { path, variable } = targetOf(row);
  return [
    t("graphical.row.number", { number: row.number }),
    t("graphical.row.way", {
      source: [kind, text].filter(Boolean).join(" ") || t("graphical.row.nothing"),
      target: [path, variable && `${t("graphical.variable")} ${variable}`].filter(Boolean).join(", "),
      written: path || variable ? "yes" : "no",
    }),
    ...chipsOf(row).map((chip) => chip.text),
    row.change && t(`transformations.change.${row.change}`).toLowerCase(),
    row.findings.length > 0 && t("graphical.row.findings", { count: row.findings.length }),
  ]
    .filter(Boolean)
    .join(", ");
}
