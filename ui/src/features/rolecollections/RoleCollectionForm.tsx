import { useCallback, useRef, useState } from "react";
import type { Change } from "../../api/generated/Change";
import type { RoleCollectionDetail } from "../../api/generated/RoleCollectionDetail";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { TextField } from "../../components/form/TextField";
import { useFocusOnce } from "../../components/ListDetail";
import { ask } from "../../shell/ask";
import { endChange, requestChange } from "../../shell/changes";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { withKeys } from "../../shell/keyboard/shortcuts";
import { useKeys } from "../../shell/keyboard/useKeys";
import { useLeaveGuard } from "../../shell/router";
import { useFootPreview } from "../../shell/useFootPreview";
import { wrongDescription, wrongName } from "./draft";

interface Props {
  system: SystemNode;
  /** None: a new one. */
  role?: RoleCollectionDetail;
  onClose: () => void;
  onOpen: (id?: string) => void;
}

/** The form of a role collection, in place of its detail. What is sent stands at its foot before it goes. */
export function RoleCollectionForm({ system, role, onClose, onOpen }: Props) {
  const t = useT();
  const before = role?.row.description ?? "";
  const [name, setName] = useState(role?.row.name ?? "");
  const [description, setDescription] = useState(before);
  const [tried, setTried] = useState(false);
  const foot = useRef<HTMLDivElement>(null);
  const title = useFocusOnce(true);
  const saveButton = useRef<HTMLButtonElement>(null);
  const previewing = useFootPreview(foot, saveButton);
  const dirty = role ? description !== before : name !== "" || description !== "";
  const twin = useTwin(system.id, name, role === undefined);
  const nameFinding = role ? undefined : wrongName(name);
  const descriptionFinding = wrongDescription(description);

  const mayLeave = useCallback(
    () =>
      ask({
        title: t("roleCollections.form.leave"),
        text: t("roleCollections.form.leaveText"),
        yes: t("roleCollections.form.leaveYes"),
      }),
    [t],
  );
  useLeaveGuard(dirty ? mayLeave : undefined);

  const edited = (set: (text: string) => void) => (text: string) => {
    // What stands at the foot was planned from another form.
    if (previewing) endChange();
    set(text);
  };
  const reset = () => {
    setName(role?.row.name ?? "");
    setDescription(before);
  };
  const save = () => {
    setTried(true);
    if (nameFinding || descriptionFinding || twin || !dirty || !foot.current) return;
    const change: Change = role
      ? { kind: "editRoleCollection", system: system.id, id: role.row.id, description: description.trim() }
      : { kind: "createRoleCollection", system: system.id, name: name.trim(), description: description.trim() };
    requestChange({
      change,
      foot: foot.current,
      onDone: () => {
        reset();
        // The guard goes with the next drawing; leave behind it.
        setTimeout(onClose);
      },
    });
  };
  const close = async () => {
    if (dirty && !(await mayLeave())) return;
    if (previewing) endChange();
    reset();
    setTimeout(onClose);
  };
  useKeys({ save, close: () => void close(), edit: () => undefined });
  return (
    <>
      <div className="zdetail-head">
        <div className="who">
          <h2 ref={title} tabIndex={-1} data-testid="form-title">
            {role ? t("roleCollections.form.edit", { name: role.row.name }) : t("roleCollections.form.create")}
          </h2>
        </div>
      </div>
      <form
        className="zrole-form"
        data-testid="role-collection-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {!role && (
          <>
            <TextField
              label={t("roleCollections.form.name")}
              value={name}
              required
              hint={t("roleCollections.form.nameHint")}
              error={tried && nameFinding ? t(nameFinding.key, { count: nameFinding.count }) : undefined}
              onChange={edited(setName)}
              testid="field-name"
            />
            {twin && (
              <p className="taken" role="alert" data-testid="duplicate">
                {t("roleCollections.form.taken", { name: twin.name })}{" "}
                <button type="button" className="zlink" onClick={() => onOpen(twin.id)}>
                  {t("roleCollections.form.openIt")}
                </button>
              </p>
            )}
          </>
        )}
        <TextField
          label={t("roleCollections.form.description")}
          value={description}
          hint={role && dirty ? t("roleCollections.form.was", { was: before }) : undefined}
          error={descriptionFinding && t(descriptionFinding.key, { count: descriptionFinding.count })}
          onChange={edited(setDescription)}
          testid="field-description"
        />
        {!role && <p className="quiet">{t("roleCollections.form.roles")}</p>}
      </form>
      <div ref={foot} />
      {!previewing && (
        <div className="zrole-form-foot">
          <Button onClick={() => void close()}>{t("common.cancel")}</Button>
          <Button
            ref={saveButton}
            design="emphasized"
            disabled={!dirty}
            tooltip={withKeys(t("roleCollections.form.save"), "save")}
            onClick={save}
            testid="save"
          >
            {t("roleCollections.form.save")}
          </Button>
        </div>
      )}
    </>
  );
}

/** The role collection of the snapshot that has this name already. */
function useTwin(system: string, name: string, wanted: boolean) {
  const text = name.trim();
  const { data } = useReading(
    "role_collections_page",
    { query: { system, filter: { search: `=${text}`, chip: "all" }, sort: [], offset: 0, limit: 20 } },
    { enabled: wanted && text !== "" },
  );
  return wanted && text !== "" ? data?.rows.find((row) => row.name.toLowerCase() === text.toLowerCase()) : undefined;
}
