import type { AppError } from "../api/generated/AppError";
import { Strip } from "./Strip";

interface Props {
  error: AppError | null | undefined;
  testid?: string | undefined;
}

/** A refused call above what was to be done: what is wrong, what helps, and the code to ask for. */
export function Refused({ error, testid }: Props) {
  if (!error) return null;
  return (
    <Strip severity="error" testid={testid}>
      {error.message} {error.help} <small className="quiet">{error.code}</small>
    </Strip>
  );
}

/** What is wrong and what helps, as one text. */
export const errorText = ({ message, help }: AppError): string => [message, help].filter(Boolean).join(" ");

/** What is wrong at a field, where it is that. */
export const errorAt = (error: AppError | undefined, field: string): string | undefined =>
  error?.where === field ? errorText(error) : undefined;
