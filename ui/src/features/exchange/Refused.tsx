import type { AppError } from "../../api/generated/AppError";
import { Strip } from "../../components/Strip";

/** An error with its help and code. */
export function Refused({ error }: { error: AppError | undefined }) {
  if (!error) return null;
  return (
    <Strip severity="error" testid="exchange-refused">
      {error.message} {error.help} <small className="quiet">{error.code}</small>
    </Strip>
  );
}
