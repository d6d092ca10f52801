import { type ClipboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { Change } from "../../../api/generated/Change";
import type { RoleCollectionRow } from "../../../api/generated/RoleCollectionRow";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { countOf, isSelected, nothing, type Selection } from "../../../components/grid/selection";
import { PasteList } from "../../../components/PasteList/PasteList";
import { usePaste } from "../../../components/PasteList/usePaste";
import { Tabs } from "../../../components/Tabs";
import { announce } from "../../../shell/announce";
import { requestChange, useChangeRequest } from "../../../shell/changes";
import { useReading } from "../../../shell/data";
import { useFormat, useT } from "../../../shell/i18n";
import { SearchUsers, usersQuery } from "./SearchUsers";
import "./add.css";

/** Requests that the account runs a second, and members that one of them carries. */
const PACE = 3;
const PER_REQUEST = 1000;

interface Props {
  system: SystemNode;
  row: RoleCollectionRow;
  onClose: () => void;
}

/** People in: by search or by a pasted list, both at once if wanted. The preview comes behind it. */
export function AddMembers({ system, row, onClose }: Props) {
  const t = useT();
  const format = useFormat();
  const [tab, setTab] = useState<"search" | "paste">("search");
  const [search, setSearch] = useState("");
  const [selection, setSelection] = useState<Selection>(nothing);
  const matching = useReading("users_page", { query: usersQuery(system.id, search, 0, 1) });
  const paste = usePaste(system.id, row.id);
  const origins = useMemo(() => matching.data?.origins ?? [], [matching.data]);

  const body = useRef<HTMLDivElement>(null);
  const cameByPaste = useRef(false);
  useEffect(() => {
    if (tab !== "paste" || !cameByPaste.current) return;
    cameByPaste.current = false;
    body.current?.querySelector<HTMLElement>("[data-testid=paste-text]")?.focus();
  }, [tab]);
  /** Several lines are no search: they are people. */
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain").trim();
    if (tab !== "search" || !/[\n;]/.test(text)) return;
    event.preventDefault();
    paste.setText([paste.text, text].filter(Boolean).join("\n"));
    cameByPaste.current = true;
    setTab("paste");
  };

  const previewing = useChangeRequest() !== undefined;

  const ticked = countOf(selection, matching.data?.total ?? 0);
  const pasted = paste.outcome;
  const both = selection.kind === "ids" && pasted ? overlap(selection.ids, pasted.users) : 0;
  const members = ticked + (pasted?.users.length ?? 0) - both;
  const created = pasted?.create.length ?? 0;
  const count = members + created;
  const requests = created + Math.ceil(count / PER_REQUEST);
  const waiting = pasted?.waiting ?? 0;

  const review = async () => {
    try {
      const change = await changeOf(system.id, row.id, search, selection, matching.data?.total ?? 0, pasted);
      requestChange({ change, onDone: onClose });
    } catch (refused) {
      announce((refused as AppError).message, "urgent");
    }
  };
  return (
    <Dialog
      title={t("roleCollections.add.title", { name: row.name })}
      onClose={onClose}
      width={60}
      height={42}
      first=".zsearch input"
      hidden={previewing}
      testid="add-members-dialog"
      footer={
        <>
          <span role="status" data-testid="add-count">
            {waiting > 0
              ? t("roleCollections.add.waiting", { count: waiting })
              : t("roleCollections.add.foot", { count, requests, seconds: format.seconds(requests / PACE) })}
          </span>
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="emphasized"
            disabled={count === 0 || waiting > 0 || paste.behind}
            onClick={() => void review()}
            testid="add-review"
          >
            {t("roleCollections.add.review")}
          </Button>
        </>
      }
    >
      <div className="zadd-tabs">
        <Tabs
          label={t("roleCollections.add.tabs")}
          selected={tab}
          onSelect={(id) => setTab(id as typeof tab)}
          tabs={[
            {
              id: "search",
              title: t("roleCollections.add.search"),
              count: ticked || undefined,
              testid: "add-tab-search",
            },
            {
              id: "paste",
              title: t("roleCollections.add.paste"),
              count: pasted?.figures.lines || undefined,
              testid: "add-tab-paste",
            },
          ]}
        />
      </div>
      <div
        ref={body}
        className="zadd-body"
        role="tabpanel"
        onPaste={onPaste}
        aria-label={t(`roleCollections.add.${tab}`)}
      >
        {tab === "search" ? (
          <SearchUsers
            system={system.id}
            search={search}
            onSearch={setSearch}
            selection={selection}
            onSelection={setSelection}
          />
        ) : (
          <PasteList
            text={paste.text}
            onText={paste.setText}
            result={paste.result}
            outcome={paste.outcome}
            choices={paste.choices}
            onChoices={paste.setChoices}
            origins={origins}
            error={(paste.error as AppError | null)?.message}
          />
        )}
      </div>
    </Dialog>
  );
}

function overlap(ids: ReadonlySet<string>, users: readonly { id: string }[]): number {
  return users.filter((user) => ids.has(user.id)).length;
}

/** Ticked and pasted people as one change. All that match go as a filter, unless a paste makes a list of them. */
async function changeOf(
  system: string,
  roleCollection: string,
  search: string,
  selection: Selection,
  total: number,
  pasted: ReturnType<typeof usePaste>["outcome"],
): Promise<Change> {
  const rest = {
    kind: "addMembers",
    system,
    roleCollection,
    create: pasted?.create ?? [],
    nested: [],
    // Figures of lines that bring nobody would only puzzle.
    paste: pasted && pasted.users.length + pasted.create.length > 0 ? pasted.figures : null,
  } as const;
  if (selection.kind === "matching" && !pasted) {
    const { filter } = usersQuery(system, search, 0, 0);
    return { ...rest, nested: [], users: { kind: "matching", filter, except: [...selection.except] } };
  }
  const ids = new Set<string>(selection.kind === "ids" ? selection.ids : []);
  if (selection.kind === "matching") {
    for (let offset = 0; offset < total; offset += PER_REQUEST) {
      const page = await call("users_page", { query: usersQuery(system, search, offset, PER_REQUEST) });
      for (const user of page.rows) if (isSelected(selection, user.id)) ids.add(user.id);
    }
  }
  for (const user of pasted?.users ?? []) ids.add(user.id);
  return { ...rest, nested: [], users: { kind: "ids", ids: [...ids] } };
}
