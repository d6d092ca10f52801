import { useQuery } from "@tanstack/react-query";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { ComparedSide } from "../../../api/generated/ComparedSide";
import type { TransformationComparison } from "../../../api/generated/TransformationComparison";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import type { TransformationSide } from "../../../api/generated/TransformationSide";
import { t } from "../../../shell/i18n";

/** What is compared: of which system's, and both sides with their names in addresses. */
export interface Sides {
  system: string;
  kind: TransformationKind;
  a: string;
  b: string;
  before: TransformationSide;
  after: TransformationSide;
}

/** Both by what they mean. Kept by the names of the sides: a file may be large. */
export function useComparison({ system, kind, a, b, before, after }: Sides, enabled = true) {
  return useQuery<TransformationComparison, AppError>({
    queryKey: ["transformation_compare", { system, kind, a, b, others: othersOf(before, after) }],
    queryFn: async () => {
      const found = await call("transformation_compare", { system, kind, before, after });
      return { ...found, before: named(found.before, before), after: named(found.after, after) };
    },
    // A draft has the same name whatever it holds.
    staleTime: 0,
    enabled,
  });
}

/** The backend calls a draft so in its own language; names of systems and files stay. */
const named = (known: ComparedSide, { of }: TransformationSide): ComparedSide =>
  of === "draft" ? { ...known, label: t("compare.draft") } : known;

/** Ids of the systems that sides are of, beside the one that is looked at. */
const othersOf = (...sides: TransformationSide[]): string[] =>
  sides.flatMap((side) => (side.of === "system" ? [side.system] : []));

/** The text of a side, as it is. */
export function useSideText({ system, kind, a, b, before, after }: Sides, which: "before" | "after") {
  const [name, side] = which === "before" ? [a, before] : [b, after];
  return useQuery<string, AppError>({
    queryKey: ["transformation_text", { system, kind, name, others: othersOf(side) }],
    queryFn: () => call("transformation_text", { system, kind, side }),
    staleTime: 0,
  });
}
