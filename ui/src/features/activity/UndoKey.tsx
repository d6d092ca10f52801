import { call } from "../../api/api";
import type { AppError } from "../../api/generated/AppError";
import { announce } from "../../shell/announce";
import { requestChange } from "../../shell/changes";
import { useKeys } from "../../shell/keyboard/useKeys";

/** Ctrl+Z: the preview of the latest change's reverse. */
export function UndoKey() {
  useKeys({
    undo: () => {
      call("activity_page", { query: { search: "", failedOnly: false, offset: 0, limit: 20 } }).then(
        ({ rows }) => {
          const entry = rows.find((row) => row.undo === "offered");
          if (entry) requestChange({ change: { kind: "undo", entry: entry.entry } });
        },
        (error: AppError) => announce(error.message, "urgent"),
      );
    },
  });
  return null;
}
