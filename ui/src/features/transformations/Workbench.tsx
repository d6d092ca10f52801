import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TextPlace } from "../../api/generated/TextPlace";
import type { Transformation } from "../../api/generated/Transformation";
import type { TransformationFinding } from "../../api/generated/TransformationFinding";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { useKeys } from "../../shell/keyboard/useKeys";
import { usePlace } from "../../shell/router";
import { useRemembered } from "../../shell/useRemembered";
import { Editor, type EditorHandle, type EditorHistory } from "./Editor";
import { EditorHead } from "./EditorHead";
import { Findings, nextFinding } from "./Findings";
import { HistoryPanel } from "./HistoryPanel";
import { MappingList } from "./MappingList";
import { type Asked, Questions } from "./Questions";
import { SideStrip } from "./SideStrip";
import { download } from "./saving";
import { DraftStrips, Toolbar } from "./Toolbar";
import { useCheck } from "./useCheck";
import { useDraft } from "./useDraft";
import { useWorkbenchStatus } from "./useWorkbenchStatus";
import "./workbench.css";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  data: Transformation;
}

const none: never[] = [];

/** Below this width of the window, px, the list of mappings begins folded away. */
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
  const [history, setHistory] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  useWorkbenchStatus(kind, draft, cursor, path);

  const errors = check?.errors ?? 0;
  // While the text was not looked at yet the backend decides: it refuses errors as well.
  const hindrance = !draft.changed ? "nothing" : errors > 0 && !pending ? "errors" : undefined;
  const hindered = useRef(hindrance);
  hindered.current = hindrance;
  const save = () => {
    // What was typed a moment ago counts.
    flushSync(() => editor.current?.flush());
    if (!hindered.current) setAsked({ what: "save" });
  };
  const go = useCallback((place: TextPlace) => editor.current?.goTo(place), []);
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
  useKeys({ save, nextFinding: next });
  const line = Number(usePlace().query.get("line"));
  useEffect(() => {
    if (line > 0) go({ line, column: 1 });
  }, [line, go]);

  const saved = async (number: number) => {
    setAsked(undefined);
    await draft.settle(number);
    await client.invalidateQueries({ queryKey: ["transformation_versions"] });
  };
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
        onHistory={() => setHistory(!history)}
        onCompare={() => setAsked({ what: "compareDraft" })}
        onSave={save}
      />
      <DraftStrips
        data={data}
        draft={draft}
        onDiscard={() => setAsked({ what: "discard" })}
        onDifference={() => setAsked({ what: "conflict", number: data.version.number })}
      />
      <div className={mappings ? "panes" : "panes folded-left"}>
        {mappings ? (
          <MappingList
            check={readable}
            stale={check !== undefined && !check.readable}
            line={cursor.line}
            onGo={go}
            onFold={() => setMappings(false)}
          />
        ) : (
          <SideStrip
            title={t("transformations.mappings")}
            open={t("transformations.showMappings")}
            side="left"
            onOpen={() => setMappings(true)}
            testid="show-mappings"
          />
        )}
        <section className="text" aria-label={t(`transformations.label.${kind}`)}>
          <EditorHead editor={editor} history={steps} />
          <Editor
            ref={editor}
            label={t(`transformations.label.${kind}`)}
            text={draft.text}
            take={draft.take}
            findings={check?.findings ?? none}
            onChange={draft.edit}
            onCursor={setCursor}
            onPath={setPath}
            onHistory={setSteps}
          />
          <Findings check={check} line={cursor.line} onGo={go} onNext={next} onFix={fix} />
        </section>
        {history && (
          <HistoryPanel
            system={system.id}
            kind={kind}
            current={data.version.number}
            isDefault={data.isDefault}
            onAct={(act, version) => {
              if (act === "download") void download(system, kind, version.number);
              else setAsked({ what: act, number: version.number });
            }}
            onReset={() => setAsked({ what: "reset" })}
            onDefault={() => setAsked({ what: "default" })}
            onClose={() => setHistory(false)}
          />
        )}
      </div>
      {asked && (
        <Questions
          asked={asked}
          system={system.id}
          kind={kind}
          current={data.version}
          draft={draft}
          onAsk={setAsked}
          onSaved={saved}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
