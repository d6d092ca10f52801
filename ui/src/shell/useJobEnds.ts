import { useEffect } from "react";
import { announce, tell } from "./announce";
import { useT, useTextOf } from "./i18n";
import { onJobEnd } from "./jobs";

/** Says how each job ended; shows why one failed, since what failed here and not at an account leaves no mark there. */
export function useJobEnds(): void {
  const t = useT();
  const textOf = useTextOf();
  useEffect(
    () =>
      onJobEnd((job) => {
        if (job.state === "running") return;
        const text = t(`job.ended.${job.state}`, { title: textOf(job.title), message: job.error?.message ?? "" });
        if (job.state !== "failed") announce(text);
        else if (job.kind === "change") announce(text, "urgent");
        else tell(text);
      }),
    [t, textOf],
  );
}
