import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { ErrorMessage, Message } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { useReading } from "../../../shell/data";
import type { PageProps } from "../../../shell/feature";
import { useT } from "../../../shell/i18n";
import { isAccount } from "../../../shell/isAccount";
import { navigate, paths } from "../../../shell/router";
import { Compare } from "./Compare";
import { LandscapeView } from "./LandscapeView";
import "../transformations.css";
import "./cards.css";
import "./compare.css";
import "./effect/effect.css";

/** `/compare/<system>/<kind>?a=…&b=…`: two transformations; `/compare`: those of all systems against one. */
export function ComparePage({ rest: [id, kind] }: PageProps) {
  const t = useT();
  const { data, error } = useReading("landscape", {});
  if (error) return <ErrorMessage error={error} />;
  if (!data) return <SkeletonRows label={t("common.loading")} />;
  if (id === undefined) return <LandscapeView systems={data.systems} />;
  const system = data.systems.find((one) => one.id === id && isAccount(one));
  if (!system) {
    return (
      <Message
        page
        icon="question-mark"
        title={t("system.missing")}
        text={t("system.missingText", { id })}
        actions={<Button onClick={() => void navigate(paths.home)}>{t("system.home")}</Button>}
      />
    );
  }
  const known: TransformationKind = kind === "write" ? "write" : "read";
  return <Compare key={`${id} ${known}`} system={system} kind={known} systems={data.systems} />;
}
