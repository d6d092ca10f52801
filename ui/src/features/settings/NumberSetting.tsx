import type { Settings } from "../../api/generated/Settings";
import { TextSetting } from "./forms";
import { useSettings } from "./useSettings";

interface Props {
  field: "autoLockMinutes" | "inactiveAfterDays" | "requestsPerSecond" | "snapshotWarningHours";
  least: number;
  most: number;
  label: string;
  hint: string;
  /** What is wrong with a text that is no such number, a sentence. */
  wrong: string;
  onSaved?: () => void;
  testid: string;
}

/** A whole number between two others, kept when one leaves the field. */
export function NumberSetting({ field, least, most, label, hint, wrong, onSaved, testid }: Props) {
  const { settings, save, error } = useSettings();
  const check = (text: string) => {
    const number = Number(text.trim());
    return /^\d+$/.test(text.trim()) && number >= least && number <= most ? undefined : wrong;
  };
  return (
    <TextSetting
      label={label}
      hint={hint}
      value={String(settings[field])}
      check={check}
      refused={error?.message}
      onSave={(text) => {
        const part: Partial<Settings> = { [field]: Number(text) };
        void save(part).then(onSaved);
      }}
      testid={testid}
    />
  );
}
