import type { Properties } from "../../api/generated/Properties";
import { Choice } from "../../components/form/Choice";
import { useReading } from "../../shell/data";
import { useT } from "../../shell/i18n";
import { Link, paths } from "../../shell/router";
import type { Draft } from "./draft";

interface Props {
  stored: Properties;
  draft: Draft | undefined;
  onChange: (next: (draft: Draft) => Draft) => void;
}

/** Which destination stands behind the system's own properties, and the way to all of them. */
export function DestinationChoice({ stored, draft, onChange }: Props) {
  const t = useT();
  const { data } = useReading("destinations", {});
  const before = stored.destination?.id ?? "";
  const all = <Link to={paths.page("destinations")}>{t("properties.destinations")}</Link>;
  if (!draft) {
    return (
      <p className="destination" data-testid="destination">
        {t("properties.destination")}:{" "}
        {stored.destination ? (
          <Link to={paths.page("destinations", stored.destination.id)}>{stored.destination.name}</Link>
        ) : (
          t("properties.noDestination")
        )}
        {" · "}
        {all}
      </p>
    );
  }
  return (
    <div className="destination">
      <Choice
        label={t("properties.destination")}
        value={draft.destination ?? before}
        options={[
          { value: "", title: t("properties.noDestination") },
          ...(data ?? []).map(({ id, name, description }) => ({ value: id, title: name, detail: description })),
        ]}
        onChange={(id) => onChange((now) => ({ ...now, destination: id === before ? undefined : id }))}
        hint={t("properties.destinationHint")}
        testid="field-destination"
      />
      {all}
    </div>
  );
}
