import { type ComponentProps, Suspense, useState } from "react";
import { t } from "../../shell/i18n";
import { lazyView } from "../../shell/lazyView";
import { Button } from "../Button";
import type { ColumnsDialog as Columns } from "./ColumnsDialog";

const ColumnsDialog = lazyView(() => import("./ColumnsDialog").then((m) => m.ColumnsDialog));

/** The gear of a list: which columns it shows. */
export function ColumnsButton(props: Omit<ComponentProps<typeof Columns>, "onClose">) {
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <Button
        design="transparent"
        icon="action-settings"
        tooltip={t("grid.columns")}
        onClick={() => setChoosing(true)}
        testid="columns-open"
      />
      {choosing && (
        <Suspense>
          <ColumnsDialog {...props} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
