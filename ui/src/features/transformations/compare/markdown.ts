import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import { said, t } from "../../../shell/i18n";
import type { Change } from "./items";

/** A comparison for a ticket: what is compared, the figures, a list of the changes with what is different in each. */
export function markdownOf(comparison: TransformationComparison, changes: readonly Change[]): string {
  const { before, after, sameText, sameMeaning, differingLines: lines } = comparison;
  const { added, removed, changed, moved, unchanged } = comparison;
  const figures = sameText
    ? t("transformations.same")
    : sameMeaning
      ? t("transformations.sameMeaning", { lines })
      : t("transformations.differ", { added, removed, changed, moved, unchanged });
  const broken = [...comparison.brokenBefore, ...comparison.brokenAfter].map(
    (finding) => `- ${t("transformations.line", { line: finding.range.from.line })}: ${plain(finding.message)}`,
  );
  return [
    `# ${plain(before.label)} → ${plain(after.label)}`,
    figures,
    ...(broken.length > 0 ? [broken.join("\n")] : []),
    ...changes.map(change),
    "",
  ].join("\n\n");
}

function change({ kind, entity, title, lines, notes, mapping }: Change): string {
  const place = mapping?.moved
    ? t("transformations.movedTo", { before: mapping.before, after: mapping.after })
    : mapping && t("transformations.place", { number: mapping.after ?? mapping.before });
  const where = [entity, place].filter(Boolean).join(" · ");
  const head =
    `- **${t(`transformations.change.${kind}`)}** ${code(title || t("transformations.noTarget"))} ${where && `(${where})`}`.trimEnd();
  const different = lines.filter((line) => !line.same);
  const members = different.map(({ name, before, after }) => {
    const values = [before, after].map((value) => (value === undefined ? "—" : code(value))).join(" → ");
    return `  - ${name === "" ? "" : `${code(name.trim())}: `}${values}`;
  });
  const why = [...(mapping?.moved?.matters ?? []), ...notes.map((note) => note.text)];
  return [head, ...members, ...why.map((text) => `  - ${plain(said(text))}`)].join("\n");
}

/** As code whatever it holds: the fence is longer than any in it. */
function code(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const room = longest > 0 ? " " : "";
  return `${fence}${room}${line}${room}${fence}`;
}

/** A sentence that says nothing by its signs. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");
