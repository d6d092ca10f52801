import { type DragEvent, useState } from "react";
import type { SystemNode } from "../../api/generated/SystemNode";
import { t } from "../../shell/i18n";
import { type Place, refusal } from "./places";
import { rowKey } from "./rowKey";

/** Marks what is dragged as ours, so that nothing else takes it. */
const TYPE = "application/x-zonedesk-system";

/** Where something dragged is over: a row by its key, or the room below all rows. */
interface Over {
  key: string;
  taken: boolean;
  text: string;
}

export const TOP = "top";

/** Dragging a system onto another, or below all rows for the top. */
export function useTreeDrag(systems: readonly SystemNode[], onMove: (child: SystemNode, to: Place) => void) {
  const [dragged, setDragged] = useState<SystemNode>();
  const [over, setOver] = useState<Over>();
  const at = (event: DragEvent): { key: string; place: Place } | undefined => {
    const key = rowKey(event.target) ?? TOP;
    const above = systems.find((s) => s.id === key);
    // Rows of the favourites are no places.
    return above || key === TOP ? { key, place: { above } } : undefined;
  };
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };
  return {
    over,
    handlers: {
      onDragStart: (event: DragEvent) => {
        const system = systems.find((s) => s.id === rowKey(event.target));
        if (!system) return;
        event.dataTransfer.setData(TYPE, system.id);
        event.dataTransfer.effectAllowed = "move";
        setDragged(system);
      },
      onDragOver: (event: DragEvent) => {
        if (!dragged) return;
        const to = at(event);
        if (!to) return setOver(undefined);
        const why = refusal(systems, dragged, to.place);
        if (!why) event.preventDefault();
        event.dataTransfer.dropEffect = why ? "none" : "move";
        if (over?.key === to.key) return;
        const above = to.place.above?.name;
        const good = above
          ? t("landscape.dropBelow", { name: dragged.name, above })
          : t("landscape.dropTop", { name: dragged.name });
        setOver({ key: to.key, taken: !why, text: why ? t(why.key, { ...why.values }) : good });
      },
      onDrop: (event: DragEvent) => {
        const to = at(event);
        if (dragged && to) {
          event.preventDefault();
          onMove(dragged, to.place);
        }
        end();
      },
      onDragEnd: end,
      onDragLeave: (event: DragEvent) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) {
          setOver(undefined);
        }
      },
    },
  };
}
