import { Button } from "../../components/Button";
import { ErrorMessage, Message } from "../../components/Message";
import { useReading } from "../../shell/data";
import type { PageProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { navigate, paths, usePlace } from "../../shell/router";
import { SystemForm } from "./SystemForm";
import { AddSystem } from "./wizard/AddSystem";

/** `/add-system?parent=…` */
export function AddSystemPage() {
  const { data, error } = useReading("landscape", {});
  const parent = usePlace().query.get("parent") ?? "";
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  return <AddSystem systems={data.systems} parent={data.systems.some((s) => s.id === parent) ? parent : ""} />;
}

/** `/edit-system/<id>` */
export function EditSystemPage({ rest }: PageProps) {
  const t = useT();
  const { data, error } = useReading("landscape", {});
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  const [id = ""] = rest;
  const system = data.systems.find((s) => s.id === id);
  if (!system) {
    return (
      <Message
        icon="question-mark"
        title={t("system.missing")}
        text={t("system.missingText", { id })}
        actions={<Button onClick={() => void navigate(paths.home)}>{t("system.home")}</Button>}
      />
    );
  }
  return <SystemForm key={id} systems={data.systems} before={system} />;
}
