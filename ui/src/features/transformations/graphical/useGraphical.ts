import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingTable } from "../../../api/generated/MappingTable";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import type { TextPlace } from "../../../api/generated/TextPlace";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { announce } from "../../../shell/announce";
import { t } from "../../../shell/i18n";
import { add, follows } from "./acts";
import {
  everything,
  type Filter,
  find,
  follow,
  indexOf,
  itemsOf,
  listOf,
  matches,
  passed,
  pointerOf,
  siblings,
  type Way,
} from "./rows";
import { titleOf } from "./words";
import { outdented, partOf } from "./written";

interface Options {
  system: string;
  kind: TransformationKind;
  text: string;
  /** As it stands at this moment, which `text` follows. */
  textNow: () => string;
  /** Changes when what the rows depend on beside the text did. */
  stamp: number;
  /** Nothing is asked while the rows are not shown. */
  on: boolean;
  /** Line of the cursor in the text. */
  line: number;
  /** Moves the cursor of the text; the focus stays. */
  onSelect: (place: TextPlace) => void;
  /** Makes the acts in the text as one step of its undo stack, and gives the text that it is then. */
  act: (acts: MappingAct[]) => Promise<string>;
}

interface State {
  /** The last rows of a text that could be read. */
  table: MappingTable | undefined;
  /** What they are the rows of. */
  text: string | undefined;
  /** The text cannot be read: rows show how it was before, and nothing can be changed. */
  torn: boolean;
  filter: Filter;
  /** Pointers of entity types. */
  folded: ReadonlySet<string>;
  /** Pointer of the row that keys go to. */
  current: string | undefined;
  /** Pointer of the mapping whose form is open. */
  open: string | undefined;
  /** Grows when the form is to take the focus. */
  toForm: number;
  /** Grows when the form is to begin anew: it is of another mapping, not of one that moved. */
  form: number;
  /** Why there are no rows, or why the last act was refused. */
  error: AppError | undefined;
}

/** Where the cursor stands in the mapping, not before it. */
const inside = ({ range: { from } }: MappingDetail): TextPlace => ({ line: from.line, column: from.column + 1 });

/** What an act leaves current and open; all else stays where it is. */
type Goal = Partial<Pick<State, "current" | "open" | "form" | "toForm">>;

export type Graphical = ReturnType<typeof useGraphical>;

/** The mappings of a text as rows, and what can be done with them. */
export function useGraphical({ system, kind, text, textNow, stamp, on, line, onSelect, act }: Options) {
  const [state, setState] = useState<State>({
    table: undefined,
    text: undefined,
    torn: false,
    filter: everything,
    folded: new Set(),
    current: undefined,
    open: undefined,
    toForm: 0,
    form: 0,
    error: undefined,
  });
  /** As it is now, for what waits in the queue. */
  const live = useRef(state);
  const put = useCallback((part: Partial<State>) => {
    live.current = { ...live.current, ...part };
    setState(live.current);
  }, []);
  const outside = useRef({ onSelect, act, stamp, textNow });
  outside.current = { onSelect, act, stamp, textNow };

  /** What the rows were asked for last. */
  const asked = useRef<{ text: string; stamp: number }>(undefined);
  const load = useCallback(
    async (text: string, stamp: number, goal?: Goal) => {
      const mine = { text, stamp };
      asked.current = mine;
      const table = await call("transformation_mappings", { system, kind, text });
      if (asked.current !== mine) return;
      if (!table.readable) {
        put({ torn: true, ...(live.current.table === undefined && { table, text }) });
        return;
      }
      const before = live.current;
      const still = (pointer: string | undefined) => {
        const was = find(before.table, pointer);
        if (!was || goal) return pointer;
        return follow(
          was.row,
          table.entities.find(({ name }) => name === was.entity.name),
        );
      };
      const [current, open] = [still(before.current), still(before.open)];
      put({ table, text, torn: false, error: undefined, current, open, ...goal });
    },
    [system, kind, put],
  );
  useEffect(() => {
    // An act asks by itself for the rows of what it makes; here come changes from elsewhere.
    if (!on || (asked.current?.text === text && asked.current.stamp === stamp)) return;
    load(text, stamp).catch((error: AppError) => put({ error }));
  }, [text, stamp, on, load, put]);

  /** One act after the other, each on the rows that the one before left. */
  const queue = useRef(Promise.resolve());
  const perform = useCallback(
    (make: (now: State) => { acts: MappingAct[]; goal: Goal; said?: string } | undefined) => {
      const done = queue.current.then(async () => {
        const { textNow } = outside.current;
        // An undo a moment ago: the rows are not those of the text yet.
        if (live.current.text !== textNow()) await load(textNow(), outside.current.stamp);
        const wanted = live.current.torn ? undefined : make(live.current);
        if (!wanted || wanted.acts.length === 0) return;
        const { act, stamp } = outside.current;
        await load(await act(wanted.acts), stamp, wanted.goal);
        const there = find(live.current.table, live.current.current);
        if (there) outside.current.onSelect(inside(there.row));
        if (wanted.said) announce(wanted.said);
      });
      queue.current = done.catch(() => undefined);
      return done;
    },
    [load],
  );
  const told = useCallback((done: Promise<void>) => void done.catch((error: AppError) => put({ error })), [put]);

  const kept = useMemo(
    () => new Set([state.current, state.open].filter((pointer) => pointer !== undefined)),
    [state.current, state.open],
  );
  const items = useMemo(
    () => (state.table ? itemsOf(state.table, state.filter, kept, state.folded) : []),
    [state.table, state.filter, kept, state.folded],
  );
  /** Which call for the focus the form has followed. */
  const formSeen = useRef(0);
  const shown = useRef(items);
  shown.current = items;

  const setCurrent = useCallback(
    (pointer: string) => {
      const { current, open, form, table } = live.current;
      if (current === pointer) return;
      const there = find(table, pointer);
      const follows = open !== undefined && there !== undefined;
      put({ current: pointer, ...(follows && { open: pointer, form: form + 1 }) });
      if (there) outside.current.onSelect(inside(there.row));
    },
    [put],
  );
  const setOpen = useCallback(
    (pointer: string | undefined, focus = false) => {
      if (pointer) setCurrent(pointer);
      const { open, form, toForm } = live.current;
      put({ open: pointer, form: open === pointer ? form : form + 1, toForm: focus ? toForm + 1 : toForm });
    },
    [put, setCurrent],
  );
  // The cursor went elsewhere: in the list of mappings, by a finding. Where an edit leaves it says nothing.
  const seen = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waited for the rows of the text goes on with them
  useEffect(() => {
    if (!on || seen.current === line) return;
    const began = seen.current !== undefined;
    if (live.current.text !== text) {
      if (began) seen.current = line;
      return;
    }
    seen.current = line;
    const here = find(live.current.table, live.current.current)?.row.range;
    if (here && line >= here.from.line && line <= here.to.line) return;
    for (const entity of live.current.table?.entities ?? []) {
      const at = entity.rows.find(({ range }) => line >= range.from.line && line <= range.to.line);
      if (!at) continue;
      const folded = new Set([...live.current.folded].filter((pointer) => pointer !== entity.pointer));
      const { open, form } = live.current;
      put({ current: at.pointer, folded, ...(open !== undefined && { open: at.pointer, form: form + 1 }) });
      return;
    }
  }, [line, on, text, put, state.text]);

  return {
    ...state,
    formSeen,
    items,
    pending: state.text !== text,
    opened: find(state.table, state.open),
    setCurrent,
    setOpen,
    setFilter: useCallback(
      (filter: Filter) => {
        const there = find(live.current.table, live.current.current);
        const stays = there && matches(there.row, filter);
        put({ filter, ...(!stays && { current: undefined }) });
      },
      [put],
    ),
    fold: useCallback(
      (pointer: string, fold: boolean) => {
        const folded = new Set(live.current.folded);
        if (fold) folded.add(pointer);
        else folded.delete(pointer);
        put({ folded });
      },
      [put],
    ),
    clearError: useCallback(() => put({ error: undefined }), [put]),
    /** Rejects with the reason where the text cannot be changed so. */
    act: useCallback(
      (acts: MappingAct[]) => {
        const { open } = live.current;
        // What waits meanwhile may move the mapping that the acts are of.
        return perform((now) => ({ acts: follows(acts, open, now.open), goal: {} }));
      },
      [perform],
    ),
    move: useCallback(
      (pointer: string | undefined, way: Way | { to: string }) =>
        told(
          perform(({ table, filter, folded, current, open, form }) => {
            const moved = pointer ?? current;
            const there = find(table, moved);
            if (!table || !moved || !there) return undefined;
            const keep = new Set([current, open].filter((one) => one !== undefined));
            const now = itemsOf(table, filter, keep, folded);
            const other =
              typeof way === "object"
                ? siblings(now, moved).find((row) => row.pointer === way.to)
                : passed(now, moved, way);
            if (!other || other.pointer === moved) return undefined;
            const list = listOf(moved);
            const to = other.pointer;
            return {
              acts: [{ act: "move", pointer: list, from: indexOf(moved), to: indexOf(to) }],
              goal: { current: to, ...(open && { open: to, form: open === moved ? form : form + 1 }) },
              said: t("graphical.said.moved", {
                title: titleOf(there.row),
                number: other.number,
                count: there.entity.rows.length,
              }),
            };
          }),
        ),
      [perform, told],
    ),
    remove: useCallback(
      (pointer: string | undefined) =>
        told(
          perform(({ table, current, open }) => {
            const gone = pointer ?? current;
            const there = find(table, gone);
            if (!gone || !there) return undefined;
            const visible = siblings(shown.current, gone);
            const at = visible.findIndex((row) => row.pointer === gone);
            const next = visible[at + 1] ? gone : (visible[at - 1]?.pointer ?? there.entity.pointer);
            return {
              acts: [{ act: "remove", pointer: gone }],
              goal: { current: next, open: open === gone ? undefined : open },
              said: t("graphical.said.removed", { title: titleOf(there.row) }),
            };
          }),
        ),
      [perform, told],
    ),
    duplicate: useCallback(
      (pointer: string) =>
        told(
          perform(({ table, text, open, form }) => {
            const there = find(table, pointer);
            if (!there || text === undefined) return undefined;
            const json = outdented(partOf(text, there.row.range));
            const [acts, at] = add(there.entity, pointer, json);
            return {
              acts,
              goal: { current: at, ...(open !== undefined && { open: at, form: form + 1 }) },
              said: t("graphical.said.duplicated", { title: titleOf(there.row) }),
            };
          }),
        ),
      [perform, told],
    ),
    /** A new mapping behind the current one, opened. */
    insert: useCallback(
      (entity: MappingTableEntity | string, json: string) =>
        told(
          perform(({ current, toForm, form }) => {
            if (typeof entity === "string") {
              const body = `{"mappings":[${json}]}`;
              const at = `/${entity}/mappings/0`;
              return {
                acts: [{ act: "insert", pointer: "", index: 99, name: entity, json: body }],
                goal: { current: at, open: at, toForm: toForm + 1, form: form + 1 },
              };
            }
            const [acts, at] = add(entity, current, json);
            return { acts, goal: { current: at, open: at, toForm: toForm + 1, form: form + 1 } };
          }),
        ),
      [perform, told],
    ),
    /** The text of a mapping, without the indent of its place. */
    textOf: useCallback((pointer: string) => {
      const { table, text } = live.current;
      const there = find(table, pointer);
      return there && text !== undefined ? outdented(partOf(text, there.row.range)) : "";
    }, []),
    indexOfCurrent: useMemo(() => items.findIndex((item) => pointerOf(item) === state.current), [items, state.current]),
  };
}
