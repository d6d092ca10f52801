import { useId, useMemo, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TestStep } from "../../api/generated/TestStep";
import { Button } from "../../components/Button";
import { Choice } from "../../components/form/Choice";
import { TextField } from "../../components/form/TextField";
import { Strip } from "../../components/Strip";
import { ask } from "../../shell/ask";
import { client } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { back, navigate, paths, useLeaveGuard } from "../../shell/router";
import { useSession } from "../../shell/session";
import {
  draftOf,
  emptyDraft,
  type Field,
  findings,
  isFolder,
  needsSecretAgain,
  newSystem,
  type SystemDraft,
  systemEdit,
} from "./draft";
import { Steps } from "./Steps";
import "./systems.css";

interface Props {
  systems: readonly SystemNode[];
  /** The system to be changed; none: a new one. */
  before?: SystemNode | undefined;
  /** Where a new one shall stand. */
  parent: string;
}

const levels = ["subaccount", "directory", "globalAccount"] as const;

/** The plain form of a system: place, credentials, and a test before anything is stored. */
export function SystemForm({ systems, before, parent }: Props) {
  const t = useT();
  const title = useId();
  const { secrets } = useSession();
  const start = useMemo(() => (before ? draftOf(before) : emptyDraft(parent)), [before, parent]);
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set());
  const [error, setError] = useState<AppError>();
  const [steps, setSteps] = useState<TestStep[] | "running">();
  const [saving, setSaving] = useState(false);

  const found = findings(draft, systems, before);
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const demo = before?.demo ?? false;
  useLeaveGuard(
    changed && !saving
      ? () => ask({ title: t("systems.leaveTitle"), text: t("systems.leave"), yes: t("systems.leaveYes") })
      : undefined,
  );

  const set = (field: Field) => (value: string) => {
    setDraft({ ...draft, [field]: value });
    if (error?.where === field) setError(undefined);
    setSteps(undefined);
  };
  const leave = (field: Field) => () => setTouched(new Set([...touched, field]));
  const wrong = (field: Field): string | undefined => {
    if (error?.where === field) return [error.message, error.help].filter(Boolean).join(" ");
    const finding = found[field];
    return finding && touched.has(field) ? t(finding.key, { name: finding.name }) : undefined;
  };
  const complete = (): boolean => {
    setTouched(new Set(Object.keys(draft) as Field[]));
    return Object.keys(found).length === 0;
  };

  const test = async () => {
    setError(undefined);
    if (!complete()) return;
    setSteps("running");
    try {
      // Stored credentials that nobody touched are tested as they are stored.
      const stored = before && !changed;
      const tested = stored
        ? call("system_test", { id: before.id })
        : call("system_test_new", { system: newSystem(draft) });
      setSteps(await tested);
    } catch (refused) {
      setSteps(undefined);
      setError(refused as AppError);
    }
  };
  const save = async () => {
    setError(undefined);
    if (!complete()) return;
    setSaving(true);
    try {
      const saved = before
        ? await call("system_update", { id: before.id, edit: systemEdit(draft, before) })
        : await call("system_add", { system: newSystem(draft) });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      if (!before && saved.state !== "folder") void call("refresh", { system: saved.id }).catch(() => undefined);
      await navigate(paths.system(saved.id, "overview"), { replace: true });
    } catch (refused) {
      setSaving(false);
      setError(refused as AppError);
    }
  };

  const field = (name: Exclude<Field, "level" | "parent">, extra: Partial<Parameters<typeof TextField>[0]> = {}) => (
    <TextField
      label={t(`systems.${name}`)}
      value={draft[name]}
      onChange={set(name)}
      onBlur={leave(name)}
      error={wrong(name)}
      testid={`system-${name}`}
      {...extra}
    />
  );
  const account = !isFolder(draft);
  const general = error && !(error.where !== undefined && error.where in draft);
  return (
    <form
      className="zsystem"
      aria-labelledby={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      data-testid="system-form"
    >
      <header>
        <h1 id={title}>{before ? t("systems.editTitle", { name: before.name }) : t("systems.addTitle")}</h1>
      </header>
      <div className="body">
        {general && (
          <Strip severity="error">
            {error.message} {error.help} <small className="quiet">{error.code}</small>
          </Strip>
        )}
        {secrets === "unavailable" && account && (
          <Strip severity="warning">{t("systems.secretHint.unavailable")}</Strip>
        )}
        <div className="zform">
          <h2>{t("systems.place")}</h2>
          {field("name", { required: true })}
          <Choice
            label={t("systems.level")}
            value={draft.level}
            options={levels.map((value) => ({ value, title: t(`level.${value}`) }))}
            onChange={set("level")}
            testid="system-level"
          />
          <ParentChoice
            systems={systems}
            before={before}
            draft={draft}
            onChange={set("parent")}
            error={wrong("parent")}
          />
          {field("tags", { hint: t("systems.tagsHint") })}
          <div className="wide">{field("description")}</div>
          {demo ? (
            <p className="wide quiet">{t("systems.demoConnection")}</p>
          ) : (
            <>
              <h2>{t("systems.credentials")}</h2>
              {field("url", { hint: t("systems.urlHint") })}
              {field("tokenUrl", { hint: t("systems.tokenUrlHint") })}
              {field("clientId")}
              {field("secret", {
                password: true,
                placeholder: before && before.state !== "folder" ? t("systems.secretKept") : undefined,
                error:
                  wrong("secret") ??
                  (needsSecretAgain(draft, before) && !draft.secret ? t("systems.secretAgain") : undefined),
                hint: t(`systems.secretHint.${secrets}`),
              })}
            </>
          )}
        </div>
        {steps && <Steps steps={steps} />}
      </div>
      <footer>
        <Button
          design="transparent"
          onClick={() => void test()}
          disabled={!account || demo || steps === "running"}
          testid="system-test"
        >
          {t("systems.test")}
        </Button>
        <span className="room" />
        <Button onClick={back}>{t("systems.discard")}</Button>
        <Button design="emphasized" onClick={() => void save()} disabled={saving} testid="system-save">
          {before ? t("systems.save") : t("systems.saveOpen")}
        </Button>
      </footer>
    </form>
  );
}

interface ParentProps {
  systems: readonly SystemNode[];
  before: SystemNode | undefined;
  draft: SystemDraft;
  onChange: (id: string) => void;
  error: string | undefined;
}

/** Directories and global accounts, but not the system itself nor what stands below it. */
function ParentChoice({ systems, before, draft, onChange, error }: ParentProps) {
  const t = useT();
  const below = new Set(before ? [before.id] : []);
  for (const system of systems) if (system.parent && below.has(system.parent)) below.add(system.id);
  const above = systems.filter((s) => s.level !== "subaccount" && !below.has(s.id));
  return (
    <Choice
      label={t("systems.parent")}
      value={draft.parent}
      options={[
        { value: "", title: t("systems.top") },
        ...above.map((s) => ({ value: s.id, title: s.name, detail: t(`level.${s.level}`) })),
      ]}
      onChange={onChange}
      error={error}
      testid="system-parent"
    />
  );
}
