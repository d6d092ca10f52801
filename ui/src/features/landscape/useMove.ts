import { useState } from "react";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import { announce } from "../../shell/announce";
import { t } from "../../shell/i18n";
import { isRefusal, type Place, type Refusal, refusal } from "./places";

/** Puts systems elsewhere in the tree; a place that cannot be is told, to eyes and ears. */
export function useMove(systems: readonly SystemNode[]) {
  const [told, setTold] = useState<string>();
  const tell = (text: string) => {
    setTold(text);
    announce(text);
  };
  const move = async (child: SystemNode, to: Place | Refusal): Promise<boolean> => {
    const why = isRefusal(to) ? to : refusal(systems, child, to);
    if (why) {
      tell(t(why.key, { ...why.values }));
      return false;
    }
    const { above } = to as Place;
    try {
      await call("system_update", { id: child.id, edit: { parent: above?.id ?? "" } });
    } catch (refused) {
      setTold((refused as AppError).message);
      announce((refused as AppError).message, "urgent");
      return false;
    }
    setTold(undefined);
    announce(
      above
        ? t("landscape.moved", { name: child.name, above: above.name })
        : t("landscape.movedTop", { name: child.name }),
    );
    return true;
  };
  return { move, told, forget: () => setTold(undefined) };
}
