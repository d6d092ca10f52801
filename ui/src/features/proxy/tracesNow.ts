import type { ProxyState } from "../../api/generated/ProxyState";
import type { ProxyTrace } from "../../api/generated/ProxyTrace";

/** Those that are not over. */
export const tracesNow = ({ traces }: ProxyState, now = Date.now()): ProxyTrace[] =>
  traces.filter(({ until }) => new Date(until).getTime() > now);
