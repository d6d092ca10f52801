import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import type { SystemNode } from "../../api/generated/SystemNode";
import type { TransformationKind } from "../../api/generated/TransformationKind";
import { Refused } from "../../components/Refused";
import { StateIcon } from "../../components/StateIcon";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { FindOverlay } from "./FindOverlay";

interface Props {
  /** Whose transformation is written. */
  system: string;
  kind: TransformationKind;
  onTake: (name: string, text: string) => void;
  onClose: () => void;
}

/** Asks for another system, whose transformation in use is taken over. */
export function TakeOver({ system, kind, onTake, onClose }: Props) {
  const t = useT();
  const { data } = useReading("landscape", {});
  const [error, setError] = useState<AppError>();
  const asked = useRef<string>(undefined);
  const hitsOf = useCallback(
    (text: string) => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      return (data?.systems ?? []).filter((one) => {
        const said = `${one.name} ${one.region ?? ""} ${one.description}`.toLowerCase();
        return isAccount(one) && one.id !== system && words.every((word) => said.includes(word));
      });
    },
    [data, system],
  );
  const take = async ({ id, name }: SystemNode) => {
    asked.current = id;
    setError(undefined);
    try {
      const text = await call("transformation_text", { system, kind, side: { of: "system", system: id } });
      // Another was picked meanwhile.
      if (asked.current !== id) return;
      // The overlay gives the focus back first, and no key comes between.
      flushSync(onClose);
      onTake(name, text);
    } catch (refused) {
      if (asked.current === id) setError(refused as AppError);
    }
  };
  return (
    <FindOverlay
      title={t("transformations.takeOver")}
      hint={t("transformations.takeOverHint")}
      hitsOf={hitsOf}
      keyOf={({ id }) => id}
      counted={(count) => t("transformations.systemHits", { count })}
      none={t("transformations.noSystem")}
      onPick={(hit) => void take(hit)}
      onClose={() => {
        asked.current = undefined;
        onClose();
      }}
      testid="take-over"
      line={({ name, region, state }) => (
        <>
          <span className="n">
            <StateIcon state={state} />
          </span>
          <span className="ell" title={name}>
            {name}
          </span>
          <small>{region}</small>
        </>
      )}
    >
      <Refused error={error} testid="take-over-error" />
    </FindOverlay>
  );
}
