import { Fragment, memo, type ReactNode, useId } from "react";
import type { MappingDifference } from "../../../api/generated/MappingDifference";
import type { MemberLine } from "../../../api/generated/MemberLine";
import type { Severity } from "../../../api/generated/Severity";
import { shortPath } from "../../../components/explain/shortPath";
import { Icon } from "../../../components/Icon";
import { severityIcons } from "../../../components/severityIcons";
import { Tag } from "../../../components/Tag";
import { said, useT } from "../../../shell/i18n";
import { ChangeBadge } from "../ChangeBadge";
import type { EffectNote } from "./effect/figures";
import type { Change } from "./items";
import { PartsText } from "./PartsText";
import { type Part, partsOf } from "./parts";

interface Props {
  change: Change;
  /** Place among the cards, from 1. */
  number: number;
  total: number;
  current: boolean;
  /** It is left as in A. */
  left: boolean;
  /** Somebody else saved it after the draft was begun. */
  byOther: boolean;
  effects: readonly EffectNote[];
  onSelect: (change: Change) => void;
  onOpen: (change: Change) => void;
  onTake: (id: string, side: "A" | "B") => void;
  onShowEqual: () => void;
}

/** One change: what it is about, both sides line by line, what is to be known of it. */
export const Card = memo(function Card(props: Props) {
  const { change, number, total, current, left, byOther, effects, onSelect, onOpen, onShowEqual } = props;
  const t = useT();
  const id = useId();
  const { kind, of, entity, mapping, lines, notes } = change;
  const title = shortPath(change.title) || t("transformations.noTarget");
  const former = formerTarget(change);
  const moved = mapping?.moved;
  const classes = ["zchange-card", current && "current", left && "left"].filter(Boolean).join(" ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list beside it takes the keys
    <article
      className={classes}
      aria-labelledby={id}
      aria-posinset={number}
      aria-setsize={total}
      aria-current={current || undefined}
      onClick={() => onSelect(change)}
      data-testid="card"
    >
      <header>
        <ChangeBadge kind={kind} />
        <button
          type="button"
          id={id}
          className="t"
          title={t("compare.openHint", { title: change.title || title })}
          onClick={() => onOpen(change)}
        >
          {former !== undefined && <s>{former}</s>} {title}
        </button>
        {change.tags.map((tag) => (
          <Tag key={tag} tone="critical">
            {tag}
          </Tag>
        ))}
        {of === "entity" && <Tag tone="critical">{t("compare.entity")}</Tag>}
        {of === "type" && <Tag>{t("compare.type")}</Tag>}
        {moved && (
          <Tag tone="information">{t("transformations.movedTo", { before: mapping.before, after: mapping.after })}</Tag>
        )}
        {byOther && <Tag title={t("compare.byOtherText")}>{t("compare.byOther")}</Tag>}
        <span className="room" />
        <span className="where">{whereOf(change, t)}</span>
        <Take {...props} title={title} />
      </header>
      {lines.length > 0 && <Lines lines={lines} kind={kind} />}
      {moved && moved.matters.length === 0 && (
        <Note severity="information">{t("compare.moveIdle", { ...between(mapping), title })}</Note>
      )}
      {moved?.matters.map((why) => (
        <Note key={why} severity="warning">
          {t("compare.moveMatters", { why: said(why) })}
        </Note>
      ))}
      {notes.map((note) => (
        <Note key={note.text} severity={note.severity}>
          {said(note.text)}
        </Note>
      ))}
      {effects.map((effect) => (
        <Note key={effect.key} severity="warning">
          {t("compare.collide", { ...effect, noun: t(entity === "user" ? "compare.userNames" : "compare.values") })}{" "}
          <button type="button" className="zlink" onClick={onShowEqual} data-testid="show-equal">
            {t("compare.showThem")}
          </button>
        </Note>
      ))}
    </article>
  );
});

/** The places that a mapping moved between, the smaller one first. */
function between({ before = 0, after = 0 }: MappingDifference): { first: number; last: number } {
  return { first: Math.min(before, after), last: Math.max(before, after) };
}

/** The target that a changed mapping had, where it has another now. */
function formerTarget({ kind, lines, title }: Change): string | undefined {
  const target = kind === "changed" ? lines.find(({ name }) => name === "targetPath") : undefined;
  return target?.before && target.before !== target.after && target.before !== title
    ? shortPath(target.before)
    : undefined;
}

function whereOf({ of, entity, kind, mapping }: Change, t: ReturnType<typeof useT>): string {
  if (of === "document") return t("compare.document");
  if (!mapping) return entity ?? "";
  if (kind === "moved") return t("compare.whereSame", { entity });
  return t("compare.where", { entity, number: mapping.after ?? mapping.before });
}

/** Which side of the change goes into the new version. */
function Take({ change, left, title, onTake }: Props & { title: string }) {
  const t = useT();
  return (
    <fieldset className="zswitch take" aria-label={t("compare.take", { title })}>
      {(["A", "B"] as const).map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={(side === "A") === left}
          title={t(`compare.take${side}`)}
          aria-label={t(`compare.take${side}`)}
          onClick={(event) => {
            event.stopPropagation();
            onTake(change.id, side);
          }}
          data-testid={`take-${side}`}
        >
          {side}
        </button>
      ))}
    </fieldset>
  );
}

/** Characters of a name that keeps its value beside it. */
const LONGEST_NAME = 21;

/** A name that may be broken before its capitals. */
function humps(name: string) {
  const [first, ...rest] = name.split(/(?=[A-Z])/);
  return [
    first,
    ...rest.map((part) => (
      <Fragment key={part}>
        <wbr />
        {part}
      </Fragment>
    )),
  ];
}

/** Both sides, a line a member. */
function Lines({ lines, kind }: { lines: readonly MemberLine[]; kind: Change["kind"] }) {
  const names = Math.min(LONGEST_NAME, Math.max(...lines.map((line) => line.name.length)));
  return (
    <div className="zlines" style={{ "--names": names === 0 ? "0px" : `${names + 2}ch` } as React.CSSProperties}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a change keep their places
        <Line key={i} line={line} whole={kind === "added" || kind === "removed"} />
      ))}
    </div>
  );
}

/** `whole`: all of the mapping is on one side only, so that no part of a line stands out. */
function Line({ line: { name, before, after, same }, whole }: { line: MemberLine; whole: boolean }) {
  const t = useT();
  const [a, b] =
    same || whole || before === undefined || after === undefined
      ? [plain(before, !same && !whole), plain(after, !same && !whole)]
      : partsOf(before, after);
  const side = (value: string | undefined, parts: Part[], mark: "removed" | "added") =>
    value === undefined ? (
      <div className="cell nil">
        <span className="unseen">{t("compare.absent")}</span>
      </div>
    ) : (
      <div className={same ? "cell" : `cell ${mark}`}>
        <span className="k">{humps(name)}</span>
        <span className="v">
          <PartsText parts={parts} />
        </span>
      </div>
    );
  return (
    <>
      {side(before, a, "removed")}
      {side(after, b, "added")}
    </>
  );
}

const plain = (text: string | undefined, changed: boolean): Part[] =>
  text === undefined || text === "" ? [] : [{ text, changed }];

function Note({ severity, children }: { severity: Severity; children: ReactNode }) {
  return (
    <p className={`note ${severity}`}>
      <Icon name={severityIcons[severity]} size={14} />
      <span>{children}</span>
    </p>
  );
}
