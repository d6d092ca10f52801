import { Strip } from "../../components/Strip";
import type { TabProps } from "../../shell/feature";
import { useT } from "../../shell/i18n";
import { isAccount } from "../../shell/isAccount";
import { PropertiesEditor } from "./PropertiesEditor";
import "./properties.css";

/** `/system/<id>/properties` */
export function PropertiesTab({ system }: TabProps) {
  const t = useT();
  return (
    <div className="zproperties-tab">
      {system.demo && system.state !== "folder" && <Strip>{t("properties.demo")}</Strip>}
      <PropertiesEditor
        key={system.id}
        owner={system.id}
        name={system.name}
        isSystem
        rotates={!system.demo && isAccount(system)}
      />
    </div>
  );
}
