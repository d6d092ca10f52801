import { keepPreviousData } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Icon } from "../../components/Icon";
import { Overlay } from "../../components/Overlay";
import { announce } from "../announce";
import { useFeatures } from "../context";
import { useReading } from "../data";
import type { Feature } from "../feature";
import { t, useT } from "../i18n";
import { recall, remember } from "../memory";
import { pageActs } from "../pageActs";
import { currentPlace, navigate } from "../router";
import { windowCommands } from "./commands";
import { type Entry, entriesOf, type Offer, parse } from "./entries";
import "./Palette.css";

const RECENT = 6;

/** Search over everything that is kept, and the commands of the window. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const features = useFeatures();
  const id = useId();
  const [text, setText] = useState("");
  const [picked, setPicked] = useState(0);
  // Enter was pressed before the answer to what was typed.
  const [entered, setEntered] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const recent = useMemo(() => recall<Entry[]>("palette.recent", []), []);
  const offers = useMemo(() => offersOf(features), [features]);
  const { search, scope } = parse(text);
  const asks = search !== "" && scope !== "commands";
  const found = useReading(
    "palette",
    { text: search },
    { enabled: asks, placeholderData: keepPreviousData, gcTime: 0 },
  );
  // What is shown answers what was typed before.
  const isFormer = asks && (found.isPlaceholderData || found.isPending);
  const entries = useMemo(
    () => entriesOf(text, asks ? found.data : undefined, offers, recent),
    [text, asks, found.data, offers, recent],
  );
  const at = Math.min(picked, entries.length - 1);
  const current = entries[at];

  useEffect(() => {
    if (text) announce(t("palette.count", { count: entries.length }));
  }, [text, entries.length, t]);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const open = (entry: Entry | undefined) => {
    if (!entry) return;
    // The palette gives the focus back first, and no key comes between.
    flushSync(onClose);
    if (typeof entry.target === "function") {
      entry.target();
      return;
    }
    remember("palette.recent", [
      { ...entry, group: "recent" },
      ...recent.filter((r) => r.target !== entry.target).slice(0, RECENT - 1),
    ]);
    if (entry.target === currentPlace().to) return;
    // What opens takes the focus.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void navigate(entry.target);
  };
  const openFound = useEffectEvent(() => open(entries[0]));
  useEffect(() => {
    if (!entered || isFormer) return;
    // Not within React's own work: it gives the focus back at once.
    const due = setTimeout(() => {
      setEntered(false);
      openFound();
    });
    return () => clearTimeout(due);
  }, [entered, isFormer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = entries.length - 1;
    switch (event.key) {
      case "ArrowDown":
        setPicked(at >= last ? 0 : at + 1);
        break;
      case "ArrowUp":
        setPicked(at <= 0 ? last : at - 1);
        break;
      case "Enter":
        if (isFormer && at <= 0) setEntered(true);
        else open(current);
        break;
      case "Tab":
        if (current) setText(`${/^\s*[>@#]/.exec(text)?.[0] ?? ""}${current.title}`);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <Overlay title={t("palette.title")} onClose={onClose} bar={false} testid="palette">
      <div className="zpalette">
        <div className="field">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded={entries.length > 0}
            aria-controls={id}
            aria-activedescendant={current ? `${id}-${at}` : undefined}
            aria-autocomplete="list"
            aria-label={t("palette.title")}
            placeholder={t("palette.placeholder")}
            spellCheck={false}
            autoComplete="off"
            value={text}
            data-testid="palette-input"
            onChange={(event) => {
              setText(event.target.value);
              setPicked(0);
              setEntered(false);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div ref={list} id={id} className="list" role="listbox" aria-label={t("palette.title")} tabIndex={-1}>
          {entries.map((entry, i) => (
            <Line
              key={entry.key}
              id={`${id}-${i}`}
              entry={entry}
              index={i}
              head={entry.group !== entries[i - 1]?.group}
              selected={i === at}
              onOpen={() => open(entry)}
            />
          ))}
          {asks && !found.isFetching && entries.length === 0 && (
            <p className="nothing">{t("palette.nothing", { text: search })}</p>
          )}
        </div>
        <p className="hint">{t("palette.hint")}</p>
      </div>
    </Overlay>
  );
}

/** What can be done here, then what can be done anywhere and is not said by that already. */
function offersOf(features: readonly Feature[]): Offer[] {
  const acts = pageActs();
  const here = acts.map(({ id, title, of, keys, run }): Offer => {
    const subtitle = [of, keys].filter(Boolean).join(" · ");
    return { id: `${id} ${of}`, group: "here", title, subtitle, run };
  });
  const anywhere = [...windowCommands(features), ...features.flatMap((f) => f.commands ?? [])]
    .filter(({ id }) => !acts.some((act) => act.id === id))
    .map(({ id, title, run }): Offer => ({ id, group: "commands", title: t(title), subtitle: "", run }));
  return [...here, ...anywhere];
}

interface LineProps {
  id: string;
  entry: Entry;
  index: number;
  head: boolean;
  selected: boolean;
  onOpen: () => void;
}

function Line({ id, entry, index, head, selected, onOpen }: LineProps) {
  const t = useT();
  return (
    <>
      {head && (
        <div className="group" role="presentation">
          {t(`palette.${entry.group}`)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
      <div
        id={id}
        className="line"
        role="option"
        aria-selected={selected}
        tabIndex={-1}
        data-at={index}
        data-testid={`palette-entry-${index}`}
        onClick={onOpen}
      >
        <span className="ell">{entry.title}</span>
        <span className="subtitle ell">{entry.subtitle}</span>
      </div>
    </>
  );
}
