import { useT } from "../../shell/i18n";
import { TextField } from "../form/TextField";

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** How long a token is good for. */
export function TokenMinutes(props: Props) {
  const t = useT();
  return (
    <TextField
      label={t("consumers.tokenLife")}
      hint={t("consumers.tokenLifeHint")}
      maxLength={4}
      required
      testid="consumer-token-minutes"
      {...props}
    />
  );
}

/** What was typed; 0, which is refused, where it is no whole number. */
export const minutesOf = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : 0);
