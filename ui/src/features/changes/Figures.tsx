import type { PasteFigures } from "../../api/generated/PasteFigures";
import { useFormat, useT } from "../../shell/i18n";

const order = ["lines", "found", "created", "already", "leftOut"] as const;

/** What became of the lines of a paste. */
export function Figures({ paste }: { paste: PasteFigures }) {
  const t = useT();
  const format = useFormat();
  return (
    <dl className="zfive" aria-label={t("changes.paste.label")}>
      {order.map((key) => (
        <div key={key}>
          <dd>{format.number(paste[key])}</dd>
          <dt>{t(`changes.paste.${key}`)}</dt>
        </div>
      ))}
    </dl>
  );
}
