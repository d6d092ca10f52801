import type { ReactNode } from "react";
import type { AppError } from "../api/generated/AppError";
import { t } from "../shell/i18n";
import { ErrorMessage, Message } from "./Message";
import { SkeletonRows } from "./SkeletonRows";

/** The snapshot holds no such entity (`errors.rs`). */
const NO_ENTITY = "ZD1012";

interface Props {
  error: AppError | null;
  /** What is said where the entity is gone. */
  gone: { title: string; text: string; testid: string };
  actions: ReactNode;
}

/** What stands in a detail whose entity is not there: on its way, gone from the snapshot, or refused. */
export function Missing({ error, gone, actions }: Props) {
  if (!error) return <SkeletonRows label={t("common.loading")} rows={6} />;
  if (error.code !== NO_ENTITY) return <ErrorMessage error={error} actions={actions} />;
  return <Message icon="question-mark" {...gone} actions={actions} />;
}
