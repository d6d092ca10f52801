import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { ImportPlan } from "../../api/generated/ImportPlan";
import type { ImportResult } from "../../api/generated/ImportResult";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Refused } from "../../components/Refused";
import { announce } from "../../shell/announce";
import { importFiles } from "../../shell/files";
import { useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import { approval, type Choices, proposed } from "./choices";
import { ImportList } from "./ImportList";
import "./exchange.css";

export interface ImportProps {
  /** Of files that came otherwise. */
  start?: ImportPlan | undefined;
  onClose: () => void;
}

/** Files in, a list of what they would make, then all that is ticked at once. */
export function ImportDialog({ start, onClose }: ImportProps) {
  const t = useT();
  const [plan, setPlan] = useState(start);
  const [choices, setChoices] = useState<Choices>(start ? proposed(start) : new Map());
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const held = useRef<string>(undefined);
  held.current = plan?.id;
  // Whatever credentials the files held are forgotten with the dialog.
  useEffect(
    () => () => {
      if (held.current) void call("import_discard", { plan: held.current });
    },
    [],
  );
  const body = useRef<HTMLDivElement>(null);
  // The list takes the place of the button that chose the files.
  useEffect(() => {
    if (plan) body.current?.querySelector<HTMLElement>("input:not([hidden])")?.focus();
  }, [plan]);
  const work = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
      setError(undefined);
    } catch (refused) {
      setError(refused as AppError);
    } finally {
      setBusy(false);
    }
  };
  const take = (files: Iterable<File>) =>
    void work(async () => {
      const made = await call("import_plan", { files: await importFiles(files) });
      setPlan(made);
      setChoices(proposed(made));
    });
  const apply = () =>
    void work(async () => {
      if (!plan) return;
      const made = await call("import_apply", { approval: approval(plan, choices) });
      held.current = undefined;
      announce(t("exchange.imported", { count: made.systems.length + made.destinations.length }));
      onClose();
      await open(made);
    });
  const count = [...choices.values()].filter((choice) => choice.ticked).length;
  return (
    <Dialog
      title={t("exchange.import")}
      onClose={onClose}
      width={48}
      testid="import-dialog"
      footer={
        <>
          {plan && (
            <Button onClick={() => input.current?.click()} disabled={busy}>
              {t("exchange.otherFiles")}
            </Button>
          )}
          <span className="room" />
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" disabled={busy || count === 0} onClick={apply} testid="import-apply">
            {t("exchange.importCount", { count })}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button does the same */}
      <div
        ref={body}
        className="zdialog-body zexchange"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files);
        }}
        data-testid="import-drop"
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            if (event.target.files?.length) take([...event.target.files]);
            event.target.value = "";
          }}
          data-testid="import-files"
        />
        <Refused error={error} testid="exchange-refused" />
        {plan ? (
          <ImportList plan={plan} choices={choices} onChange={setChoices} error={error} />
        ) : (
          <div className="drop">
            <p>{t("exchange.drop")}</p>
            <Button design="emphasized" onClick={() => input.current?.click()} disabled={busy} testid="import-choose">
              {t("exchange.choose")}
            </Button>
            <p className="hint">{t("exchange.dropHint")}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}

async function open(made: ImportResult) {
  const first = made.systems[0];
  if (first) await navigate(paths.system(first.id));
}
