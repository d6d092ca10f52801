import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Icon } from "../../../components/Icon";
import { useReading } from "../../../shell/data";
import { saidBy, useFormat, useT } from "../../../shell/i18n";
import { isAccount } from "../../../shell/isAccount";
import { keptFiles, nameOf, sideOf } from "./sides";

interface Props {
  label: string;
  /** The system that is looked at, whose versions stand first; none: all of them are looked at. */
  own?: { system: SystemNode; data: Transformation };
  kind: TransformationKind;
  systems: readonly SystemNode[];
  /** What is chosen now. */
  name: string;
  box: RefObject<HTMLElement | null>;
  onChoose: (name: string) => void;
  onFile: () => void;
  onClose: () => void;
}

interface Option {
  /** As in addresses; none: a file is to be chosen. */
  name?: string;
  title: string;
  detail: string;
  group: string;
}

/** Options of a group that are shown; who does not see the wanted one types. */
const SHOWN = 100;

/** The choice of a side: versions and draft of this system, the default, a file, other systems. One types to find it. */
export function SidePicker({ label, name, box, onChoose, onFile, onClose, ...shared }: Props) {
  const t = useT();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<number>();
  const all = useOptions(name, shared);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter(({ title, detail, group }) => {
    const low = `${group} ${title} ${detail}`.toLowerCase();
    return words.every((word) => low.includes(word));
  });
  const now = shown.findIndex((option) => option.name === name);
  const at = Math.min(picked ?? Math.max(0, now), shown.length - 1);

  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!panel.current?.contains(target) && !box.current?.contains(target)) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [box, onClose]);
  useEffect(() => {
    panel.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = (option: Option | undefined) => {
    if (option) option.name === undefined ? onFile() : onChoose(option.name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = shown.length - 1;
    switch (event.key) {
      case "ArrowDown":
        setPicked(at >= last ? 0 : at + 1);
        break;
      case "ArrowUp":
        setPicked(at <= 0 ? last : at - 1);
        break;
      case "Enter":
        choose(shown[at]);
        break;
      case "Escape":
        event.stopPropagation();
        box.current?.focus();
        onClose();
        break;
      case "Tab":
        onClose();
        return;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div ref={panel} className="zside-picker" data-testid="side-picker">
      <div className="field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={label}
          placeholder={t("compare.find")}
          spellCheck={false}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it was opened to be typed in
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(0);
          }}
          onKeyDown={onKeyDown}
          data-testid="side-find"
        />
      </div>
      <div id={id} role="listbox" aria-label={label} tabIndex={-1}>
        {shown.map((option, i) => (
          <Line
            key={option.name ?? "file"}
            id={`${id}-${i}`}
            at={i}
            option={option}
            head={option.group !== shown[i - 1]?.group}
            active={i === at}
            chosen={option.name === name}
            onChoose={() => choose(option)}
          />
        ))}
        {shown.length === 0 && <p className="quiet">{t("compare.noSide", { text })}</p>}
      </div>
    </div>
  );
}

interface LineProps {
  id: string;
  at: number;
  option: Option;
  head: boolean;
  active: boolean;
  chosen: boolean;
  onChoose: () => void;
}

function Line({ id, at, option, head, active, chosen, onChoose }: LineProps) {
  return (
    <>
      {head && (
        <div className="group" role="presentation">
          {option.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
      <div
        id={id}
        className={active ? "option active" : "option"}
        role="option"
        aria-selected={active}
        tabIndex={-1}
        data-at={at}
        data-testid={`choose-${option.name ?? "file"}`}
        onClick={onChoose}
      >
        <span className="mark">
          {chosen ? <Icon name="accept" size={12} /> : option.name === undefined && <Icon name="upload" size={12} />}
        </span>
        <b>{option.title}</b>
        <small className="ell" title={option.detail}>
          {option.detail}
        </small>
      </div>
    </>
  );
}

type Shared = Pick<Props, "own" | "kind" | "systems">;

function useOptions(name: string, { own, kind, systems }: Shared): Option[] {
  const t = useT();
  const format = useFormat();
  const chosen = sideOf(name);
  const other = chosen?.of === "system" ? systems.find((one) => one.id === chosen.system) : undefined;
  const mine = useReading(
    "transformation_versions",
    { system: own?.system.id ?? "", kind },
    { enabled: own !== undefined },
  );
  const others = useReading(
    "transformation_versions",
    { system: other?.id ?? "", kind },
    { enabled: other !== undefined },
  );
  const versions = (list: typeof mine.data, group: string, nameFor: (number: number) => string): Option[] =>
    (list ?? []).slice(0, SHOWN).map(({ number, at, who, description }, i) => ({
      name: nameFor(number),
      title: t("transformations.version", { number }),
      detail: [
        i === 0 && t("compare.current"),
        t("compare.savedBy", { date: format.date(at), who }),
        saidBy(who, description),
      ]
        .filter(Boolean)
        .join(" · "),
      group,
    }));
  const draft: Option[] = own?.data.draft
    ? [
        {
          name: "draft",
          title: t("compare.draft"),
          detail: t("compare.edited", { age: format.age(own.data.draft.at) }),
          group: own.system.name,
        },
      ]
    : [];
  const elsewhere = t("compare.elsewhere");
  return [
    ...draft,
    ...(own ? versions(mine.data, own.system.name, (number) => `v${number}`) : []),
    ...(other
      ? versions(others.data, other.name, (number) => nameOf({ of: "system", system: other.id, version: number }))
      : []),
    { name: "default", title: t("compare.default"), detail: t("compare.defaultText"), group: elsewhere },
    ...keptFiles().map(({ name, title }) => ({ name, title, detail: t("compare.fileKept"), group: elsewhere })),
    { title: t("compare.file"), detail: t("compare.fileText"), group: elsewhere },
    ...systems
      .filter((one) => isAccount(one) && one.id !== own?.system.id)
      .map((one) => ({
        name: nameOf({ of: "system", system: one.id }),
        title: one.name,
        detail: [t("compare.inUse"), one.region].filter(Boolean).join(" · "),
        group: t("compare.systems"),
      })),
  ];
}
