import type { ProxyCall } from "../../api/generated/ProxyCall";
import type { Column, Layout } from "../../components/grid/columns";
import { t } from "../../shell/i18n";
import * as format from "../../shell/i18n/format";
import { statusTone } from "./statusTone";

/** From so many milliseconds on a call is slow, as the backend counts it. */
export const SLOW = 1000;

const columnOf = (id: string, title: string, more: Omit<Column<ProxyCall>, "id" | "title">): Column<ProxyCall> => ({
  id,
  title,
  ...more,
});

export const columns: readonly Column<ProxyCall>[] = [
  columnOf("time", t("proxy.column.time"), {
    min: 64,
    cell: ({ at }) => (
      <time className="quiet" dateTime={at} title={format.timestamp(at)}>
        {format.exactTime(at)}
      </time>
    ),
  }),
  columnOf("system", t("proxy.column.system"), {
    min: 112,
    grow: 0.3,
    leaves: 2,
    cell: ({ systemName }) => <span title={systemName}>{systemName}</span>,
  }),
  columnOf("consumer", t("proxy.column.consumer"), {
    min: 84,
    grow: 0.2,
    leaves: 3,
    cell: ({ consumer }) =>
      consumer === undefined ? <i className="quiet">{t("proxy.nobody")}</i> : <span title={consumer}>{consumer}</span>,
  }),
  columnOf("request", t("proxy.column.request"), {
    min: 150,
    grow: 1,
    cell: ({ method, path }) => (
      <span className="request" title={`${method} ${path}`}>
        <span>{method}</span>
        <span>{path}</span>
      </span>
    ),
  }),
  columnOf("status", t("proxy.column.status"), {
    min: 44,
    cell: ({ status }) => <span className={statusTone(status)}>{status}</span>,
  }),
  columnOf("duration", t("proxy.column.duration"), {
    min: 68,
    numeric: true,
    leaves: 1,
    cell: ({ milliseconds }) => (
      <span className={milliseconds >= SLOW ? "critical" : undefined}>{t("proxy.milliseconds", { milliseconds })}</span>
    ),
  }),
  columnOf("calls", t("proxy.column.calls"), {
    min: 60,
    numeric: true,
    leaves: 4,
    cell: ({ backendCalls }) => (
      <span className="quiet" title={t("proxy.backendCalls", { count: backendCalls })}>
        {format.number(backendCalls)}
      </span>
    ),
  }),
];

/** Without the system's name where all are of one. */
export const initialLayout = (several: boolean): Layout => ({
  shown: columns.map(({ id }) => id).filter((id) => several || id !== "system"),
  widths: {},
});

export const idOf = ({ number }: ProxyCall): string => String(number);

/** What a screen reader says of a row. */
export const describe = (call: ProxyCall): string =>
  [
    `${call.method} ${call.path}`,
    call.consumer ?? t("proxy.nobody"),
    t("proxy.answered", { status: call.status }),
    t("proxy.milliseconds", { milliseconds: call.milliseconds }),
    t("proxy.backendCalls", { count: call.backendCalls }),
    format.exactTime(call.at),
  ].join(", ");
