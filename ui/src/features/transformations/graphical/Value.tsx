import { summary, toneOf } from "../../../components/explain/lines";
import { useT } from "../../../shell/i18n";

/** A value that came of a try. */
export function Value({ json }: { json: string | undefined }) {
  const t = useT();
  if (json === undefined) return <i>{t("try.missing")}</i>;
  return (
    <code className={`shown ${toneOf(json)}`} title={json}>
      {summary(json)}
    </code>
  );
}
