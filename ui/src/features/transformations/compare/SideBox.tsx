import { type DragEvent, useRef, useState } from "react";
import { call } from "../../../api/api";
import type { AppError } from "../../../api/generated/AppError";
import type { ComparedSide } from "../../../api/generated/ComparedSide";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationFile } from "../../../api/generated/TransformationFile";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { errorText } from "../../../components/Refused";
import { Strip } from "../../../components/Strip";
import { droppedFiles, holdsFiles, importFiles } from "../../../shell/files";
import { saidBy, useFormat, useT } from "../../../shell/i18n";
import { withKeys } from "../../../shell/keyboard/shortcuts";
import { useKeys } from "../../../shell/keyboard/useKeys";
import { useNow } from "../../../shell/useNow";
import { SidePicker } from "./SidePicker";
import { keepFile, sideOf } from "./sides";
import { WhichSystem } from "./WhichSystem";

interface Props {
  letter: "A" | "B";
  /** The system that is looked at, whose versions stand first; none: all of them are looked at. */
  own?: { system: SystemNode; data: Transformation };
  kind: TransformationKind;
  systems: readonly SystemNode[];
  /** As in the address. */
  name: string;
  side: ComparedSide | undefined;
  onChoose: (name: string) => void;
}

/** One side of the comparison: what it is, and the way to another. */
export function SideBox({ letter, name, side, onChoose, ...shared }: Props) {
  const t = useT();
  const box = useRef<HTMLButtonElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [exported, setExported] = useState<{ file: TransformationFile; text: string }>();
  const { kind, systems } = shared;
  const label = side?.label ?? labelOf(name, systems, t);
  const detail = useDetail(name, side);
  useKeys({ [`side${letter}`]: () => setOpen(true) });

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setRefused(undefined);
    const [read] = await importFiles([chosen]);
    if (read?.text === undefined) {
      setRefused(t("compare.noText", { name: chosen.name }));
      return;
    }
    try {
      const found = await call("transformation_file", { name: read.name, text: read.text });
      if (found.systems.length === 0) onChoose(keepFile({ of: "file", name: read.name, text: read.text }));
      else setExported({ file: found, text: read.text });
    } catch (error) {
      setRefused(errorText(error as AppError));
    }
  };
  const onDrag = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then(([first]) => take(first));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can also be chosen by the button inside
    <div
      className={over ? "side over" : "side"}
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      data-testid={`side-${letter}`}
    >
      <button
        ref={box}
        type="button"
        aria-haspopup="listbox"
        aria-expanded={open}
        title={[withKeys(label, `side${letter}`), detail].filter(Boolean).join("\n")}
        onClick={() => setOpen(!open)}
      >
        <span className={`ab ${letter}`}>{letter}</span>
        <span className="texts">
          <b className="ell">{label}</b>
          {detail && <small className="ell">{detail}</small>}
        </span>
        <Icon name="slim-arrow-down" />
      </button>
      <input
        ref={file}
        type="file"
        accept=".json,.txt,application/json"
        hidden
        aria-label={t("compare.file")}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
        data-testid={`file-${letter}`}
      />
      {refused !== undefined && (
        <div className="refused">
          <Strip
            severity="error"
            testid="file-refused"
            actions={
              <Button
                design="transparent"
                icon="decline"
                tooltip={t("common.close")}
                onClick={() => setRefused(undefined)}
              />
            }
          >
            {refused}
          </Strip>
        </div>
      )}
      {open && (
        <SidePicker
          {...shared}
          label={t("compare.choose", { letter })}
          name={name}
          box={box}
          onChoose={(chosen) => {
            setOpen(false);
            box.current?.focus();
            if (chosen !== name) onChoose(chosen);
          }}
          onFile={() => {
            setOpen(false);
            box.current?.focus();
            file.current?.click();
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {exported && (
        <WhichSystem
          file={exported.file}
          kind={kind}
          onClose={() => setExported(undefined)}
          onChoose={(system) => {
            const { file, text } = exported;
            setExported(undefined);
            onChoose(keepFile({ of: "file", name: file.name, text, system }));
          }}
        />
      )}
    </div>
  );
}

/** What a side is called before it was read. */
export function labelOf(name: string, systems: readonly SystemNode[], t: ReturnType<typeof useT>): string {
  const side = sideOf(name);
  switch (side?.of) {
    case "version":
      return t("transformations.version", { number: side.number });
    case "draft":
      return t("compare.draft");
    case "default":
      return t("compare.default");
    case "system":
      return systems.find((one) => one.id === side.system)?.name ?? side.system;
    case "file":
      return side.system === undefined ? side.name : `${side.name} · ${side.system}`;
    default:
      return t("compare.nothing");
  }
}

/** The second line: since when, by whom, why, and what is wrong with it. */
function useDetail(name: string, side: ComparedSide | undefined): string {
  const t = useT();
  const format = useFormat();
  const now = useNow(30_000);
  if (!side) return "";
  const { at, who, inUse, errors, warnings } = side;
  const description = side.description && saidBy(who, side.description);
  const counted = t("compare.counted", { errors, warnings });
  if (name === "draft") {
    const edited = at && t("compare.edited", { age: format.age(at, now) });
    return [t("compare.notSaved"), edited, counted].filter(Boolean).join(" · ");
  }
  const saved = at && (who ? t("compare.savedBy", { date: format.date(at, now), who }) : format.date(at, now));
  const wrong = errors > 0 || name.startsWith("file") ? counted : undefined;
  return [inUse && t("compare.current"), saved, description && t("compare.described", { description }), wrong]
    .filter(Boolean)
    .join(" · ");
}
