import { Suspense, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { HistoryEntry } from "../../api/generated/HistoryEntry";
import type { HistoryKind } from "../../api/generated/HistoryKind";
import type { HistoryPage } from "../../api/generated/HistoryPage";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { usePages } from "../../components/grid/pages";
import { ErrorMessage, Message } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { announce } from "../../shell/announce";
import { reading } from "../../shell/data";
import type { TabProps } from "../../shell/feature";
import { useT, useTextOf } from "../../shell/i18n";
import { lazyView } from "../../shell/lazyView";
import { saveText } from "../../shell/saveText";
import { Days } from "./Days";
import type { Which } from "./DifferencesDialog";
import "./history.css";

const DifferencesDialog = lazyView(() => import("./DifferencesDialog").then((m) => m.DifferencesDialog), { ui5: true });

type Chip = "all" | HistoryKind;

const kinds: readonly HistoryKind[] = ["change", "difference", "property", "transformation", "system"];

/** What was done about a system, by day: our changes of its account and of its configuration. */
export function HistoryTab({ system }: TabProps) {
  const t = useT();
  const textOf = useTextOf();
  const [ticked, setTicked] = useState<readonly HistoryEntry[]>([]);
  const [opened, setOpened] = useState<Which>();
  const [chip, setChip] = useState<Chip>("all");
  const wanted = chip === "all" ? [] : [chip];
  const { total, rowAt, onWindow, page, error, retry } = usePages<HistoryEntry, HistoryPage>((offset, limit) =>
    reading("system_history", { query: { system: system.id, kinds: wanted, offset, limit } }),
  );
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const query = { system: system.id, kinds: wanted, offset: 0, limit: 0 };
      const text = await call("system_history_csv", { query });
      await saveText(`${system.name} history.csv`, text);
    } catch (refused) {
      announce((refused as AppError).message, "urgent");
    }
    setSaving(false);
  };
  if (error) {
    return <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />;
  }
  if (total === undefined) return <SkeletonRows label={t("common.loading")} rows={12} />;
  const count = (kind: HistoryKind) => page?.counts.find((one) => one.kind === kind)?.count ?? 0;
  const all = kinds.reduce((sum, kind) => sum + count(kind), 0);
  const tick = (entry: HistoryEntry) => {
    const others = ticked.filter((one) => one.id !== entry.id);
    // A third one takes the place of the first.
    setTicked(others.length < ticked.length ? others : [...others, entry].slice(-2));
  };
  const [since, at] = ticked.map((entry) => entry.at).sort();
  return (
    <div className="zhistory">
      <div className="tools">
        <Chips<Chip>
          label={t("history.filters")}
          selected={chip}
          onSelect={setChip}
          chips={[
            { id: "all", title: t("history.kind.all"), count: all },
            ...kinds.map((kind) => ({ id: kind, title: t(`history.kind.${kind}`), count: count(kind) })),
          ]}
        />
        <span className="room" />
        {ticked.length === 1 && <span className="quiet">{t("history.tickAnother")}</span>}
        {since && at && (
          <Button onClick={() => setOpened({ title: t("history.changesBetween"), since, at })} testid="history-between">
            {t("history.changesBetween")}
          </Button>
        )}
        <Button
          design="transparent"
          disabled={saving || total === 0}
          onClick={() => void save()}
          testid="history-export"
        >
          {t("history.export")}
        </Button>
      </div>
      {total > 0 ? (
        <Days
          key={chip}
          system={system.id}
          total={total}
          rowAt={rowAt}
          onWindow={onWindow}
          ticked={ticked}
          onTick={tick}
          onOpen={({ title, at, changeSet }) => setOpened({ title: textOf(title), at, changeSet })}
        />
      ) : chip === "all" ? (
        <Message icon="history" title={t("history.nothing")} text={t("history.nothingText")} />
      ) : (
        <Message
          icon="filter"
          title={t("history.none")}
          actions={<Button onClick={() => setChip("all")}>{t("history.clear")}</Button>}
        />
      )}
      {opened && (
        <Suspense>
          <DifferencesDialog system={system.id} which={opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
