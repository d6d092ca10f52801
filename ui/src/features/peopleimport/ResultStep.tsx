import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { Job } from "../../api/generated/Job";
import type { PeopleImport } from "../../api/generated/PeopleImport";
import { Button } from "../../components/Button";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { announce } from "../../shell/announce";
import { useT } from "../../shell/i18n";
import { problemsOf } from "./CheckStep";

/** What came of it, as a file with a line for each row. */
export function ResultStep({ made, job }: { made: PeopleImport; job: Job }) {
  const t = useT();
  const [saved, setSaved] = useState<string>();
  const [error, setError] = useState<AppError>();
  const save = async () => {
    const name = `${made.file.replace(/\.[^.]*$/, "")} result.csv`;
    try {
      const path = await call("people_result", { import: made.id, name, ...(job.entry && { entry: job.entry }) });
      if (!path) return;
      setError(undefined);
      setSaved(path);
      announce(t("common.saved", { path }));
    } catch (refused) {
      setError(refused as AppError);
    }
  };
  const whole = job.state === "done";
  return (
    <>
      <Strip severity={whole ? "information" : "warning"} testid="people-ended">
        {whole ? t("people.done", { ...made.figures, out: problemsOf(made) }) : t("people.partly")}
      </Strip>
      <Refused error={error} />
      <Button onClick={() => void save()} testid="people-save-result">
        {t("people.saveResult")}
      </Button>
      {saved && (
        <p className="quiet" data-testid="people-saved">
          {t("common.saved", { path: saved })}
        </p>
      )}
    </>
  );
}
