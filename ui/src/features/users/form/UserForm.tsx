import { CheckBox } from "@ui5/webcomponents-react/CheckBox";
import { Suspense, useCallback, useMemo, useRef, useState } from "react";
import type { Change } from "../../../api/generated/Change";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { UserDetail } from "../../../api/generated/UserDetail";
import { Button } from "../../../components/Button";
import { TextField } from "../../../components/form/TextField";
import { useFocusOnce } from "../../../components/ListDetail";
import type { Picked } from "../../../components/PickRoleCollections";
import { Tag } from "../../../components/Tag";
import { ask } from "../../../shell/ask";
import { endChange, requestChange } from "../../../shell/changes";
import { useT } from "../../../shell/i18n";
import { withKeys } from "../../../shell/keyboard/shortcuts";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { lazyView } from "../../../shell/lazyView";
import { useLeaveGuard } from "../../../shell/router";
import { useFootPreview } from "../../../shell/useFootPreview";
import { changedFields, draftOf, emptyDraft, type Field, findings, trimmed, withField } from "./draft";
import { OriginField } from "./OriginField";
import { idOfUser, useTwin } from "./twin";
import "./form.css";

const PickRoleCollections = lazyView(() =>
  import("../../../components/PickRoleCollections").then((m) => m.PickRoleCollections),
);

interface Props {
  system: SystemNode;
  /** None: a new user. */
  user?: UserDetail;
  onClose: () => void;
  onOpen: (id?: string) => void;
}

/** The form of a user, in place of the detail. What is sent stands at its foot before it goes. */
export function UserForm({ system, user, onClose, onOpen }: Props) {
  const t = useT();
  const creating = user === undefined;
  const start = useMemo(() => (user ? draftOf(user) : emptyDraft), [user]);
  const [draft, setDraft] = useState(start);
  const [roleCollections, setRoleCollections] = useState<readonly Picked[]>([]);
  const [picking, setPicking] = useState(false);
  const [another, setAnother] = useState(false);
  const [tried, setTried] = useState(false);
  const foot = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const title = useFocusOnce(true);
  const saveButton = useRef<HTMLButtonElement>(null);
  const previewing = useFootPreview(foot, saveButton);

  const changed = changedFields(start, draft);
  // The origin of a new user is filled in before anyone typed.
  const typed = creating ? changed.filter((name) => name !== "origin") : changed;
  const dirty = typed.length > 0 || roleCollections.length > 0;
  const wrong = findings(draft);
  const twin = useTwin(system.id, draft, creating);
  const blocked = Object.keys(wrong).length > 0 || twin !== undefined;

  const mayLeave = useCallback(
    () => ask({ title: t("users.form.leave"), text: t("users.form.leaveText"), yes: t("users.form.leaveYes") }),
    [t],
  );
  useLeaveGuard(dirty ? mayLeave : undefined);

  const set = <F extends Field>(field: F, value: (typeof draft)[F]) => {
    // What stands at the foot was planned from another form.
    if (previewing) endChange();
    setDraft((d) => withField(d, field, value, creating));
  };
  const done = async () => {
    const made = trimmed(draft);
    setDraft(start);
    setRoleCollections([]);
    setTried(false);
    if (!creating) onClose();
    else if (another) title.current?.focus();
    else onOpen(await idOfUser(system.id, made));
  };
  const save = () => {
    setTried(true);
    if (blocked || !dirty || !foot.current) {
      form.current?.querySelector<HTMLElement>("[value-state='Negative']")?.focus();
      return;
    }
    const change: Change = creating
      ? {
          kind: "createUser",
          system: system.id,
          user: trimmed(draft),
          roleCollections: roleCollections.map((r) => r.id),
        }
      : { kind: "editUser", system: system.id, id: user.row.id, user: trimmed(draft) };
    requestChange({ change, foot: foot.current, onDone: () => void done() });
  };
  const close = async () => {
    if (dirty && !(await mayLeave())) return;
    if (previewing) endChange();
    setDraft(start);
    setRoleCollections([]);
    // The guard goes with the next drawing; leave behind it.
    setTimeout(onClose);
  };
  useKeys({ save, close: () => void close(), edit: () => undefined });

  const field = (name: Exclude<Field, "active" | "origin">, required = false) => {
    const finding = tried ? wrong[name] : undefined;
    const differs = !creating && changed.includes(name);
    return (
      <div className={differs ? "changed" : undefined}>
        <TextField
          label={t(`users.form.${name}`)}
          value={draft[name]}
          required={required}
          error={finding && t(`users.form.${finding}`)}
          hint={differs ? t("users.form.changed", { was: start[name] || t("users.form.wasEmpty") }) : undefined}
          onChange={(value) => set(name, value)}
          testid={`field-${name}`}
        />
      </div>
    );
  };
  return (
    <>
      <div className="zdetail-head">
        <div className="who">
          <h2 ref={title} tabIndex={-1} data-testid="form-title">
            {creating ? t("users.form.create") : t("users.form.edit", { name: user.row.name })}
          </h2>
        </div>
      </div>
      <form
        ref={form}
        className="zuser-form"
        data-testid="user-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {field("userName", true)}
        <OriginField
          system={system}
          value={draft.origin}
          fixed={!creating}
          finding={tried ? wrong.origin : undefined}
          onChange={(value) => set("origin", value)}
        />
        {twin && (
          <p className="twin" role="alert" data-testid="duplicate">
            {t("users.form.duplicate", { name: twin.name })}{" "}
            <button type="button" className="zlink" onClick={() => onOpen(twin.id)}>
              {t("users.form.openIt")}
            </button>
          </p>
        )}
        {field("email", true)}
        <div className="pair">
          {field("givenName")}
          {field("familyName")}
        </div>
        <div className="pair">
          {field("phoneNumber")}
          {field("externalId")}
        </div>
        <CheckBox
          text={t("users.form.active")}
          checked={draft.active}
          onChange={(event) => set("active", event.target.checked)}
          data-testid="field-active"
        />
        {creating && (
          <div className="role-collections">
            <span className="label">{t("users.form.roleCollections")}</span>
            <div className="chosen">
              {roleCollections.map((r) => (
                <Tag key={r.id}>{r.name}</Tag>
              ))}
              <Button design="transparent" icon="add" onClick={() => setPicking(true)} testid="form-assign">
                {t("users.assignShort")}
              </Button>
            </div>
          </div>
        )}
        {/* Enter in a field saves. */}
        <button type="submit" hidden />
      </form>
      <div ref={foot} className="zuser-form-preview" />
      {!previewing && (
        <div className="zuser-form-foot">
          {creating ? (
            <CheckBox
              text={t("users.form.another")}
              checked={another}
              onChange={(event) => setAnother(event.target.checked)}
            />
          ) : (
            <span className="quiet small" role="status">
              {changed.length === 0 ? t("users.form.unchanged") : t("users.form.changes", { count: changed.length })}
            </span>
          )}
          <span className="room" />
          <Button onClick={() => void close()} testid="form-cancel">
            {t("common.cancel")}
          </Button>
          <Button
            ref={saveButton}
            design="emphasized"
            disabled={!dirty || (tried && blocked)}
            tooltip={withKeys(t("users.form.save"), "save")}
            onClick={save}
            testid="save"
          >
            {t("users.form.save")}
          </Button>
        </div>
      )}
      {picking && (
        <Suspense>
          <PickRoleCollections
            system={system.id}
            title={t("pick.choose")}
            picked={roleCollections}
            onClose={() => setPicking(false)}
            onPick={(picked) => {
              setPicking(false);
              setRoleCollections(picked);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
