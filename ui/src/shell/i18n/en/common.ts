/** Words that every part of the window uses. */
export const common = {
  "common.clear": "Clear",
  "common.close": "Close",
  "common.cancel": "Cancel",
  "common.more": "More",
  "common.retry": "Try Again",
  "common.copyDetails": "Copy Details",
  "common.loading": "Loading",
  "common.code": "Code {code}",
  "common.copied": "Copied",
};
