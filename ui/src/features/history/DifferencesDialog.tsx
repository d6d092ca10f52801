import type { Difference } from "../../api/generated/Difference";
import type { DifferencePage } from "../../api/generated/DifferencePage";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { DifferenceText } from "../../components/DifferenceText";
import { usePages, useSeenRows } from "../../components/grid/pages";
import { ErrorMessage } from "../../components/Message";
import { SkeletonRows } from "../../components/SkeletonRows";
import { reading } from "../../shell/data";
import { useFormat, useT } from "../../shell/i18n";

/** Which differences: those that one reading found outside Zonedesk, or all between two moments. */
export type Which = { title: string; at: string } & ({ changeSet: number } | { since: string });

interface Props {
  system: string;
  which: Which;
  onClose: () => void;
}

/** Height of a difference, px. */
const ROW = 44;

/** What became different, one by one. */
export function DifferencesDialog({ system, which, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const between = "since" in which;
  const wanted = between
    ? { since: which.since, until: which.at, outside: false }
    : { changeSet: which.changeSet, outside: true };
  const { total, rowAt, onWindow, page, error, retry } = usePages<Difference, DifferencePage>((offset, limit) =>
    reading("differences", { query: { system, ...wanted, offset, limit } }),
  );
  const { scroller, virtual } = useSeenRows({ total, onWindow }, () => ROW);
  const since = between ? which.since : page?.rows[0]?.since;
  const unknown = between && page && !(page.knownSince && page.knownSince <= which.since);
  const said = (difference: Difference) =>
    between ? [t(difference.own ? "history.own" : "timeline.outside"), format.dateTime(difference.at)] : [];
  return (
    <Dialog
      title={which.title}
      onClose={onClose}
      width={44}
      height={34}
      testid="differences"
      footer={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <div className="zdialog-body zoutside">
        {since && (
          <p className="span">
            {t(between ? "history.betweenMoments" : "history.between", {
              since: format.inSentence(since),
              at: format.inSentence(which.at),
            })}
            {unknown && (
              <>
                {" "}
                {page.knownSince
                  ? t("history.knownSince", { since: format.dateTime(page.knownSince) })
                  : t("history.neverWhole")}
              </>
            )}
          </p>
        )}
        {error && <ErrorMessage error={error} actions={<Button onClick={retry}>{t("common.retry")}</Button>} />}
        {!error && total === undefined && <SkeletonRows label={t("common.loading")} rows={8} />}
        {total === 0 && <p className="span">{t("history.same")}</p>}
        <div ref={scroller} className="list">
          <ol aria-label={which.title} style={{ height: virtual.getTotalSize() }}>
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
                  {difference && <DifferenceText system={system} difference={difference} more={said(difference)} />}
                </li>
              );
            })}
          </ol>
        </div>
      </div>
    </Dialog>
  );
}
