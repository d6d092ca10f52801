import { useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Sample } from "../../../api/generated/Sample";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { usePages } from "../../../components/grid/pages";
import { Icon } from "../../../components/Icon";
import { reading, useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { entities } from "./choice";
import type { Try } from "./useTry";

/** Height of a row, px. */
const ROW = 30;

interface Props {
  system: SystemNode;
  attempt: Try;
  /** JSON is to be pasted: its field is wanted. */
  onPaste: () => void;
}

/** Which entity is tried: searched for, walked through, or pasted. */
export function SamplePicker({ system, attempt, onPaste }: Props) {
  const t = useT();
  const { choice, sample } = attempt;
  const id = useId();
  const [open, setOpen] = useState(false);
  /** What is searched for; none: nothing was typed since it opened. */
  const [text, setText] = useState<string>();
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const title = useTitle(system.id, attempt);
  const entity = entities.find((known) => known === choice.entity) ?? "user";
  const search = text ?? "";
  const list = useSamples(system.id, entity, search, open);

  const close = () => {
    setOpen(false);
    setText(undefined);
    setActive(0);
  };
  const pick = (index: number) => {
    const row = list.rowAt(index);
    if (!row) return;
    attempt.choose({ of: "stored", id: row.id, title: row.title, from: { search, index } }, entity);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = (list.total ?? 0) - 1;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    const page = { PageDown: attempt.next, PageUp: attempt.previous }[event.key];
    if (page && !open) page();
    else if (step !== undefined) {
      if (open) setActive(Math.max(0, Math.min(last, active + step)));
      else setOpen(true);
    } else if (event.key === "Enter" && open) pick(active);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
  };
  return (
    <div className="ztry-pick" role="group" aria-label={t("try.entities")} onBlur={onBlur}>
      <div className="field">
        <input
          ref={field}
          role="combobox"
          aria-label={t(`try.entity.${entity}`)}
          aria-expanded={open}
          aria-controls={open ? `${id}-list` : undefined}
          aria-activedescendant={open && list.rowAt(active) ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={text ?? title}
          title={text === undefined ? title : undefined}
          onClick={() => setOpen(true)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          data-testid="try-sample"
        />
        <Icon name="slim-arrow-down" />
      </div>
      <Button
        design="transparent"
        icon="navigation-up-arrow"
        tooltip={t("try.previous")}
        disabled={!attempt.previous}
        onClick={attempt.previous}
        testid="try-previous"
      />
      <Button
        design="transparent"
        icon="navigation-down-arrow"
        tooltip={t("try.next")}
        disabled={!attempt.next}
        onClick={attempt.next}
        testid="try-next"
      />
      {open && (
        <div className="popup" data-testid="try-samples">
          <Chips
            label={t("try.entities")}
            selected={entity}
            onSelect={(next) => {
              attempt.setEntity(next);
              setActive(0);
              field.current?.focus();
            }}
            chips={entities.map((one) => ({
              id: one,
              title: t(`try.entities.${one}`),
              count: one === "user" ? system.users : system.roleCollections,
            }))}
          />
          <Samples
            id={id}
            label={t(`try.entities.${entity}`)}
            list={list}
            active={active}
            chosen={sample?.of === "stored" ? sample.id : undefined}
            onPick={pick}
          />
          {list.total === 0 && <p className="quiet nothing">{t("try.noHits", { text: search })}</p>}
          <div className="foot">
            <Button
              design="transparent"
              icon="paste"
              onClick={() => {
                close();
                attempt.choose({ of: "text", text: attempt.tried?.input ?? "{\n}\n" });
                onPaste();
              }}
              testid="try-paste"
            >
              {t("try.paste")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

type Listed = ReturnType<typeof useSamples>;

function useSamples(system: string, entity: string, search: string, open: boolean) {
  return usePages<Sample, { rows: Sample[]; total: number }>((offset, limit) => ({
    ...reading("transformation_samples", {
      query: { system, entity, ...(search && { search }), offset, limit },
    }),
    enabled: open,
  }));
}

interface ListProps {
  id: string;
  label: string;
  list: Listed;
  active: number;
  chosen: string | undefined;
  onPick: (index: number) => void;
}

function Samples({ id, label, list, active, chosen, onPick }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const { onWindow } = list;
  useEffect(() => onWindow(first, last), [onWindow, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active row scrolls
  useEffect(() => virtual.scrollToIndex(active), [active]);
  return (
    <div ref={scroller} className="options">
      {/* The field takes the keys, and keeps the focus at a press. */}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        style={{ height: virtual.getTotalSize() }}
        onMouseDown={(event) => event.preventDefault()}
      >
        {rows.map(({ index, start }) => {
          const row = list.rowAt(index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={row !== undefined && row.id === chosen}
              aria-posinset={index + 1}
              aria-setsize={list.total}
              className={index === active ? "option active" : "option"}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onPick(index)}
              data-testid="try-option"
            >
              <span className="ell">{row?.title ?? "…"}</span>
              <small className="quiet ell">{row?.detail}</small>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What the field says of what is chosen. One that came by a link is looked up. */
function useTitle(system: string, { choice, sample }: Try): string {
  const t = useT();
  const unnamed = sample?.of === "stored" && sample.title === undefined ? sample.id : undefined;
  const args = { system, id: unnamed ?? "" };
  const user = useReading("user", args, { enabled: unnamed !== undefined && choice.entity === "user" });
  const group = useReading("role_collection", args, { enabled: unnamed !== undefined && choice.entity === "group" });
  if (!sample) return "";
  if (sample.of === "text") return t("try.pasted");
  const found = choice.entity === "user" ? user.data?.row.userName : group.data?.row.name;
  return sample.title ?? found ?? sample.id;
}
