import type { changes as en } from "../en/changes";

export const changes = {
  "changes.close": "Schließen",
  "changes.cancel": "Abbrechen",
  "changes.planning": "Änderungsvorschau",
  "changes.planningText": "Es wird berechnet, was zu senden ist …",
  "changes.refusedTitle": "Diese Änderung ist nicht möglich",
  "changes.head":
    "<b>{requests, plural, one {# Anfrage} other {# Anfragen}}</b> an {systems, plural, one {{name}} other {# Systeme}}, {seconds, plural, =0 {weniger als 1 s} other {etwa # s}}",
  "changes.production": "Produktion",
  "changes.tabs": "Teile der Vorschau",
  "changes.summary": "Überblick",
  "changes.requests": "Anfragen",
  "changes.undo": "Rückgängig",
  "changes.noUndo": "Diese Änderung lässt sich von hier aus nicht rückgängig machen.",
  "changes.paste.label": "Was aus den eingefügten Zeilen wurde",
  "changes.paste.lines": "Zeilen eingefügt",
  "changes.paste.found": "gefunden, werden hinzugefügt",
  "changes.paste.created": "angelegt, dann hinzugefügt",
  "changes.paste.already": "schon Mitglied",
  "changes.paste.leftOut": "doppelt oder ausgelassen",

  "changes.reload": "Neu laden",
  "changes.leaveOut": "Auslassen",
  "changes.staleOne": "{what}: seit dem Snapshot geändert, Version {snapshot} → {now}.",
  "changes.goneOne": "{what}: nicht mehr im Konto.",
  "changes.staleMany": "{count, plural, one {# Zeile wurde} other {# Zeilen wurden}} seit dem Snapshot geändert.",
  "changes.showRequests": "Anfragen anzeigen",
  "changes.showDifference": "Unterschied anzeigen",
  "changes.hideDifference": "Unterschied ausblenden",

  "changes.openColumn": "Auf- oder zugeklappt",
  "changes.number": "#",
  "changes.request": "Anfrage",
  "changes.what": "Was",
  "changes.version": "Version",
  "changes.requestsAndTime":
    "{requests, plural, one {# Anfrage} other {# Anfragen}}, {seconds, plural, =0 {weniger als 1 s} other {etwa # s}}",
  "changes.stale": "Seit dem Snapshot geändert",
  "changes.gone": "nicht mehr da",
  "changes.new": "neu",
  "changes.unchanged": "unverändert",
  "changes.isLeftOut": "ausgelassen",
  "changes.requestUnknown": "Diese Anfrage lässt sich nicht anzeigen: Der Plan ist nicht mehr da.",
  "changes.reading": "Wird gelesen …",

  "changes.reason": "Grund",
  "changes.reasonHint": "Ticket oder Zweck, für das Journal",
  "changes.typeName": "Zum Bestätigen {name} eingeben",
  "changes.waits.stale":
    "{count, plural, one {# Änderung ist veraltet: neu laden oder auslassen} other {# Änderungen sind veraltet: neu laden oder auslassen}}",
  "changes.waits.nothing": "Es ist nichts mehr zu senden",
  "changes.waits.name": "Der Name ist noch nicht eingegeben",
  "changes.copyCurl": "Als curl kopieren",

  "changes.progress": "Fortschritt",
  "changes.sent":
    "{done, number} von {total, plural, one {# Anfrage} other {# Anfragen}} gesendet{seconds, plural, =-1 {} =0 {, gleich fertig} other {, noch etwa # s}}",
  "changes.cancelling": "Wird nach {done, number} von {total, plural, one {# Anfrage} other {# Anfragen}} angehalten",
  "changes.background": "Im Hintergrund ausführen",
  "changes.cancelled":
    "Nach {done, number} von {total, plural, one {# Anfrage} other {# Anfragen}} abgebrochen. Was gesendet wurde, bleibt geändert; unter Aktivitäten lässt es sich rückgängig machen.",
  "changes.failed":
    "{failed, plural, =0 {Die Änderung ist fehlgeschlagen} one {# von {total, number} Anfragen ist fehlgeschlagen} other {# von {total, number} Anfragen sind fehlgeschlagen}}{others, plural, =0 {.} one {; die andere wurde beantwortet.} other {; die anderen wurden beantwortet.}}",
  "changes.showActivity": "In Aktivitäten anzeigen",
  "changes.done": "Erledigt: {title}",

  "changes.footLabel": "Änderungsvorschau",
  "changes.foot":
    "{requests, plural, one {# Anfrage} other {# Anfragen}}, {seconds, plural, =0 {< 1 s} =1 {< 1 s} other {etwa # s}}:",
  "changes.show": "Anzeigen",

  "severity.information": "Information",
  "severity.warning": "Warnung",
  "severity.error": "Fehler",
} satisfies Record<keyof typeof en, string>;
