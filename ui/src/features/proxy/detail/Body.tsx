import { useMemo } from "react";
import { call } from "../../../api/api";
import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import { CopyButton } from "../../../components/CopyButton";
import { LongJson } from "../../../components/json/LongJson";
import { useT } from "../../../shell/i18n";
import type { ProxyNow } from "../useProxy";

/** Lines of a body shown before one asks for all. */
const FIRST = 40;
/** Minutes that bodies are kept for when asked from here. */
const SPAN = 15;

/** Indented where it is JSON; a body that was cut is none any more. */
export function formatted(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** A body that was kept. */
export function Body({ text, testid }: { text: string; testid: string }) {
  const t = useT();
  const shown = useMemo(() => formatted(text), [text]);
  return (
    <div className="body" data-testid={testid}>
      <CopyButton bare label={t("common.copy")} text={text} />
      <LongJson text={shown} first={FIRST} />
    </div>
  );
}

/** There was a body and it was not kept: how the next one is. */
export function NotKept({ detail, onTrace }: { detail: ProxyCallDetail; onTrace: ProxyNow["act"] }) {
  const t = useT();
  const { system } = detail.call;
  return (
    <p className="quiet" data-testid="call-not-kept">
      {t("proxy.notKept")}{" "}
      <button
        type="button"
        className="zlink"
        onClick={() => void onTrace(() => call("proxy_trace", { system, minutes: SPAN }))}
      >
        {t("proxy.trace", { minutes: SPAN })}
      </button>
    </p>
  );
}
