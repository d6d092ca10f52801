import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { AppError } from "../../api/generated/AppError";
import type { MappingAct } from "../../api/generated/MappingAct";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { announce, tell } from "../../shell/announce";
import { ask } from "../../shell/ask";
import { client } from "../../shell/data";
import { fileText } from "../../shell/files";
import { useT } from "../../shell/i18n";
import { useKeys } from "../../shell/keyboard/useKeys";
import { navigate, paths, usePlace } from "../../shell/router";
import { useRemembered } from "../../shell/useRemembered";
import { Editor, type EditorHandle, type EditorHistory } from "./Editor";
import { EditorHead, type View } from "./EditorHead";
import { Findings, mendable, nextFinding } from "./Findings";
import { GoToMapping } from "./GoToMapping";
import { Graphical, type GraphicalHandle } from "./graphical/Graphical";
import { SideForm } from "./graphical/SideForm";
import { useGraphical } from "./graphical/useGraphical";
import { HistoryPanel } from "./HistoryPanel";
import { MappingList } from "./MappingList";
import { type Asked, Questions } from "./Questions";
import { RenameVariable } from "./RenameVariable";
import { SideStrip } from "./SideStrip";
import { download, downloadDraft } from "./saving";
import { TakeOver } from "./TakeOver";
import { DraftStrips, Toolbar } from "./Toolbar";
import { entityAt } from "./tryout/choice";
import { TryPane } from "./tryout/TryPane";
import { useTry } from "./tryout/useTry";
import { useActs } from "./useActs";
import { useCheck } from "./useCheck";
import { useDraft } from "./useDraft";
import { useKnowledge } from "./useKnowledge";
import { useMappingLink } from "./useMappingLink";
import { useWorkbenchStatus } from "./useWorkbenchStatus";
import "./mappings.css";
import "./workbench.css";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  data: Transformation;
}

const none: never[] = [];

/** Below this width of the window, px, the panes at the sides begin folded away. */
const NARROW = 1120;

/** One transformation: its mappings, its text to be written, what is wrong with it, its versions. */
export function Workbench({ system, kind, data }: Props) {
  const t = useT();
  const editor = useRef<EditorHandle>(null);
  const draft = useDraft(system.id, kind, data);
  const { check, readable, pending } = useCheck(system.id, kind, draft.text, data.version.number);
  const [cursor, setCursor] = useState<TextPlace>({ line: 1, column: 1 });
  const [path, setPath] = useState("");
  const [steps, setSteps] = useState<EditorHistory>({ undo: false, redo: false });
  const [mappings, setMappings] = useRemembered("workbench.mappings", window.innerWidth >= NARROW);
  const [trying, setTrying] = useRemembered("workbench.trying", window.innerWidth >= NARROW);
  const [history, setHistory] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const [goingTo, setGoingTo] = useState(false);
  const [renaming, setRenaming] = useState<string>();
  const [takingOver, setTakingOver] = useState(false);
  const knowledge = useKnowledge(system.id, kind);
  const { query } = usePlace();
  const [view, setView] = useRemembered<View>("workbench.view", "json");
  const rows = useRef<GraphicalHandle>(null);
  const asRows = view === "graphical";
  /** Beside the rows the list says nothing new: there it begins folded away. */
  const [listed, setListed] = useState(false);
  const [left, setLeft] = asRows ? [listed, setListed] : [mappings, setMappings];
  useWorkbenchStatus(kind, draft, cursor, path, view);
  const at = entityAt(readable, cursor);
  const attempt = useTry({ system, kind, text: draft.text, checked: !pending, at });

  const errors = check?.errors ?? 0;
  // While the text was not looked at yet the backend decides: it refuses errors as well.
  const hindrance = !draft.changed ? "nothing" : errors > 0 && !pending ? "errors" : undefined;
  const hindered = useRef(hindrance);
  hindered.current = hindrance;
  // What was typed a moment ago counts.
  const flush = () => flushSync(() => editor.current?.flush());
  const save = (download = false) => {
    flush();
    if (!hindered.current) setAsked({ what: "save", download });
  };
  const go = useCallback((place: TextPlace) => editor.current?.goTo(place), []);
  const select = useCallback((place: TextPlace, focus = false) => editor.current?.select(place, focus), []);
  const checked = useRef("");
  if (!pending) checked.current = draft.text;
  const fix = useCallback((finding: TransformationFinding) => {
    // Its places are those of the text that was checked.
    if (finding.fix) editor.current?.applyEdits(finding.fix.edits, checked.current);
  }, []);
  const next = () => {
    const place = nextFinding(check?.findings ?? none, cursor);
    if (place) go(place);
  };
  const quickFix = () => {
    const finding = mendable(check?.findings ?? none, cursor);
    if (finding) fix(finding);
    else tell(t("transformations.noFix", { line: cursor.line }));
  };
  const goTo = () => {
    if (readable) setGoingTo(true);
  };
  const load = useCallback(
    async (file: File) => {
      const { text } = await fileText(file);
      if (text === undefined) announce(t("transformations.notText", { name: file.name }), "urgent");
      else setAsked({ what: "replace", name: file.name, text: text.replace(/^\uFEFF/, "") });
    },
    [t],
  );
  /** Another text takes the place of all; the keys go there, where Ctrl+Z brings back what was. */
  const replace = (text: string) => {
    editor.current?.replaceAll(text);
    editor.current?.flush();
    if (asRows) rows.current?.focus();
    else go({ line: 1, column: 1 });
  };
  const takeOver = (name: string, text: string) => {
    if (text === editor.current?.text()) tell(t("transformations.sameAs", { name }));
    else if (draft.changed) setAsked({ what: "replace", name, text });
    else {
      replace(text);
      tell(t("transformations.takenOver", { name }));
    }
  };
  const perform = useActs(editor);
  const graphical = useGraphical({
    system: system.id,
    kind,
    text: draft.text,
    textNow: () => editor.current?.text() ?? draft.text,
    stamp: data.version.number,
    on: asRows,
    line: cursor.line,
    onSelect: select,
    act: perform,
  });
  // One panel at a time: a form that is opened takes the place of the history.
  useEffect(() => {
    if (graphical.open !== undefined) setHistory(false);
  }, [graphical.open]);
  const toText = (place: TextPlace) => {
    setView("json");
    // The editor has no place on the page yet.
    requestAnimationFrame(() => go(place));
  };
  const act = (acts: MappingAct[]) => perform(acts).catch((refused: AppError) => announce(refused.message, "urgent"));
  const format = () => void act([{ act: "format" }]);
  const rename = () => {
    const name = editor.current?.variable();
    if (!name) tell(t("transformations.renameNone"));
    else if (knowledge.language()?.variables.some((known) => known.name === name)) {
      tell(t("transformations.renamePredefined", { name }));
    } else setRenaming(name);
  };
  useKeys({
    save: () => save(),
    edit: asRows ? undefined : rename,
    format: asRows ? undefined : format,
    nextFinding: next,
    quickFix,
    goTo,
    search: asRows ? undefined : () => editor.current?.search(),
  });
  const line = Number(query.get("line"));
  const wanted = query.get("view");
  useEffect(() => {
    if (wanted === "json" || wanted === "graphical") setView(wanted);
  }, [wanted, setView]);
  useEffect(() => {
    if (line > 0) go({ line, column: 1 });
  }, [line, go]);

  useMappingLink(query.get("mapping"), pending ? undefined : readable, go, data.version.number);

  const latest = useRef(draft);
  latest.current = draft;
  /** Opens the comparison: of an earlier version with the one in use, or of that one with the draft. */
  const compare = async (earlier?: number) => {
    flush();
    const { changed, keep } = latest.current;
    await keep();
    const current = `v${data.version.number}`;
    if (earlier !== undefined) await navigate(paths.compare(system.id, kind, `v${earlier}`, current));
    else await navigate(paths.compare(system.id, kind, ...(changed ? [current, "draft"] : [])));
  };
  const discard = async () => {
    const yes = await ask({
      title: t("transformations.discardTitle"),
      text: t("transformations.discardText"),
      yes: t("transformations.discard"),
    });
    if (yes) await draft.discard();
  };
  const saved = async (number: number, alsoDownload: boolean) => {
    setAsked(undefined);
    await draft.settle(number);
    await client.invalidateQueries({ queryKey: ["transformation_versions"] });
    if (alsoDownload) void download(system, kind, number);
  };
  const torn = check && !check.readable ? check.findings.find(({ severity }) => severity === "error") : undefined;
  return (
    <div className="zworkbench">
      <Toolbar
        system={system.id}
        kind={kind}
        data={data}
        draft={draft}
        check={check}
        hindrance={hindrance}
        history={history}
        onHistory={() => {
          if (!history) graphical.setOpen(undefined);
          setHistory(!history);
        }}
        onCompare={() => void compare()}
        onTakeOver={() => setTakingOver(true)}
        onDiscard={() => void discard()}
        onDownload={(number) => {
          if (number === undefined) void downloadDraft(system, kind, draft.text);
          else void download(system, kind, number);
        }}
        onSave={save}
      />
      <DraftStrips data={data} draft={draft} check={check} onDifference={() => void compare()} />
      <div className={left ? "panes" : "panes folded-left"}>
        {left ? (
          <MappingList
            kind={kind}
            check={readable}
            torn={torn}
            line={cursor.line}
            onGo={go}
            onFix={fix}
            onFold={() => setLeft(false)}
          />
        ) : (
          <SideStrip
            title={t("transformations.mappings")}
            open={t("transformations.showMappings")}
            side="left"
            twin="mappings"
            onOpen={() => setLeft(true)}
            testid="show-mappings"
          />
        )}
        <section className={asRows ? "text as-rows" : "text"} aria-label={t(`transformations.label.${kind}`)}>
          <EditorHead
            editor={editor}
            history={steps}
            view={view}
            onView={(to) => (to === "json" ? toText(cursor) : setView(to))}
            onAdd={() => rows.current?.add()}
            onNext={next}
            onQuickFix={quickFix}
            onGoTo={goTo}
            onFormat={format}
            onRename={rename}
            onLoad={load}
            onTakeOver={() => setTakingOver(true)}
          />
          {asRows && (
            <Graphical
              ref={rows}
              system={system}
              kind={kind}
              state={graphical}
              check={check}
              onUndo={() => editor.current?.undo()}
              onRedo={() => editor.current?.redo()}
              onText={toText}
            />
          )}
          <Editor
            ref={editor}
            label={t(`transformations.label.${kind}`)}
            text={draft.text}
            take={draft.take}
            findings={check?.findings ?? none}
            changes={check?.lines ?? none}
            knowledge={knowledge}
            onChange={draft.edit}
            onCursor={setCursor}
            onPath={setPath}
            onHistory={setSteps}
            onFix={fix}
            onFile={load}
          />
          <Findings check={check} line={cursor.line} onGo={go} onFix={fix} />
        </section>
        {history ? (
          <HistoryPanel
            system={system.id}
            kind={kind}
            current={data.version.number}
            isDefault={data.isDefault}
            onAct={(act, version) => {
              if (act === "download") void download(system, kind, version.number);
              else if (act === "compare") void compare(version.number);
              else setAsked({ what: act, number: version.number });
            }}
            onReset={() => setAsked({ what: "reset" })}
            onDefault={() => setAsked({ what: "default" })}
            onClose={() => setHistory(false)}
          />
        ) : asRows && graphical.opened ? (
          <SideForm
            system={system}
            kind={kind}
            state={graphical}
            attempt={attempt}
            version={data.version.number}
            onClose={() => {
              graphical.setOpen(undefined);
              rows.current?.focus();
            }}
          />
        ) : (
          <TryPane
            system={system}
            kind={kind}
            text={draft.text}
            attempt={attempt}
            current={data.version.number}
            cursor={cursor}
            onGo={select}
            onFlush={flush}
            onMend={next}
            collapsed={!trying}
            onCollapse={(collapsed) => setTrying(!collapsed)}
          />
        )}
      </div>
      {renaming !== undefined && (
        <RenameVariable
          name={renaming}
          onRename={(to) => void act([{ act: "renameVariable", from: renaming, to }])}
          onClose={() => setRenaming(undefined)}
        />
      )}
      {goingTo && readable && <GoToMapping check={readable} onGo={go} onClose={() => setGoingTo(false)} />}
      {takingOver && <TakeOver system={system.id} kind={kind} onTake={takeOver} onClose={() => setTakingOver(false)} />}
      {asked && (
        <Questions
          asked={asked}
          system={system.id}
          kind={kind}
          current={data.version}
          draft={draft}
          onSaved={saved}
          onReplace={replace}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
