/** Of transformations as a system has them: versions, drafts, comparing, trying out. */
export const workbench = {
  Draft: "Entwurf",
  "Not saved": "Nicht gespeichert",
  "Default of Zonedesk {0}": "Standard von Zonedesk {0}",
  "{name}, mapping {0} ({title}): {said}": "{name}, Mapping {0} ({title}): {~said}",
  "“{name}” cannot be compared: {why}.": "„{name}“ lässt sich nicht vergleichen: {~why}.",
  "Choose a file with a transformation, or a JSON export of systems.":
    "Wählen Sie eine Datei mit einer Transformation oder einen JSON-Export von Systemen.",
  "It holds {0}{more}.": "Sie enthält {0}{more}.",
  "it holds no system “{system}”": "sie enthält kein System „{system}“",
  "it holds {0} systems, and none of them is chosen": "sie enthält {0} Systeme, und keines davon ist gewählt",
  "it holds a read and a write transformation": "sie enthält eine Lese- und eine Schreibtransformation",
  "Say which of them is meant.": "Sagen Sie, welche von beiden gemeint ist.",
  "“{0}” has no {kind}transformation in it": "darin hat „{0}“ keine {~kind}transformation",
  "it is larger than {0} MiB": "sie ist größer als {0} MiB",
  "it is no JSON: it does not begin with a { or a [": "sie ist kein JSON: Sie beginnt nicht mit { oder [",
  "it holds no mappings, and no system that has some": "sie enthält keine Mappings und kein System, das welche hat",
  '"{label}" cannot be read whole: {broken}': "„{label}“ ist nicht ganz lesbar: {~broken}",
  "Line {0}: {1}.": "Zeile {0}: {~1}.",
  'There is no change "{gone}" between the two.': "Eine Änderung „{gone}“ gibt es zwischen beiden nicht.",
  "One of the two was changed meanwhile. Compare again.":
    "Eine von beiden wurde inzwischen geändert. Vergleichen Sie erneut.",
  "The changes cannot be taken over: {why}.": "Die Änderungen lassen sich nicht übernehmen: {~why}.",
  '"{label}" cannot be read whole, so nothing can be taken over: line {line}: {message}.':
    "„{label}“ ist nicht ganz lesbar, daher lässt sich nichts übernehmen: Zeile {line}: {~message}.",
  "Mend it first.": "Beheben Sie das zuerst.",
  "Mend it in the JSON view first.": "Beheben Sie das zuerst in der JSON-Ansicht.",
  "The text is larger than {0} MiB: no transformation.": "Der Text ist größer als {0} MiB: keine Transformation.",
  "The description is missing.": "Die Beschreibung fehlt.",
  "Say in a line what was changed and why: it stands in the history for ever.":
    "Sagen Sie in einer Zeile, was geändert wurde und warum: Es steht für immer im Verlauf.",
  "It has an error in line {line}: {message}": "Es gibt einen Fehler in Zeile {line}: {~message}",
  "It has {errors} errors, the first in line {line}: {message}":
    "Es gibt {errors} Fehler, den ersten in Zeile {line}: {~message}",
  "A transformation with errors cannot run, so it is not saved. A draft keeps it.":
    "Eine Transformation mit Fehlern kann nicht laufen, daher wird sie nicht gespeichert. Ein Entwurf bewahrt sie auf.",
  "Versions and drafts are of a system, and none is named.":
    "Versionen und Entwürfe gehören zu einem System, und keines ist genannt.",
  "The {kind} transformation has no draft.": "Zur {~kind}transformation gibt es keinen Entwurf.",

  "The sample is larger than {0} MiB.": "Die Probe ist größer als {0} MiB.",
  "Paste a single entity.": "Fügen Sie eine einzelne Entität ein.",
  "The sample is no JSON object: an entity begins with {.":
    "Die Probe ist kein JSON-Objekt: Eine Entität beginnt mit {.",
  "The sample is empty.": "Die Probe ist leer.",
  "The sample is no JSON: {syntax}.": "Die Probe ist kein JSON: {~syntax}.",
  'The snapshot of {0} holds no {what} "{id}".': "Im Snapshot von {0} gibt es {~what} „{id}“ nicht.",
  user: "den Benutzer",
  "role collection": "die Rollensammlung",
  "Refresh it, or choose another.": "Aktualisieren Sie ihn oder wählen Sie etwas anderes.",
  "The read transformation in use gives no entity. {why}":
    "Die verwendete Lesetransformation ergibt keine Entität. {~why}",
  "The read transformation in use gives no entity: no client sees it.":
    "Die verwendete Lesetransformation ergibt keine Entität: Kein Client sieht sie.",
  "The read transformation in use skips this entity: no client sees it.":
    "Die verwendete Lesetransformation lässt diese Entität aus: Kein Client sieht sie.",
  "The read transformation in use fails with this entity: {0}.":
    "Die verwendete Lesetransformation scheitert an dieser Entität: {~0}.",
  "The transformation cannot run.": "Die Transformation kann nicht laufen.",
  "There is no entity to run it on.": "Es gibt keine Entität, auf die sie sich anwenden ließe.",
  "No mapping runs on delete: the entity is deleted.": "Beim Löschen läuft kein Mapping: Die Entität wird gelöscht.",
  "The entity type is ignored.": "Der Entitätstyp wird ausgelassen.",
  "The condition of the entity type does not hold.": "Die Bedingung des Entitätstyps trifft nicht zu.",
  "The entity type skips this operation.": "Der Entitätstyp lässt diese Operation aus.",
  "Mapping {number} failed before it.": "Mapping {number} scheiterte davor.",
  "The transformation has no entity type {entity}; it has {has}.":
    "Die Transformation hat keinen Entitätstyp {entity}; sie hat {~has}.",
  none: "keinen",
  "{name} is a credential.": "{name} ist ein geheimer Wert.",
  "No transformation is given its value.": "Keine Transformation bekommt ihn.",
  "The mapping is ignored.": "Das Mapping wird ausgelassen.",
  "The value is null, and the mapping is optional.": "Der Wert ist null, und das Mapping ist optional.",
  "The variable {name} is not set.": "Die Variable {name} ist nicht gesetzt.",
  "There are no elements to write into, and the mapping is optional.":
    "Es gibt keine Elemente, in die zu schreiben wäre, und das Mapping ist optional.",
  "create and update": "Anlegen und Aktualisieren",
  create: "Anlegen",
  update: "Aktualisieren",
  patch: "Patch",
  delete: "Löschen",
  "On delete a proxy runs only the mapping of the variable {TARGET_ID}.":
    "Beim Löschen führt ein Proxy nur das Mapping der Variablen {TARGET_ID} aus.",
  "It runs on {runs_on} only, not on {operation}.": "Es läuft nur bei {~runs_on}, nicht bei {~operation}.",
  "The condition cannot be evaluated, and so does not hold: {fault}.":
    "Die Bedingung lässt sich nicht auswerten und trifft daher nicht zu: {~fault}.",
  "The condition does not hold.": "Die Bedingung trifft nicht zu.",
  "The functions gave no value.": "Die Funktionen ergaben keinen Wert.",
  "There is nothing to be renamed.": "Es gibt nichts umzubenennen.",
  "No value mapping fits, and there is no default.": "Keine Zuordnung passt, und es gibt keinen Standardwert.",
  "Nothing stands at {0}.": "An {0} steht nichts.",
  "Nothing stands at {0} of the variable {1}.": "An {0} der Variablen {1} steht nichts.",
  "The variable {0} is not set.": "Die Variable {0} ist nicht gesetzt.",
  "There is no value.": "Es gibt keinen Wert.",

  "The results of this run are not kept any more.": "Die Ergebnisse dieses Laufs sind nicht mehr da.",
  "Run it again.": "Starten Sie ihn erneut.",
  "Neither side has an entity type {entity}.": "Keine Seite hat einen Entitätstyp {entity}.",
  "There is no such entity type.": "Einen solchen Entitätstyp gibt es nicht.",
  "Neither side has an entity type of users or role collections.":
    "Keine Seite hat einen Entitätstyp für Benutzer oder Rollensammlungen.",
  "They are called user and group, or name their SCIM endpoint.":
    "Sie heißen user und group, oder sie nennen ihren SCIM-Endpunkt.",
  "The read transformation in use": "Die verwendete Lesetransformation",
  "The transformation {side}": "Die Transformation {side}",
  "{which} cannot run. {why}": "{~which} kann nicht laufen. {~why}",
  "Mend it first: the findings below the text tell where.":
    "Beheben Sie sie zuerst: Die Befunde unter dem Text sagen, wo.",
  "The read transformation in use has no entity type {entity}, so no client sees such an entity.":
    "Die verwendete Lesetransformation hat keinen Entitätstyp {entity}, daher sieht kein Client eine solche Entität.",
  "The run was cancelled: the figures are of what was done until then.":
    "Der Lauf wurde abgebrochen: Die Zahlen gelten für das, was bis dahin geschah.",
};
