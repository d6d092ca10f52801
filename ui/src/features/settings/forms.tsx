import { useState } from "react";
import type { Settings } from "../../api/generated/Settings";
import { Choice } from "../../components/form/Choice";
import { TextField } from "../../components/form/TextField";
import { useT } from "../../shell/i18n";
import { useSettings } from "./useSettings";

interface TextSettingProps {
  label: string;
  hint: string;
  value: string;
  /** What is wrong with a text, a sentence; none: nothing. */
  check: (text: string) => string | undefined;
  refused: string | undefined;
  onSave: (text: string) => void;
  testid: string;
}

/** A text that is kept when one leaves the field, if it is right. */
export function TextSetting({ label, hint, value, check, refused, onSave, testid }: TextSettingProps) {
  const [text, setText] = useState(value);
  const wrong = check(text);
  return (
    <TextField
      label={label}
      hint={hint}
      value={text}
      onChange={setText}
      error={wrong ?? refused}
      onBlur={() => {
        if (!wrong && text.trim() !== value) onSave(text.trim());
      }}
      testid={testid}
    />
  );
}

export function You() {
  const t = useT();
  const { settings, save, error } = useSettings();
  const line = (text: string) => (text.length > 255 || /[\r\n]/.test(text.trim()) ? t("settings.bad.line") : undefined);
  const email = (text: string) =>
    line(text) ?? (text.trim() && !/^[^\s@]+@[^\s@]+$/.test(text.trim()) ? t("settings.bad.email") : undefined);
  const refused = (field: string) => (error && (error.where === field || !error.where) ? error.message : undefined);
  return (
    <>
      <TextSetting
        label={t("settings.name")}
        hint={t("settings.nameHint")}
        value={settings.name}
        check={line}
        refused={refused("name")}
        onSave={(name) => void save({ name })}
        testid="settings-name"
      />
      <TextSetting
        label={t("settings.email")}
        hint={t("settings.emailHint")}
        value={settings.email}
        check={email}
        refused={refused("email")}
        onSave={(next) => void save({ email: next })}
        testid="settings-email"
      />
    </>
  );
}

const languages: readonly Settings["language"][] = ["system", "english", "german"];
const themes: readonly Settings["theme"][] = ["system", "light", "dark", "highContrastBlack", "highContrastWhite"];
const dates: readonly Settings["dates"][] = ["words", "iso"];
const densities = ["compact", "cozy"] as const;

export function Appearance() {
  const t = useT();
  const { settings, save, error } = useSettings();
  return (
    <>
      <Choice
        label={t("settings.language")}
        value={settings.language}
        options={languages.map((value) => ({ value, title: t(`settings.language.${value}`) }))}
        onChange={(language) => void save({ language })}
        hint={t("settings.languageHint")}
        error={error?.message}
        testid="settings-language"
      />
      <Choice
        label={t("settings.theme")}
        value={settings.theme}
        options={themes.map((value) => ({ value, title: t(`settings.theme.${value}`) }))}
        onChange={(theme) => void save({ theme })}
        error={error?.message}
        testid="settings-theme"
      />
      <Choice
        label={t("settings.density")}
        value={settings.cozy ? "cozy" : "compact"}
        options={densities.map((value) => ({ value, title: t(`settings.density.${value}`) }))}
        onChange={(density) => void save({ cozy: density === "cozy" })}
        hint={t("settings.densityHint")}
        testid="settings-density"
      />
      <Choice
        label={t("settings.dates")}
        value={settings.dates}
        options={dates.map((value) => ({ value, title: t(`settings.dates.${value}`) }))}
        onChange={(next) => void save({ dates: next })}
        testid="settings-dates"
      />
    </>
  );
}
