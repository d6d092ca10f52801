import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Difference } from "../../api/generated/Difference";
import type { DifferencePage } from "../../api/generated/DifferencePage";
import type { HistoryEntry } from "../../api/generated/HistoryEntry";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { DifferenceText } from "../../components/DifferenceText";
import { usePages } from "../../components/grid/pages";
import { ErrorMessage } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { reading } from "../../shell/data";
import { useFormat, useT, useTextOf } from "../../shell/i18n";

interface Props {
  system: string;
  entry: HistoryEntry & { changeSet: number };
  onClose: () => void;
}

/** Height of a difference, px. */
const ROW = 44;

/** What a reading of the account found, one by one. */
export function DifferencesDialog({ system, entry, onClose }: Props) {
  const t = useT();
  const textOf = useTextOf();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const { total, rowAt, onWindow, page, error, retry } = usePages<Difference, DifferencePage>((offset, limit) =>
    reading("differences", { query: { system, changeSet: entry.changeSet, outside: true, offset, limit } }),
  );
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onWindow(startIndex, endIndex), [onWindow, startIndex, endIndex]);
  const since = page?.rows[0]?.since;
  return (
    <Dialog
      title={textOf(entry.title)}
      onClose={onClose}
      width={44}
      height={34}
      testid="differences"
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <div className="zdialog-body zoutside">
        {since && (
          <p className="span">
            {t("history.between", { since: format.dateTime(since), at: format.dateTime(entry.at) })}
          </p>
        )}
        {error && <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />}
        {!error && total === undefined && <SkeletonRows label={t("common.loading")} rows={8} />}
        <div ref={scroller} className="list">
          <ol aria-label={textOf(entry.title)} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const difference = rowAt(item.index);
              return (
                <li
                  key={item.key}
                  aria-posinset={item.index + 1}
                  aria-setsize={total}
                  style={{ transform: `translateY(${item.start}px)` }}
                  data-testid="difference-row"
                >
                  {difference && <DifferenceText system={system} difference={difference} />}
                </li>
              );
            })}
          </ol>
        </div>
      </div>
    </Dialog>
  );
}
