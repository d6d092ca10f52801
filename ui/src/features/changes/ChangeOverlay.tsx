import { Suspense, useCallback, useState } from "react";
import { createPortal } from "react-dom";
import type { Job } from "../../api/generated/Job";
import { type ChangeRequest, endChange, requestChange, useChangeRequest } from "../../shell/changes";
import { lazyView } from "../../shell/lazyView";
import { navigate, paths } from "../../shell/router";

import { DoneToast } from "./DoneToast";

const DialogPreview = lazyView(() => import("./DialogPreview").then((m) => m.DialogPreview), { ui5: true });
const FootPreview = lazyView(() => import("./FootPreview").then((m) => m.FootPreview), { ui5: true });

/** Shows the change that was asked for last, until it was sent or given up. */
export function ChangeOverlay() {
  const request = useChangeRequest();
  const [done, setDone] = useState<Job>();
  const endToast = useCallback(() => setDone(undefined), []);
  return (
    <>
      {request && (
        <Suspense>
          <Preview key={numberOf(request)} request={request} onThrough={setDone} />
        </Suspense>
      )}
      {done && <DoneToast key={done.id} job={done} onEnd={endToast} />}
    </>
  );
}

function Preview({ request, onThrough }: { request: ChangeRequest; onThrough: (job: Job) => void }) {
  const { change, foot, onDone, onCancel } = request;
  const close = () => {
    endChange();
    onCancel?.();
  };
  const handles = {
    onClose: close,
    onActivity: () => {
      close();
      void navigate(paths.page("activity"));
    },
    onAgain: () => requestChange({ ...request }),
    onDone: (job: Job) => {
      endChange();
      onThrough(job);
      onDone?.(job);
    },
  };
  if (foot) return createPortal(<FootPreview change={change} {...handles} />, foot);
  return <DialogPreview change={change} {...handles} />;
}

const numbers = new WeakMap<ChangeRequest, number>();
let last = 0;

/** Another request is another preview, even of the same change. */
function numberOf(request: ChangeRequest): number {
  let number = numbers.get(request);
  if (number === undefined) {
    last += 1;
    number = last;
    numbers.set(request, number);
  }
  return number;
}
