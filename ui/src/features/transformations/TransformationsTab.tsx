import type { TransformationKind } from "../../api/generated/TransformationKind";
import { ErrorMessage } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { useReading } from "../../shell/data";
import type { TabProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { Workbench } from "./Workbench";
import "./transformations.css";

/** The two transformations of a system; the address says which: `/system/<id>/transformations/write`. */
export function TransformationsTab({ system, item }: TabProps) {
  const t = useT();
  const kind: TransformationKind = item === "write" ? "write" : "read";
  const { data, error } = useReading("transformation", { system: system.id, kind });
  if (error) return <ErrorMessage error={error} />;
  if (!data) return <SkeletonRows label={t("common.loading")} rows={12} />;
  return <Workbench key={`${system.id} ${kind}`} system={system} kind={kind} data={data} />;
}
