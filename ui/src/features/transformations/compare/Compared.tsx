import { Suspense, useMemo } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import { ErrorMessage } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { announce } from "../../../shell/announce";
import { useFormat, useT } from "../../../shell/i18n";
import { lazyView } from "../../../shell/lazyView";
import { useStatus } from "../../../shell/status";
import { useNow } from "../../../shell/useNow";
import { EffectView } from "./effect/EffectView";
import { useEffectRun } from "./effect/useEffectRun";
import { Head } from "./Head";
import { changesOf } from "./items";
import { MeaningView } from "./MeaningView";
import { markdownOf } from "./markdown";
import { SaveTaken } from "./SaveTaken";
import { SideBar, type SideBarProps } from "./SideBar";
import { Strips } from "./Strips";
import { type Mode, outsideName } from "./sides";
import { type Sides, useComparison } from "./useComparison";
import { useTaken } from "./useTaken";

const TextView = lazyView(() => import("./TextView").then((m) => m.TextView));
const Equal = lazyView(() => import("./Equal").then((m) => m.Equal), { ui5: true });

interface Props extends SideBarProps {
  mode: Mode;
  sides: Sides;
  /** Number of the version in use that the person knows of. */
  seen: number;
  onSeen: (number: number) => void;
}

const none: never[] = [];

/** Both sides, compared. */
export function Compared({ mode, sides, seen, onSeen, ...bar }: Props) {
  const t = useT();
  const { system, kind, data, onGo } = bar;
  const { data: comparison, error } = useComparison(sides);
  const changes = useMemo(() => (comparison ? changesOf(comparison) : none), [comparison]);
  const taken = useTaken(sides, data, changes);
  const idle =
    comparison && comparison.brokenBefore.length + comparison.brokenAfter.length > 0
      ? "broken"
      : comparison?.sameMeaning
        ? "same"
        : undefined;
  const effect = useEffectRun(sides, system, comparison !== undefined && idle === undefined);
  const format = useFormat();
  const now = useNow(30_000);
  const entities = effect.page?.counts.reduce((sum, one) => sum + one.entities, 0) ?? 0;
  useStatus({
    left: [
      t(`transformations.label.${kind}`),
      comparison?.after.label,
      comparison && t("compare.counted", comparison.after),
    ]
      .filter(Boolean)
      .join(" · "),
    right: [
      effect.page?.state === "done" &&
        t("effect.evaluated", { count: entities, seconds: format.duration(effect.page.milliseconds) }),
      system.refreshedAt && t("system.snapshot", { age: format.age(system.refreshedAt, now) }),
    ].filter((text) => typeof text === "string"),
  });
  const download = () => {
    if (!comparison) return;
    const name = `${system.name} ${kind} transformation, difference.md`;
    call("save_text", { name, text: markdownOf(comparison, changes) }).catch((refused: AppError) =>
      announce(refused.message, "urgent"),
    );
  };
  return (
    <>
      <Head
        system={system}
        kind={kind}
        mode={mode}
        onGo={onGo}
        against={outsideName(sides.a, system.id)}
        {...(comparison && { onDownload: download })}
        save={
          comparison && (
            <SaveTaken
              system={system}
              kind={kind}
              sides={sides}
              comparison={comparison}
              changes={changes}
              taken={taken}
              seen={seen}
              onGo={onGo}
              onSeen={onSeen}
            />
          )
        }
      />
      <SideBar {...bar} before={comparison?.before} after={comparison?.after} />
      {comparison && <Strips {...bar} comparison={comparison} taken={taken} seen={seen} onSeen={onSeen} />}
      <div className="zcompare-body">
        {error ? (
          <ErrorMessage error={error} title={t("compare.unable")} />
        ) : !comparison ? (
          <SkeletonRows label={t("common.loading")} />
        ) : (
          <Suspense>
            {mode === "text" || (mode === "meaning" && idle === "broken") ? (
              <TextView sides={sides} before={comparison.before} after={comparison.after} />
            ) : mode === "effect" ? (
              <EffectView system={system} kind={kind} effect={effect} idle={idle} />
            ) : comparison.sameMeaning && changes.length === 0 ? (
              <Equal comparison={comparison} onText={() => onGo({ mode: "text" }, { replace: true })} />
            ) : (
              <MeaningView
                system={system}
                kind={kind}
                data={data}
                sides={sides}
                comparison={comparison}
                changes={changes}
                taken={taken}
                effect={effect}
              />
            )}
          </Suspense>
        )}
      </div>
    </>
  );
}
