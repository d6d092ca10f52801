import { useId, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemEdit } from "../../api/generated/SystemEdit";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Choice } from "../../components/form/Choice";
import { TextField } from "../../components/form/TextField";
import { TokensField } from "../../components/form/TokensField";
import { errorAt, Refused } from "../../components/Refused";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { Colours } from "./Colours";
import { levels } from "./levels";
import { ParentChoice } from "./ParentChoice";
import "./systems.css";

interface Props {
  system: SystemNode;
  systems: readonly SystemNode[];
  onClose: () => void;
}

/** As many characters as the backend takes. */
const LONGEST_NOTES = 4000;

/** What a person calls a system, where it stands, and how it is marked. What its account needs is in Properties. */
export function EditDialog({ system, systems, onClose }: Props) {
  const t = useT();
  const notesId = useId();
  const [draft, setDraft] = useState(() => draftOf(system));
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    if (error?.where !== undefined && error.where in part) setError(undefined);
  };
  const wrong = (field: keyof Draft) => errorAt(error, field);
  const atField = error?.where !== undefined && error.where in draft;
  const save = async () => {
    setBusy(true);
    try {
      await call("system_update", { id: system.id, edit: edited(draft, draftOf(system)) });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      onClose();
    } catch (refused) {
      setBusy(false);
      setError(refused as AppError);
    }
  };
  return (
    <Dialog
      title={t("systems.editTitle", { name: system.name })}
      onClose={onClose}
      width={42}
      testid="edit-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={() => void save()} disabled={busy} testid="edit-save">
            {t("systems.save")}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zsystem-dialog">
        {!atField && <Refused error={error} />}
        <div className="zform">
          <TextField
            label={t("systems.name")}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={wrong("name")}
            required
            maxLength={100}
            testid="edit-name"
          />
          <TextField
            label={t("systems.description")}
            value={draft.description}
            onChange={(description) => set({ description })}
            error={wrong("description")}
            maxLength={255}
            testid="edit-description"
          />
          <Choice
            label={t("systems.level")}
            value={draft.level}
            options={levels.map((value) => ({ value, title: t(`level.${value}`) }))}
            onChange={(level) => set({ level })}
            testid="edit-level"
          />
          <ParentChoice
            systems={systems}
            before={system}
            value={draft.parent}
            onChange={(parent) => set({ parent })}
            error={wrong("parent")}
          />
          <div className="wide">
            <TokensField
              label={t("systems.tags")}
              values={draft.tags}
              onChange={(tags) => set({ tags })}
              hint={t("systems.tagsProduction")}
              suggestions={[...new Set(["production", ...systems.flatMap((s) => s.tags)])]}
              testid="edit-tags"
            />
          </div>
          <div className="wide">
            <Colours value={draft.colour} onChange={(colour) => set({ colour })} />
          </div>
          <div className="wide zfield">
            <label htmlFor={notesId}>{t("systems.notes")}</label>
            <textarea
              id={notesId}
              rows={4}
              value={draft.notes}
              maxLength={LONGEST_NOTES}
              aria-describedby={`${notesId}-hint`}
              onChange={(event) => set({ notes: event.target.value })}
              data-testid="edit-notes"
            />
            <div id={`${notesId}-hint`} className={wrong("notes") ? "error" : "hint"}>
              {wrong("notes") ?? t("systems.notesHint")}
            </div>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** An edit in which everything is said. */
type Draft = Required<Pick<SystemEdit, "name" | "description" | "level" | "parent" | "tags" | "colour" | "notes">>;

function draftOf(system: SystemNode): Draft {
  const { name, description, level, parent = "", tags, colour = 0, notes } = system;
  return { name, description, level, parent, tags, colour, notes };
}

/** What differs from before. */
function edited(draft: Draft, before: Draft): SystemEdit {
  const changed = Object.entries(draft).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof Draft]),
  );
  return Object.fromEntries(changed);
}
