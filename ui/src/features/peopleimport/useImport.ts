import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { PeopleEdit } from "../../api/generated/PeopleEdit";
import type { PeopleField } from "../../api/generated/PeopleField";
import type { PeopleImport } from "../../api/generated/PeopleImport";
import type { PeopleSettings } from "../../api/generated/PeopleSettings";
import { client } from "../../shell/data";
import type { PeopleAsked } from "../../shell/peopleImport";
import { useRemembered } from "../../shell/useRemembered";

/** What columns hold, by all titles of a file: the next file of the same head is read in the same way. */
type Heads = Record<string, (PeopleField | null)[]>;

const headOf = (made: PeopleImport): string => made.columns.map((column) => column.title.toLowerCase()).join("\n");

const noSettings: PeopleSettings = { columns: [], origin: "", create: false };

/** The file that was chosen, how it is read, and what came of it. */
export function useImport({ system, purpose }: PeopleAsked) {
  const [made, setMade] = useState<PeopleImport>();
  const [settings, setSettings] = useState(noSettings);
  const [error, setError] = useState<AppError>();
  const [busy, setBusy] = useState(false);
  const [heads, setHeads] = useRemembered<Heads>("people.heads", {});
  const turn = useRef(0);

  const held = useRef<string>(undefined);
  held.current = made?.id;
  // The rows are kept for as long as somebody may look at them.
  useEffect(
    () => () => {
      if (held.current) void call("people_discard", { import: held.current });
    },
    [],
  );

  const work = async (act: () => Promise<PeopleImport | null | undefined>): Promise<PeopleImport | undefined> => {
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    try {
      const next = await act();
      if (mine !== turn.current) return undefined;
      setError(undefined);
      if (next) {
        setMade(next);
        // Rows of one id are others after each edit.
        void client.invalidateQueries({ queryKey: ["people_rows"] });
      }
      return next ?? undefined;
    } catch (refused) {
      if (mine === turn.current) setError(refused as AppError);
      return undefined;
    } finally {
      if (mine === turn.current) setBusy(false);
    }
  };

  const read = async (next: PeopleSettings, of: PeopleImport) => {
    setSettings(next);
    return work(() => call("people_again", { import: of.id, settings: next }));
  };

  const choose = async () => {
    const found = await work(() => call("people_choose", { system: system.id, purpose }));
    if (!found) return;
    const known = heads[headOf(found)];
    const columns = found.columns.map((column, place) => {
      const field = known ? known[place] : column.field;
      return { title: column.title, ...(field && { field }) };
    });
    const next = { ...settings, columns };
    delete next.sheet;
    await read(next, found);
  };

  const setColumn = (place: number, field: PeopleField | undefined) => {
    if (!made) return;
    const columns = made.columns.map(({ title, field: before }, at) => {
      // A field is of one column.
      const now = at === place ? field : before === field ? undefined : before;
      return { title, ...(now && { field: now }) };
    });
    setHeads({ ...heads, [headOf(made)]: columns.map((column) => column.field ?? null) });
    void read({ ...settings, columns }, made);
  };

  const set = (part: Partial<PeopleSettings>) => {
    if (!made) return;
    // Another sheet has other columns.
    const columns = "sheet" in part ? [] : settings.columns;
    void read({ ...settings, columns, ...part }, made);
  };

  const edit = (of: Omit<PeopleEdit, "import">) => {
    if (made) void work(() => call("people_edit", { edit: { import: made.id, ...of } }));
  };

  return { made, settings, error, busy, choose, setColumn, set, edit };
}

export type ImportFlow = ReturnType<typeof useImport>;
