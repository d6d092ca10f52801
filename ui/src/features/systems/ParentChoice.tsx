import type { SystemNode } from "../../api/generated/SystemNode";
import { Choice } from "../../components/form/Choice";
import { useT } from "../../shell/i18n";

interface Props {
  systems: readonly SystemNode[];
  /** A system that is there: neither itself nor what stands below it can be above it. */
  before?: SystemNode | undefined;
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}

/** What a system stands below: a directory, a global account, or nothing. */
export function ParentChoice({ systems, before, value, onChange, error }: Props) {
  const t = useT();
  const below = new Set(before ? [before.id] : []);
  for (const system of systems) if (system.parent && below.has(system.parent)) below.add(system.id);
  const above = systems.filter((s) => s.level !== "subaccount" && !below.has(s.id));
  return (
    <Choice
      label={t("systems.parent")}
      value={above.some((s) => s.id === value) ? value : ""}
      options={[
        { value: "", title: t("systems.top") },
        ...above.map((s) => ({ value: s.id, title: s.name, detail: t(`level.${s.level}`) })),
      ]}
      onChange={onChange}
      error={error}
      testid="system-parent"
    />
  );
}
