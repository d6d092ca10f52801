import { ErrorMessage } from "../../../components/Message";
import { useReading } from "../../../shell/data";
import { useT } from "../../../shell/i18n";

interface Props {
  of: { job: string; entity: string; id: string };
  version: number;
}

/** What of the output of one entity is another than that of the version in use, as Run on All found it. */
export function Differences({ of, version }: Props) {
  const t = useT();
  const { data, error } = useReading("transformation_effect_one", of);
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  const { before, after, differences } = data;
  return (
    <details className="zdifferences" open data-testid="differences">
      <summary>{t("try.differences", { count: differences.length, version })}</summary>
      {differences.length === 0 && (
        <p className="quiet">
          {t(`try.was.${before.kind}`)} → {t(`try.was.${after.kind}`)}
        </p>
      )}
      <dl>
        {differences.map(({ pointer, before, after }) => (
          <div key={pointer}>
            <dt title={pointer}>{pointer}</dt>
            <dd>
              {before !== undefined && <del>{before}</del>}
              {after !== undefined && <ins>{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
