import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { DeletionPlan } from "../../api/generated/DeletionPlan";
import type { SystemNode } from "../../api/generated/SystemNode";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/form/TextField";
import { Refused } from "../../components/Refused";
import { announce } from "../../shell/announce";
import { client, useReading } from "../../shell/data";
import { type Translate, useT } from "../../shell/i18n";
import { navigate, paths } from "../../shell/router";
import "./systems.css";

interface Props {
  system: SystemNode;
  onClose: () => void;
}

/** Says what goes with the system and what a restore brings back; asks for the name where it is productive. */
export function DeleteDialog({ system, onClose }: Props) {
  const t = useT();
  const [refused, setRefused] = useState<AppError>();
  const [confirm, setConfirm] = useState("");
  const [busy, setBusy] = useState(false);
  const { data: plan, error: unread } = useReading(
    "system_delete_plan",
    { id: system.id },
    { gcTime: 0, staleTime: 0 },
  );
  const error = refused ?? unread;
  const confirmed = plan !== undefined && (plan.confirm === undefined || confirm.trim() === plan.confirm);
  const remove = async () => {
    setBusy(true);
    try {
      await call("system_delete", { id: system.id, confirm });
      await client.invalidateQueries({ queryKey: ["landscape"] });
      announce(t("systems.deleted", { name: system.name }));
      onClose();
      await navigate(system.parent ? paths.system(system.parent) : paths.home, { replace: true });
    } catch (refusal) {
      setBusy(false);
      setRefused(refusal as AppError);
    }
  };
  const title = t("systems.deleteTitle", { name: system.name });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testid="delete-system"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            design="negative"
            onClick={() => void remove()}
            disabled={busy || !confirmed}
            tooltip={
              plan?.confirm !== undefined && !confirmed ? t("changes.typeName", { name: plan.confirm }) : undefined
            }
            testid="delete-system-confirm"
          >
            {title}
          </Button>
        </>
      }
    >
      <div className="zdialog-body zsystem-delete">
        <Refused error={error} />
        <p>{t("systems.deleteText", { name: system.name })}</p>
        {plan && (
          <>
            <Lines title={t("systems.deleteGoes")} lines={goes(plan, t)} testid="delete-goes" />
            <Lines title={t("systems.deleteBack")} lines={comesBack(plan, t)} testid="delete-back" />
            {plan.below.length > 0 && <p data-testid="delete-below">{below(plan, t)}</p>}
            <p className="quiet">{t("systems.deleteKept")}</p>
            {plan.confirm !== undefined && (
              <TextField
                label={t("changes.typeName", { name: plan.confirm })}
                value={confirm}
                onChange={setConfirm}
                good={confirmed}
                testid="delete-system-name"
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Lines({ title, lines, testid }: { title: string; lines: string[]; testid: string }) {
  if (lines.length === 0) return null;
  return (
    <div data-testid={testid}>
      <p>{title}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function goes(plan: DeletionPlan, t: Translate): string[] {
  const lines: string[] = [];
  if (plan.users !== undefined) {
    lines.push(t("systems.deleteSnapshot", { users: plan.users, roleCollections: plan.roleCollections ?? 0 }));
  }
  if (plan.credentials.length > 0) lines.push(t("systems.deleteCredentials", { names: plan.credentials.join(", ") }));
  return lines;
}

function comesBack(plan: DeletionPlan, t: Translate): string[] {
  const { consumers, drafts, properties } = plan;
  const lines = [t("systems.deleteProperties", { count: properties })];
  if (consumers.length > 0) {
    lines.push(t("systems.deleteConsumers", { count: consumers.length, names: consumers.join(", ") }));
  }
  if (drafts.length > 0) lines.push(t("systems.deleteDrafts", { count: drafts.length }));
  return lines;
}

function below({ below: names, above }: DeletionPlan, t: Translate): string {
  // A long list says no more than its length.
  const shown = names.length > 5 ? `${names.slice(0, 5).join(", ")}, …` : names.join(", ");
  const said = { count: names.length, names: shown };
  return above === undefined ? t("systems.deleteBelowTop", said) : t("systems.deleteBelow", { ...said, above });
}
