import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { PropertiesCheck } from "../../api/generated/PropertiesCheck";
import { announce } from "../../shell/announce";
import { client, useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { type Draft, editOf, emptyDraft, rowsOf } from "./draft";

/** Milliseconds of rest before what was typed is checked. */
const REST = 150;
const nothing: never[] = [];

/** The properties of a system or destination with what is being changed about them. */
export function useProperties(owner: string) {
  const t = useT();
  const stored = useReading("properties", { owner }, { placeholderData: keepPreviousData });
  const known = useReading("known_properties", {});
  const [draft, setDraft] = useState<Draft>();
  const [error, setError] = useState<AppError>();
  const [saving, setSaving] = useState(false);
  const checked = useChecked(owner, draft);
  const findings = (draft ? checked?.findings : undefined) ?? stored.data?.findings ?? nothing;
  const rows = useMemo(
    () => (stored.data && known.data ? rowsOf(stored.data, known.data, draft, findings) : nothing),
    [stored.data, known.data, draft, findings],
  );
  const save = async (): Promise<boolean> => {
    if (!draft) return false;
    setSaving(true);
    try {
      const saved = await call("properties_save", { owner, edit: editOf(draft) });
      client.setQueryData(["properties", { owner }], saved);
      setDraft(undefined);
      setError(undefined);
      announce(t("properties.saved"));
      return true;
    } catch (refused) {
      setError(refused as AppError);
      return false;
    } finally {
      setSaving(false);
    }
  };
  return {
    stored: stored.data,
    known: known.data ?? nothing,
    failure: stored.error ?? known.error,
    draft,
    begin: () => setDraft((before) => before ?? emptyDraft),
    change: (next: (draft: Draft) => Draft) => {
      setError(undefined);
      setDraft((before) => next(before ?? emptyDraft));
    },
    discard: () => {
      setDraft(undefined);
      setError(undefined);
    },
    save,
    saving,
    error,
    /** Why the draft would not be saved. */
    refused: draft ? checked?.refused : undefined,
    findings,
    rows,
  };
}

export type Editing = ReturnType<typeof useProperties>;

/** What the backend has against the draft, a moment after the last key; the answer before while it is on its way. */
function useChecked(owner: string, draft: Draft | undefined): PropertiesCheck | undefined {
  const [checked, setChecked] = useState<PropertiesCheck>();
  useEffect(() => {
    if (!draft) {
      setChecked(undefined);
      return;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      call("properties_check", { owner, edit: editOf(draft) })
        .then((answer) => wanted && setChecked(answer))
        .catch(() => undefined);
    }, REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [owner, draft]);
  return checked;
}
