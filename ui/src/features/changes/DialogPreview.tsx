import type { Change } from "../../api/generated/Change";
import type { Job } from "../../api/generated/Job";
import { PreviewDialog } from "./PreviewDialog";
import { useChange } from "./useChange";

interface Props {
  change: Change;
  /** Sent, and every request answered well. */
  onDone: (job: Job) => void;
  onClose: () => void;
  onActivity: () => void;
  onAgain: () => void;
}

/** The Change Preview as a dialog of its own. */
export function DialogPreview({ change, onDone, ...handles }: Props) {
  const flow = useChange(change, onDone);
  return <PreviewDialog flow={flow} {...handles} />;
}
