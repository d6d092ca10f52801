import { useState } from "react";
import { call } from "../../api/api";
import type { ActivityEntry } from "../../api/generated/ActivityEntry";
import type { AppError } from "../../api/generated/AppError";
import { Button } from "../../components/Button";
import { Refused } from "../../components/Refused";
import { Strip } from "../../components/Strip";
import { requestChange } from "../../shell/changes";
import { client, useReading } from "../../shell/data";
import { useT, useTextOf } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";

const anew = () => client.invalidateQueries({ queryKey: ["interrupted"] });

/** Changes whose process died in the middle: to go on with, to look at, or to leave as they are. */
export function Interrupted() {
  const { data } = useReading("interrupted", {});
  return data?.map((entry) => <InterruptedStrip key={entry.entry} entry={entry} />);
}

function InterruptedStrip({ entry }: { entry: ActivityEntry }) {
  const t = useT();
  const title = useTextOf()(entry.title);
  const [error, setError] = useState<AppError>();
  const settle = () => call("interrupted_settle", { entry: entry.entry }).then(anew, setError);
  return (
    <>
      <Strip
        severity="warning"
        testid="interrupted"
        actions={
          <span className="zinterrupted-acts">
            <Button
              design="emphasized"
              onClick={() =>
                requestChange({ change: { kind: "resume", entry: entry.entry }, onDone: anew, onCancel: anew })
              }
              testid="interrupted-resume"
            >
              {t("activity.resume")}
            </Button>
            <Button
              onClick={() => void navigate(paths.page("activity", String(entry.entry)))}
              testid="interrupted-review"
            >
              {t("activity.review")}
            </Button>
            <Button design="transparent" onClick={() => void settle()} testid="interrupted-settle">
              {t("activity.letBe")}
            </Button>
          </span>
        }
      >
        {t("activity.interrupted", {
          done: entry.changed,
          total: entry.requests,
          title,
          system: entry.systemName,
        })}
      </Strip>
      <Refused error={error} testid="interrupted-error" />
    </>
  );
}
