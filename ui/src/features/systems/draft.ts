import type { Level } from "../../api/generated/Level";
import type { NewSystem } from "../../api/generated/NewSystem";
import type { SystemEdit } from "../../api/generated/SystemEdit";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { MessageKey } from "../../shell/i18n";

/** What the form of a system holds. */
export interface SystemDraft {
  name: string;
  description: string;
  level: Level;
  /** Empty: at the top. */
  parent: string;
  tags: string;
  url: string;
  tokenUrl: string;
  clientId: string;
  secret: string;
}

export type Field = keyof SystemDraft;
export type Findings = Partial<Record<Field, { key: MessageKey; name?: string }>>;

/** The form's start for a system that is there; its secret is not shown and stays unless another is typed. */
export function draftOf(system: SystemNode): SystemDraft {
  const { name, description, level, parent = "", url, tokenUrl, clientId } = system;
  return { name, description, level, parent, url, tokenUrl, clientId, tags: system.tags.join(", "), secret: "" };
}

/** The tags of a comma-separated line, each once. */
export function tagsOf(line: string): string[] {
  const tags = line
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  return [...new Set(tags)];
}

/** Without any of these it is a folder. */
export const isFolder = (draft: SystemDraft): boolean =>
  !draft.url.trim() && !draft.tokenUrl.trim() && !draft.clientId.trim();

/** Host and port that the secret would go to. */
function hosts(of: { url: string; tokenUrl: string }): string {
  return [of.url, of.tokenUrl].map((url) => parseUrl(url)?.host ?? "").join(" ");
}

/** A stored secret never goes to a host that it was not entered for. */
export function needsSecretAgain(draft: SystemDraft, before: SystemNode): boolean {
  return before.state !== "folder" && !isFolder(draft) && hosts(draft) !== hosts(before);
}

/** What is wrong, by field. The backend decides; this spares a way there and says it while one types. */
export function findings(draft: SystemDraft, others: readonly SystemNode[], before: SystemNode): Findings {
  const found: Findings = {};
  const name = draft.name.trim();
  if (!/^[a-zA-Z0-9\-_. ]{1,100}$/.test(name)) found.name = { key: "systems.bad.name" };
  else if (others.some((s) => s.id !== before.id && s.name.toLowerCase() === name.toLowerCase())) {
    found.name = { key: "systems.bad.nameTaken", name };
  }
  for (const field of ["description", "tags", "clientId", "secret"] as const) {
    if (/[\r\n]/.test(draft[field].trim())) found[field] = { key: "systems.bad.line" };
  }
  if (isFolder(draft)) return found;
  const bad = { url: "systems.bad.url", tokenUrl: "systems.bad.tokenUrl" } as const;
  for (const field of ["url", "tokenUrl"] as const) {
    const text = draft[field].trim();
    const url = parseUrl(text);
    if (!text) found[field] = { key: "systems.bad.needed" };
    else if (!url) found[field] = { key: bad[field] };
    else if (url.protocol !== "https:" && !isLoopback(url)) found[field] = { key: "systems.bad.https" };
  }
  if (!draft.clientId.trim()) found.clientId = { key: "systems.bad.needed" };
  if (!draft.secret && before.state === "folder") found.secret ??= { key: "systems.bad.needed" };
  if (!draft.secret && needsSecretAgain(draft, before)) found.secret = { key: "systems.secretAgain" };
  return found;
}

function parseUrl(text: string): URL | undefined {
  // `URL` would swallow line breaks and blanks inside.
  if (/\s/.test(text.trim()) || !/^https?:\/\//i.test(text.trim())) return undefined;
  return URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
}

const isLoopback = (url: URL): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);

export function newSystem(draft: SystemDraft): NewSystem {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    level: draft.level,
    url: draft.url.trim(),
    tokenUrl: draft.tokenUrl.trim(),
    clientId: draft.clientId.trim(),
    tags: tagsOf(draft.tags),
    ...(draft.parent && { parent: draft.parent }),
    ...(draft.secret && { secret: draft.secret }),
  };
}

/** Only what differs from before. */
export function systemEdit(draft: SystemDraft, before: SystemNode): SystemEdit {
  const edit: SystemEdit = {};
  for (const field of ["name", "description", "url", "tokenUrl", "clientId"] as const) {
    const value = draft[field].trim();
    if (value !== before[field]) edit[field] = value;
  }
  if (draft.level !== before.level) edit.level = draft.level;
  if (draft.parent !== (before.parent ?? "")) edit.parent = draft.parent;
  if (draft.secret) edit.secret = draft.secret;
  const tags = tagsOf(draft.tags);
  if (tags.join(",") !== before.tags.join(",")) edit.tags = tags;
  return edit;
}
