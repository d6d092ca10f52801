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
import { draftOf, type Field, findings, isFolder, needsSecretAgain, newSystem, systemEdit } from "./draft";
import { ParentChoice } from "./ParentChoice";
import { Steps } from "./Steps";
import "./systems.css";

interface Props {
  systems: readonly SystemNode[];
  /** The system to be changed. */
  before: SystemNode;
}

const levels = ["subaccount", "directory", "globalAccount"] as const;

/** The form of a system that is there: place, credentials, and a test before anything is stored. */
export function SystemForm({ systems, before }: Props) {
  const t = useT();
  const title = useId();
  const { secrets } = useSession();
  const start = useMemo(() => draftOf(before), [before]);
  const [draft, setDraft] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<Field>>(new Set());
  const [error, setError] = useState<AppError>();
  const [steps, setSteps] = useState<TestStep[] | "running">();
  const [saving, setSaving] = useState(false);

  const found = findings(draft, systems, before);
  const changed = JSON.stringify(draft) !== JSON.stringify(start);
  const demo = before.demo;
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
      const tested = changed
        ? call("system_test_new", { system: newSystem(draft) })
        : call("system_test", { id: before.id });
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
      const saved = await call("system_update", { id: before.id, edit: systemEdit(draft, before) });
      await client.invalidateQueries({ queryKey: ["landscape"] });
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
        <h1 id={title}>{t("systems.editTitle", { name: before.name })}</h1>
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
            value={draft.parent}
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
                placeholder: before.state !== "folder" ? t("systems.secretKept") : undefined,
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
          {t("systems.save")}
        </Button>
      </footer>
    </form>
  );
}
