import { useCallback, useMemo, useState } from "react";
import type { LineProblem } from "../../api/generated/LineProblem";
import type { PropertyCategory } from "../../api/generated/PropertyCategory";
import { Button } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { ErrorMessage, Message } from "../../components/Message";
import { errorText, Refused } from "../../components/Refused";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/SkeletonRows";
import { announce } from "../../shell/announce";
import { ask } from "../../shell/ask";
import { textOf, useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { useLeaveGuard } from "../../shell/router";
import { askSystemAct } from "../../shell/systemActs";
import { AddProperty } from "./AddProperty";
import { DestinationChoice } from "./DestinationChoice";
import { categories, changes, isDirty, shownRows, withCredential } from "./draft";
import { PropertyList } from "./PropertyList";
import { TextEditor } from "./TextEditor";
import { useProperties } from "./useProperties";
import "./properties.css";

interface Props {
  /** Id of a system or destination. */
  owner: string;
  name: string;
  /** Only systems have destinations behind them. */
  isSystem?: boolean;
  /** A new key can be pasted for it. */
  rotates?: boolean;
}

/** The properties of a system or destination: read, filtered, changed as a form or as text. */
export function PropertiesEditor({ owner, name, isSystem = false, rotates = false }: Props) {
  const t = useT();
  const editing = useProperties(owner);
  const { stored, known, draft, rows, findings } = editing;
  const [filter, setFilter] = useState("");
  const [category, setCategory] = useState<PropertyCategory | "all">("all");
  const [asText, setAsText] = useState(false);
  const [adding, setAdding] = useState(false);
  const [fresh, setFresh] = useState<string>();
  const [problems, setProblems] = useState<readonly LineProblem[]>([]);
  const dirty = draft !== undefined && isDirty(draft);
  const [badLine] = asText ? problems : [];
  const lost = badLine && t("properties.line", { line: badLine.line, text: textOf(badLine.text) });
  const barred = lost ?? (editing.refused && errorText(editing.refused));

  const mayLeave = useCallback(
    () => ask({ title: t("properties.leave"), text: t("properties.leaveText"), yes: t("properties.leaveYes") }),
    [t],
  );
  useLeaveGuard(dirty ? mayLeave : undefined);
  const discard = async () => {
    if (dirty && !(await mayLeave())) return;
    setAsText(false);
    editing.discard();
  };
  const save = async () => {
    // Of all else the backend is asked: what it said last may be mended by the last key.
    if (lost !== undefined) announce(lost, "urgent");
    else if (await editing.save()) setAsText(false);
  };
  useKeys({
    edit: editing.begin,
    save: dirty ? () => void save() : undefined,
    close: draft && !adding ? () => void discard() : undefined,
  });

  const shown = useMemo(() => shownRows(rows, category, filter), [rows, category, filter]);
  const chips = useMemo(
    () => [
      { id: "all" as const, title: t("properties.all"), count: rows.length },
      ...categories.map((id) => ({
        id,
        title: t(`properties.category.${id}`),
        count: rows.filter((row) => row.category === id).length,
      })),
    ],
    [rows, t],
  );
  if (editing.failure) return <ErrorMessage error={editing.failure} />;
  if (!stored) return <SkeletonRows label={t("properties.list", { name })} />;

  const { error } = editing;
  const atField = error?.where !== undefined && rows.some((row) => row.name === error.where);
  const errors = findings.filter((finding) => finding.severity === "error").length + (badLine ? problems.length : 0);
  return (
    <section className="zproperties" aria-label={t("properties.list", { name })} data-testid="properties">
      <div className="tools">
        {!asText && (
          <SearchField
            value={filter}
            onChange={setFilter}
            placeholder={t("properties.filter")}
            icon="filter"
            testid="properties-filter"
          />
        )}
        <span className="room" />
        {!asText && (
          <Button
            icon="add"
            onClick={() => {
              editing.begin();
              setAdding(true);
            }}
            testid="properties-add"
          >
            {t("properties.add")}
          </Button>
        )}
        <Button
          onClick={() => {
            editing.begin();
            setAsText(!asText);
          }}
          testid="properties-text-toggle"
        >
          {t(asText ? "properties.asForm" : "properties.asText")}
        </Button>
        {rotates && !draft && (
          <Button onClick={() => askSystemAct({ kind: "rotate", system: owner })} testid="properties-rotate">
            {t("wizard.rotate")}
          </Button>
        )}
        {!draft && (
          <Button
            icon="edit"
            tooltip={withKeys(t("properties.edit"), "edit")}
            onClick={editing.begin}
            testid="properties-edit"
          >
            {t("properties.edit")}
          </Button>
        )}
      </div>
      {!asText && <Chips label={t("properties.chips")} chips={chips} selected={category} onSelect={setCategory} />}
      {!atField && <Refused error={error} />}
      {isSystem && !asText && <DestinationChoice stored={stored} draft={draft} onChange={editing.change} />}
      {asText && draft ? (
        <TextEditor
          owner={owner}
          stored={stored}
          draft={draft}
          findings={findings}
          onChange={editing.change}
          problems={problems}
          onProblems={setProblems}
        />
      ) : shown.length > 0 ? (
        <PropertyList
          rows={shown}
          editing={editing}
          fresh={fresh}
          onReplace={(row) => editing.change((before) => withCredential(before, row.name, ""))}
        />
      ) : (
        <Message
          icon="filter"
          title={t(rows.length > 0 ? "properties.noneFound" : "properties.none")}
          text={rows.length > 0 ? undefined : t("properties.noneText")}
          actions={
            rows.length > 0 && (
              <Button
                onClick={() => {
                  setFilter("");
                  setCategory("all");
                }}
              >
                {t("properties.clear")}
              </Button>
            )
          }
        />
      )}
      {draft && (
        <footer>
          <span role="status" data-testid="properties-changed">
            {t("properties.changed", { count: changes(draft) })}
            {errors > 0 && <b className="errors"> {t("properties.errors", { count: errors })}</b>}
          </span>
          <span className="room" />
          <Button onClick={() => void discard()} testid="properties-discard">
            {t("properties.discard")}
          </Button>
          <Button
            design="emphasized"
            disabled={!dirty || editing.saving || barred !== undefined}
            tooltip={barred ?? withKeys(t("properties.save"), "save")}
            onClick={() => void save()}
            testid="properties-save"
          >
            {t("properties.save")}
          </Button>
        </footer>
      )}
      {adding && (
        <AddProperty
          known={known}
          rows={rows}
          onAdd={(added, isCredential) => {
            editing.change((before) => ({
              ...(isCredential ? withCredential(before, added, "") : before),
              added: [...before.added, added],
            }));
            setFilter("");
            setCategory("all");
            setAdding(false);
            setFresh(added);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
