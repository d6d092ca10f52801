/** The Change Preview. */
export const changes = {
  "changes.close": "Close",
  "changes.cancel": "Cancel",
  "changes.planning": "Change Preview",
  "changes.planningText": "Reckoning what has to be sent…",
  "changes.refusedTitle": "This Change Cannot Be Made",
  "changes.head":
    "<b>{requests, plural, one {# request} other {# requests}}</b> to {systems, plural, one {{name}} other {# systems}}, {seconds, plural, =0 {less than 1 s} other {about # s}}",
  "changes.production": "production",
  "changes.tabs": "Parts of the preview",
  "changes.summary": "Summary",
  "changes.requests": "Requests",
  "changes.undo": "Undo",
  "changes.noUndo": "This change cannot be undone from here.",
  "changes.paste.label": "What became of the pasted lines",
  "changes.paste.lines": "lines pasted",
  "changes.paste.found": "found, will be added",
  "changes.paste.created": "created, then added",
  "changes.paste.already": "already members",
  "changes.paste.leftOut": "duplicate or left out",

  "changes.reload": "Reload",
  "changes.leaveOut": "Leave Out",
  "changes.staleOne": "{what}: changed since the snapshot, version {snapshot} → {now}.",
  "changes.goneOne": "{what}: no longer in the account.",
  "changes.staleMany": "{count, plural, one {# row has} other {# rows have}} changed since the snapshot.",
  "changes.showRequests": "Show Requests",
  "changes.showDifference": "Show Difference",
  "changes.hideDifference": "Hide Difference",

  "changes.openColumn": "Open or closed",
  "changes.number": "#",
  "changes.request": "Request",
  "changes.what": "What",
  "changes.version": "Version",
  "changes.requestsAndTime":
    "{requests, plural, one {# request} other {# requests}}, {seconds, plural, =0 {less than 1 s} other {about # s}}",
  "changes.stale": "Changed since the snapshot",
  "changes.gone": "gone",
  "changes.new": "new",
  "changes.unchanged": "unchanged",
  "changes.isLeftOut": "left out",
  "changes.requestUnknown": "This request cannot be shown: the plan is gone.",
  "changes.reading": "Reading…",

  "changes.reason": "Reason",
  "changes.reasonHint": "Ticket or purpose, for the journal",
  "changes.typeName": "Type {name} to confirm",
  "changes.waits.stale":
    "{count, plural, one {# change is stale: reload it or leave it out} other {# changes are stale: reload them or leave them out}}",
  "changes.waits.nothing": "Nothing is left to send",
  "changes.waits.name": "The name is not typed yet",
  "changes.copyCurl": "Copy as curl",

  "changes.progress": "Progress",
  "changes.sent":
    "{done, number} of {total, plural, one {# request} other {# requests}} sent{seconds, plural, =-1 {} =0 {, done in a moment} other {, about # s left}}",
  "changes.cancelling": "Stopping after {done, number} of {total, plural, one {# request} other {# requests}}",
  "changes.background": "Run in Background",
  "changes.cancelled":
    "Cancelled after {done, number} of {total, plural, one {# request} other {# requests}}. What was sent stays changed; Activity offers to undo it.",
  "changes.failed":
    "{failed, plural, =0 {The change failed} one {# request of {total, number} failed} other {# requests of {total, number} failed}}{others, plural, =0 {.} one {; the other one was answered.} other {; the others were answered.}}",
  "changes.showActivity": "Show in Activity",
  "changes.done": "Done: {title}",

  "changes.footLabel": "Change Preview",
  "changes.foot":
    "{requests, plural, one {# request} other {# requests}}, {seconds, plural, =0 {< 1 s} =1 {< 1 s} other {about # s}}:",
  "changes.show": "Show",

  "severity.information": "Information",
  "severity.warning": "Warning",
  "severity.error": "Error",
};
