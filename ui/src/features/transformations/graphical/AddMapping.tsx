import { useState } from "react";
import type { MappingTableEntity } from "../../../api/generated/MappingTableEntity";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { useT } from "../../../shell/i18n";
import { Picker } from "./Picker";
import { find } from "./rows";
import type { Graphical } from "./useGraphical";
import { usePaths } from "./usePaths";

interface Props {
  system: SystemNode;
  kind: TransformationKind;
  state: Graphical;
  onAdd: (entity: MappingTableEntity | string, json: string) => void;
  onClose: () => void;
}

const CONSTANT = " constant";
const VARIABLE = " variable";

/** A new mapping, from a path that the entities of the snapshot really have, or from any other source. */
export function AddMapping({ system, kind, state, onAdd, onClose }: Props) {
  const t = useT();
  const { table, current } = state;
  const [first] = useState(() => {
    const there = find(table, current)?.entity ?? table?.entities.find(({ pointer }) => pointer === current);
    return there ?? table?.entities[0] ?? "user";
  });
  const name = typeof first === "string" ? first : first.name;
  const paths = usePaths(system, kind, name);
  const add = (id: string) => {
    onClose();
    const path = paths.find((one) => one.path === id);
    const mapping =
      id === CONSTANT
        ? { constant: "" }
        : id === VARIABLE
          ? { sourceVariable: "" }
          : {
              sourcePath: id,
              targetPath: id,
              // What not every one has fails those without it.
              ...(path && path.seen < path.of && { optional: true }),
            };
    onAdd(first, JSON.stringify(mapping));
  };
  return (
    <Picker
      title={t("graphical.addTo", { entity: name })}
      placeholder={t("graphical.findPath")}
      options={[
        ...paths.map(({ path, example, seen, of }) => ({
          id: path,
          title: path,
          detail: seen < of ? t("graphical.pathSeen", { example, seen, of }) : example,
        })),
        { id: CONSTANT, title: t("graphical.source.constant"), detail: t("graphical.constantHint") },
        { id: VARIABLE, title: t("graphical.source.variable"), detail: t("graphical.variableHint") },
      ]}
      other={(typed) =>
        typed.startsWith("$") ? { id: typed, title: typed, detail: t("graphical.ownPath") } : undefined
      }
      onPick={add}
      onClose={onClose}
    />
  );
}
