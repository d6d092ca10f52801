import { type KeyboardEvent, useEffect, useRef } from "react";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { ExplainRow } from "../../../components/explain/ExplainRow";
import { MenuButton } from "../../../components/MenuButton";
import { Tabs } from "../../../components/Tabs";
import { useT } from "../../../shell/i18n";
import { spell } from "../../../shell/keyboard/shortcuts";
import { useRemembered } from "../../../shell/useRemembered";
import type { Try } from "../tryout/useTry";
import { JsonTab } from "./JsonTab";
import { MappingForm } from "./MappingForm";
import type { Graphical } from "./useGraphical";
import { titleOf } from "./words";
import "./form.css";
import "./cards.css";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  state: Graphical;
  attempt: Try;
  /** Number of the version in use. */
  version: number;
  /** The focus goes back to the rows. */
  onClose: () => void;
}

const tabs = ["mapping", "try", "json"] as const;

/** The mapping whose row is open: its members, what it did in the try, its text. */
export function SideForm({ system, kind, state, attempt, version, onClose }: Props) {
  const t = useT();
  const [tab, setTab] = useRemembered<(typeof tabs)[number]>("workbench.form", "mapping");
  const title = useRef<HTMLHeadingElement>(null);
  const { opened, toForm, formSeen, torn } = state;
  useEffect(() => {
    if (toForm === formSeen.current) return;
    formSeen.current = toForm;
    title.current?.focus();
  }, [toForm, formSeen]);
  if (!opened) return null;
  const { entity, row } = opened;
  const { pointer } = row;
  const step = stepOf(attempt, entity.name, row.number, row.range.from.line);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as Element;
    // A dialog over the form keeps its keys.
    if (target.closest("dialog")) return;
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && by !== undefined && !torn && !target.closest("fieldset.fcd")) {
      event.preventDefault();
      state.move(pointer, by);
    }
  };
  const keys = (key: string) => spell(`Alt+${key}`).replace("ArrowUp", "↑").replace("ArrowDown", "↓");
  const still = torn ? t("graphical.torn") : undefined;
  return (
    <aside
      className={torn ? "zmapping torn" : "zmapping"}
      aria-label={t("graphical.form")}
      data-region="detail"
      data-testid="mapping-form"
      onKeyDown={onKeyDown}
    >
      <header>
        <div className="t">
          <h2 ref={title} tabIndex={-1} title={titleOf(row)}>
            {titleOf(row)}
          </h2>
          <p>
            {[
              t("graphical.form.place", { entity: entity.name, number: row.number }),
              row.change && t(`graphical.form.${row.change}`, { number: version }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <MenuButton
          label={t("graphical.form.acts")}
          icon="overflow"
          testid="mapping-acts"
          items={[
            {
              id: "up",
              title: t("graphical.move.up"),
              keys: keys("ArrowUp"),
              disabled: still,
              run: () => state.move(pointer, -1),
            },
            {
              id: "down",
              title: t("graphical.move.down"),
              keys: keys("ArrowDown"),
              disabled: still,
              run: () => state.move(pointer, 1),
            },
            {
              id: "first",
              title: t("graphical.move.first"),
              keys: keys("Home"),
              disabled: still,
              run: () => state.move(pointer, "first"),
            },
            {
              id: "last",
              title: t("graphical.move.last"),
              keys: keys("End"),
              disabled: still,
              run: () => state.move(pointer, "last"),
            },
          ]}
        />
        <Button
          design="transparent"
          icon="decline"
          tooltip={`${t("common.close")} (Esc)`}
          onClick={onClose}
          testid="mapping-close"
        />
      </header>
      <div className="bar">
        <Tabs
          label={t("graphical.form")}
          tabs={tabs.map((id) => ({ id, title: t(`graphical.tab.${id}`), testid: `mapping-tab-${id}` }))}
          selected={tab}
          onSelect={(id) => setTab(tabs.find((one) => one === id) ?? "mapping")}
        />
      </div>
      {tab === "mapping" && (
        <fieldset className="fm" disabled={torn} key={state.form} aria-label={t("graphical.tab.mapping")}>
          <MappingForm system={system} kind={kind} state={state} entity={entity} row={row} step={step} />
        </fieldset>
      )}
      {tab === "try" && <Steps step={step} attempt={attempt} />}
      {tab === "json" && <JsonTab key={state.form} state={state} pointer={pointer} />}
      <footer>
        <span className="quiet ell">
          {step && t("graphical.values", { sample: sampleOf(attempt, t("graphical.pasted")) })}
        </span>
        <Button
          design="transparent"
          disabled={torn}
          tooltip={still}
          onClick={() => state.duplicate(pointer)}
          testid="mapping-duplicate"
        >
          {t("graphical.duplicate")}
        </Button>
        <Button
          design="transparent"
          disabled={torn}
          tooltip={still}
          onClick={() => state.remove(pointer)}
          testid="mapping-delete"
        >
          {t("graphical.delete")}
        </Button>
      </footer>
    </aside>
  );
}

/** What the mapping did, where the try was of this text and this entity type. */
function stepOf(attempt: Try, entity: string, number: number, line: number): ExplainedMapping | undefined {
  if (attempt.choice.entity !== entity) return undefined;
  const step = attempt.tried?.mappings[number - 1];
  return step?.number === number && step.range.from.line === line ? step : undefined;
}

const sampleOf = ({ sample }: Try, pasted: string): string =>
  sample?.of === "stored" ? (sample.title ?? sample.id) : pasted;

function Steps({ step, attempt }: { step: ExplainedMapping | undefined; attempt: Try }) {
  const t = useT();
  if (!step) {
    const { ended } = attempt.tried ?? {};
    const why = ended && "message" in ended ? ended.message : attempt.error?.message;
    return <p className="none">{why ?? t("graphical.noTry")}</p>;
  }
  return (
    <div className="zexplain steps" data-testid="mapping-steps">
      <div className="row current">
        <ExplainRow mapping={step} current />
      </div>
    </div>
  );
}
