import type { ProxyCallDetail } from "../../../api/generated/ProxyCallDetail";
import type { ProxyRun } from "../../../api/generated/ProxyRun";

/** The place of a mapping among those of its entity type, from 1: `/user/mappings/4` is the fifth. */
export function mappingNumber({ pointer }: ProxyRun): number | undefined {
  const index = /^\/[^/]+\/mappings\/(\d+)/.exec(pointer ?? "")?.[1];
  return index === undefined ? undefined : Number(index) + 1;
}

/** What a SCIM error says (RFC 7644, 3.12); none where the body is no such error. */
export function scimDetail(body: string | undefined): string | undefined {
  try {
    const { detail } = JSON.parse(body ?? "") as { detail?: unknown };
    return typeof detail === "string" && detail !== "" ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** The id of the user or role collection that a path names: `/Users/9b02?attributes=id`. */
export function entityOf(path: string): { user?: string; group?: string } {
  const found = /^\/(Users|Groups)\/([^/?]+)/.exec(path);
  const [, type, id] = found ?? [];
  // `.search` is an endpoint, not an id (RFC 7644, 3.4.3).
  if (!id || id === ".search") return {};
  try {
    return { [type === "Users" ? "user" : "group"]: decodeURIComponent(id) };
  } catch {
    return {};
  }
}

/** The first transformation that failed. */
export const failedRun = ({ runs }: ProxyCallDetail): ProxyRun | undefined =>
  runs.find(({ failure }) => failure !== undefined);
