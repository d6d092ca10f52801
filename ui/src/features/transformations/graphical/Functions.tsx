import { type PointerEvent, useRef, useState } from "react";
import type { ExplainedMapping } from "../../../api/generated/ExplainedMapping";
import type { Language } from "../../../api/generated/Language";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { MappingFinding } from "../../../api/generated/MappingFinding";
import { Button } from "../../../components/Button";
import { announce } from "../../../shell/announce";
import { useT } from "../../../shell/i18n";
import { addFunction, takeOut } from "./acts";
import { FunctionCard } from "./FunctionCard";
import { Picker } from "./Picker";
import { indexOf, listOf } from "./rows";

interface Props {
  row: MappingDetail;
  step: ExplainedMapping | undefined;
  act: (acts: MappingAct[]) => Promise<void>;
  /** What there is; none while it is on its way. */
  language: Language | undefined;
  findings: readonly MappingFinding[];
}

/** What is done with the value, from top to bottom. */
export function Functions({ row, step, act, language, findings }: Props) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const now = (acts: MappingAct[]) => act(acts).catch(() => undefined);
  const { functions } = row;
  const known = language?.functions ?? [];
  const move = async (from: number, to: number) => {
    const [moved, other] = [functions[from], functions[to]];
    if (!moved || !other || from === to) return;
    const pointer = listOf(moved.pointer);
    await now([{ act: "move", pointer, from: indexOf(moved.pointer), to: indexOf(other.pointer) }]);
    announce(t("graphical.said.functionMoved", { name: moved.name, number: to + 1, count: functions.length }));
    // The cards are known by their places: the focus goes with the function.
    const had = list.current?.contains(document.activeElement);
    if (had) list.current?.querySelectorAll<HTMLElement>(".fcd button")[0] && focusCard(list.current, to);
  };
  const grip = (from: number) => (event: PointerEvent) => {
    if (event.button !== 0 || !list.current) return;
    event.preventDefault();
    const cards = [...list.current.querySelectorAll<HTMLElement>(".fcd")];
    let to = from;
    const onMove = (moved: globalThis.PointerEvent) => {
      const middles = cards.map((card) => card.getBoundingClientRect()).map(({ top, height }) => top + height / 2);
      to = Math.min(cards.length - 1, middles.filter((y, i) => i !== from && y < moved.clientY).length);
      for (const [i, card] of cards.entries()) card.classList.toggle("goal", i === to && to !== from);
    };
    const end = (drop: boolean) => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("keydown", onKey, true);
      for (const card of cards) card.classList.remove("goal");
      if (drop) void move(from, to);
    };
    const onUp = () => end(true);
    const onKey = (pressed: globalThis.KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(false);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("keydown", onKey, true);
  };
  return (
    <div className="functions">
      <h3>{t("graphical.functions")}</h3>
      <div ref={list}>
        {functions.map((call, i) => {
          const at = `/functions/${indexOf(call.pointer)}`;
          return (
            <FunctionCard
              key={`${call.pointer} ${call.name}`}
              call={call}
              known={known.find(({ name }) => name === call.name)}
              common={language?.commonParameters ?? []}
              step={step?.functions[i]}
              findings={findings
                .filter(({ member }) => member === at || member.startsWith(`${at}/`))
                .map(({ member, finding }) => ({ member: member.slice(at.length), finding }))}
              first={i === 0}
              last={i === functions.length - 1}
              act={act}
              onMove={(by) => void move(i, i + by)}
              onRemove={() => void now([takeOut(call.pointer, functions.length)])}
              onGrip={grip(i)}
            />
          );
        })}
      </div>
      <Button design="transparent" icon="add" onClick={() => setAdding(true)} testid="add-function">
        {t("graphical.addFunction")}
      </Button>
      {adding && (
        <Picker
          title={t("graphical.addFunction")}
          placeholder={t("graphical.findFunction")}
          options={known.map(({ name, help }) => ({ id: name, title: name, detail: help }))}
          onClose={() => setAdding(false)}
          onPick={(name) => {
            setAdding(false);
            const picked = known.find((one) => one.name === name);
            if (picked) void now([addFunction(row, picked)]);
          }}
        />
      )}
    </div>
  );
}

function focusCard(list: HTMLElement, index: number): void {
  requestAnimationFrame(() => {
    list.querySelectorAll<HTMLElement>(".fcd")[index]?.querySelector<HTMLElement>("button")?.focus();
  });
}
