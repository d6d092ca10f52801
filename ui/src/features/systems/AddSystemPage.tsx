import { ErrorMessage } from "../../components/Message";
import { useReading } from "../../shell/data";
import { usePlace } from "../../shell/router";
import { AddSystem } from "./wizard/AddSystem";

/** `/add-system?parent=…` */
export function AddSystemPage() {
  const { data, error } = useReading("landscape", {});
  const parent = usePlace().query.get("parent") ?? "";
  if (error) return <ErrorMessage error={error} />;
  if (!data) return null;
  return <AddSystem systems={data.systems} parent={data.systems.some((s) => s.id === parent) ? parent : ""} />;
}
