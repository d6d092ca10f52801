import { Suspense } from "react";
import { createPortal } from "react-dom";
import type { Job } from "../../api/generated/Job";
import { type ChangeRequest, endChange, requestChange, useChangeRequest } from "../../shell/changes";
import { lazyView } from "../../shell/lazyView";
import { navigate, paths } from "../../shell/router";

const DialogPreview = lazyView(() => import("./DialogPreview").then((m) => m.DialogPreview), { ui5: true });
const FootPreview = lazyView(() => import("./FootPreview").then((m) => m.FootPreview), { ui5: true });

/** Shows the change that was asked for last, until it was sent or given up. */
export function ChangeOverlay() {
  const request = useChangeRequest();
  if (!request) return null;
  return (
    <Suspense>
      <Preview key={numberOf(request)} request={request} />
    </Suspense>
  );
}

function Preview({ request }: { request: ChangeRequest }) {
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
