import { keepPreviousData } from "@tanstack/react-query";
import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { Button } from "../../../components/Button";
import { DetailActs } from "../../../components/DetailActs";
import { useFocusOnce } from "../../../components/ListDetail";
import { ErrorMessage, Message } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { Tag } from "../../../components/Tag";
import { useReading } from "../../../shell/data";
import { useFormat, useT } from "../../../shell/i18n";
import { statusTone } from "../statusTone";
import type { ProxyNow } from "../useProxy";
import { BackendSection } from "./BackendSection";
import { Failure } from "./Failure";
import { RequestSection } from "./RequestSection";
import { ResponseSection } from "./ResponseSection";
import { TransformationSection } from "./TransformationSection";
import "./detail.css";

interface Props {
  number: number;
  /** Among calls of several systems it says of which it is. */
  several?: boolean;
  /** The detail was opened by a key and takes the focus. */
  focus: boolean;
  full: boolean;
  onFull: () => void;
  onClose: () => void;
  onTrace: ProxyNow["act"];
}

/** One call: why it failed, what was asked, what the transformation did, what it cost, what was answered. */
export function CallDetail({ number, onClose, ...rest }: Props) {
  const t = useT();
  const { data, error } = useReading(
    "proxy_call",
    { number },
    // One walks from call to call: the one before stays until the next is there.
    { enabled: Number.isInteger(number), placeholderData: keepPreviousData },
  );
  const close = <Button onClick={onClose}>{t("common.close")}</Button>;
  if (!Number.isInteger(number) || data === null) {
    return (
      <Message
        icon="question-mark"
        title={t("proxy.gone")}
        text={t("proxy.goneText")}
        actions={close}
        testid="call-gone"
      />
    );
  }
  if (error) return <ErrorMessage error={error} actions={close} />;
  if (!data) return <SkeletonRows label={t("common.loading")} rows={6} />;
  return <Known detail={data} onClose={onClose} {...rest} />;
}

function Known({
  detail,
  several,
  focus,
  full,
  onFull,
  onClose,
  onTrace,
}: Omit<Props, "number"> & { detail: ProxyCallDetail }) {
  const t = useT();
  const format = useFormat();
  const title = useFocusOnce(focus);
  const { call } = detail;
  const name = `${call.method} ${call.path}`;
  return (
    <>
      <div className="zdetail-head">
        <div className="who">
          <h2 ref={title} tabIndex={-1} className="ell" title={name} data-testid="call-title">
            {name}
          </h2>
          <p className="under ell" title={format.timestamp(call.at)}>
            {[
              call.consumer ?? t("proxy.nobody"),
              ...(several ? [call.systemName] : []),
              `${format.calendarDay(call.at)}, ${format.exactTime(call.at)}`,
              t("proxy.milliseconds", { milliseconds: call.milliseconds }),
            ].join(" · ")}
          </p>
        </div>
        <Tag tone={statusTone(call.status)}>{call.status}</Tag>
        <div className="acts">
          <DetailActs name={name} id={detail.requestId} items={[]} full={full} onFull={onFull} onClose={onClose} />
        </div>
      </div>
      <div className="zcall" data-testid="call-detail">
        <Failure detail={detail} />
        <RequestSection detail={detail} onTrace={onTrace} />
        <TransformationSection detail={detail} />
        <BackendSection detail={detail} />
        <ResponseSection detail={detail} onTrace={onTrace} />
      </div>
    </>
  );
}
