import { useState } from "react";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { Transformation } from "../../../api/generated/Transformation";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { ErrorMessage } from "../../../components/Message";
import { SkeletonRows } from "../../../components/SkeletonRows";
import { Strip } from "../../../components/Strip";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";
import { navigate, paths, usePlace } from "../../../shell/router";
import { Compared } from "./Compared";
import { Head } from "./Head";
import { SideBar } from "./SideBar";
import { type Go, modes, ownName, sideOf } from "./sides";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  systems: readonly SystemNode[];
}

/** Two transformations side by side; the address says which, and how they are looked at. */
export function Compare({ system, kind, systems }: Props) {
  const t = useT();
  const { data, error } = useReading("transformation", { system: system.id, kind });
  if (error) return <ErrorMessage error={error} />;
  if (!data) return <SkeletonRows label={t("common.loading")} />;
  return <Known system={system} kind={kind} systems={systems} data={data} />;
}

/** What is compared where the address does not say: the draft or the last change with what was before it. */
function usual({ version: { number }, draft }: Transformation): [a: string, b: string] {
  if (draft) return [`v${number}`, "draft"];
  return [number > 1 ? `v${number - 1}` : "default", `v${number}`];
}

/** Number of the version that a side is; 0 where it is none. Whoever compares with one knows of it. */
const numberOf = (side: string) => Number(/^v(\d+)$/.exec(side)?.[1] ?? 0);

function Known({ system, kind, systems, data }: Props & { data: Transformation }) {
  const t = useT();
  const { query } = usePlace();
  // What it began with stays, also where another version is saved meanwhile.
  const [[usualA, usualB]] = useState(() => usual(data));
  const own = (name: string) => ownName(name, system.id, data.version.number);
  const a = own(query.get("a") ?? usualA);
  const b = own(query.get("b") ?? usualB);
  const mode = modes.find((one) => one === query.get("mode")) ?? "meaning";
  /** Number of the version in use that the person knows of. */
  const [seen, setSeen] = useState(() => Math.max(data.version.number, numberOf(a), numberOf(b)));
  const go: Go = (to, options) => {
    const next = { a, b, mode, ...to };
    void navigate(paths.compare(system.id, kind, next.a, next.b, next.mode), options);
  };

  const before = sideOf(a);
  const after = sideOf(b);
  const bar = { system, kind, systems, data, a, b, onGo: go };
  if (!before || !after) {
    return (
      <>
        <Head system={system} kind={kind} mode={mode} onGo={go} />
        <SideBar {...bar} />
        <Strip severity="warning" testid="side-gone">
          {t("compare.gone")}
        </Strip>
      </>
    );
  }
  const sides = { system: system.id, kind, a, b, before, after };
  return <Compared key={`${a} ${b}`} {...bar} mode={mode} sides={sides} seen={seen} onSeen={setSeen} />;
}
