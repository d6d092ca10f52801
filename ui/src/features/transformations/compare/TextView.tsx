import { useEffect, useMemo, useRef, useState } from "react";
import type { ComparedSide } from "../../../api/generated/ComparedSide";
import { ErrorMessage } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { Strip } from "../../../components/Strip";
import { useT } from "../../../shell/i18n";
import { layOut } from "./layOut";
import { mergeView } from "./mergeView";
import { type Sides, useSideText } from "./useComparison";

interface Props {
  sides: Sides;
  before: ComparedSide;
  after: ComparedSide;
}

/** The two texts line by line; on demand without what only their layout tells apart. */
export function TextView({ sides, before, after }: Props) {
  const t = useT();
  const [loose, setLoose] = useState(false);
  const a = useSideText(sides, "before");
  const b = useSideText(sides, "after");
  const [left, right] = [a.data, b.data];
  const laid = useMemo(
    () => (loose && left !== undefined && right !== undefined ? ([layOut(left), layOut(right)] as const) : undefined),
    [loose, left, right],
  );
  const error = a.error ?? b.error;
  if (error) return <ErrorMessage error={error} />;
  if (left === undefined || right === undefined) return <SkeletonRows label={t("common.loading")} />;
  const torn = laid?.includes(undefined) ?? false;
  const [shownLeft, shownRight] = laid && !torn ? [laid[0] ?? left, laid[1] ?? right] : [left, right];
  return (
    <section className="ztexts" aria-label={t("compare.mode.text")}>
      <div className="options">
        <label>
          <input
            type="checkbox"
            checked={loose}
            onChange={(event) => setLoose(event.target.checked)}
            data-testid="ignore-layout"
          />
          {t("compare.ignoreLayout")}
        </label>
        <span className="quiet">{t("compare.textKeys")}</span>
      </div>
      {torn && <Strip severity="warning">{t("compare.layoutTorn")}</Strip>}
      {shownLeft === shownRight ? (
        <Strip testid="texts-equal">{t(left === right ? "compare.equalTitle" : "compare.onlyLayout")}</Strip>
      ) : null}
      <Merge a={{ label: before.label, text: shownLeft }} b={{ label: after.label, text: shownRight }} />
    </section>
  );
}

interface Side {
  label: string;
  text: string;
}

function Merge({ a, b }: { a: Side; b: Side }) {
  const t = useT();
  const host = useRef<HTMLDivElement>(null);
  const { label: labelA, text: textA } = a;
  const { label: labelB, text: textB } = b;
  useEffect(() => {
    if (!host.current) return;
    const view = mergeView(host.current, { label: labelA, text: textA }, { label: labelB, text: textB }, (lines) =>
      t("compare.folded", { lines }),
    );
    return () => view.destroy();
  }, [labelA, textA, labelB, textB, t]);
  return <div ref={host} className="zmerge" data-testid="merge" />;
}
