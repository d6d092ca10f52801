/** Of users, role collections, changes of them, lists and files of people. */
export const changes = {
  // Planning.
  "The name is missing.": "Der Name fehlt.",
  'A role collection\'s name cannot hold "{sign}".': "Der Name einer Rollensammlung enthält kein „{sign}“.",
  "Its name becomes part of an address, and the server would not find it again.":
    "Der Name wird Teil einer Adresse, und der Server fände sie nicht wieder.",
  "A role collection named {0} exists already.": "Eine Rollensammlung namens {0} gibt es schon.",
  "Open it, or choose another name.": "Öffnen Sie sie oder wählen Sie einen anderen Namen.",
  "A role collection named {0} exists again.": "Eine Rollensammlung namens {0} gibt es wieder.",
  "{0} with origin {1} exists already ({name}).": "{0} mit der Herkunft {1} gibt es schon ({name}).",
  "Open the user, or choose another user name or origin.":
    "Öffnen Sie den Benutzer oder wählen Sie einen anderen Benutzernamen oder eine andere Herkunft.",
  "The origin of a user cannot be changed.": "Die Herkunft eines Benutzers lässt sich nicht ändern.",
  "Create the user with the other origin, then delete this one.":
    "Legen Sie den Benutzer mit der anderen Herkunft an und löschen Sie dann diesen.",
  "There is no such user.": "Diesen Benutzer gibt es nicht.",
  "There is no such role collection.": "Diese Rollensammlung gibt es nicht.",
  "It may have been deleted. Refresh to be sure.":
    "Vielleicht wurde der Eintrag gelöscht. Aktualisieren Sie, um sicher zu sein.",
  "The {name} is missing.": "Es fehlt: {~name}.",
  "user name": "Benutzername",
  origin: "Herkunft",
  "e-mail address": "E-Mail-Adresse",
  "The role collections would contain each other: {path}.": "Die Rollensammlungen würden einander enthalten: {path}.",
  "Choose a role collection that is not part of this one's way up.":
    "Wählen Sie eine Rollensammlung, die nicht über dieser steht.",
  "{0} is not known to take role collections as members.":
    "Von {0} ist nicht bekannt, dass Rollensammlungen dort Mitglied sein können.",
  "Zonedesk nests only where it has read a nested role collection before.":
    "Zonedesk verschachtelt nur, wo schon eine verschachtelte Rollensammlung gelesen wurde.",
  "The credential of {0} is read-only.": "Die Zugangsdaten von {0} sind nur lesend.",
  "It has no write scope (xs_user.write). Enter a credential that is not read-only.":
    "Ihnen fehlt der Scope zum Schreiben (xs_user.write). Geben Sie Zugangsdaten ein, die nicht nur lesend sind.",
  "The import is of another system.": "Der Import gehört zu einem anderen System.",
  "The plan has no request {number}.": "Der Plan hat keine Anfrage {number}.",
  "This plan is no longer known.": "Dieser Plan ist nicht mehr bekannt.",
  "Close the preview and begin again.": "Schließen Sie die Vorschau und beginnen Sie von vorn.",
  "Entry {number} came to its end: nothing is left.": "Eintrag {number} kam zum Ende: Es ist nichts übrig.",
  "Nothing of entry {number} failed.": "Von Eintrag {number} scheiterte nichts.",
  "Activity shows what became of each request.": "„Aktivität“ zeigt, was aus jeder Anfrage wurde.",
  "Entry {0} was undone by entry {by} already.": "Eintrag {0} wurde schon von Eintrag {by} rückgängig gemacht.",
  "Entry {0} changed nothing.": "Eintrag {0} hat nichts geändert.",

  // Carrying out.
  "Nothing is left to be sent.": "Es ist nichts mehr zu senden.",
  "Every request was left out.": "Jede Anfrage wurde ausgelassen.",
  "{stale} of the entities changed in the account since they were read.":
    "{stale} der Einträge haben sich im Konto geändert, seit sie gelesen wurden.",
  "Reload the plan, or leave them out.": "Laden Sie den Plan neu oder lassen Sie sie aus.",
  "This change must be confirmed: type {name}.": "Diese Änderung muss bestätigt werden: Geben Sie {name} ein.",
  "It deletes much, or the system is tagged production.":
    "Sie löscht viel, oder das System ist als produktiv markiert.",
  "Cancelled before anything was sent.": "Abgebrochen, bevor etwas gesendet wurde.",
  "{0} of {1} requests": "{0} von {1} Anfragen",
  "Cancelled: {of} had been carried out.": "Abgebrochen: {~of} waren ausgeführt.",
  "What was carried out stands; Activity offers to undo it.":
    "Was ausgeführt wurde, bleibt; „Aktivität“ kann es rückgängig machen.",
  "{0} Until then {of} had been carried out.": "{~0} Bis dahin waren {~of} ausgeführt.",
  "{of} were carried out.": "{~of} wurden ausgeführt.",
  "The entry in Activity says what became of each.": "Der Eintrag unter „Aktivität“ zeigt, was aus jeder wurde.",
  "Not sent.": "Nicht gesendet.",
  "No answer was read: it may have been carried out. Refresh to be sure.":
    "Es kam keine Antwort: Sie kann ausgeführt worden sein. Aktualisieren Sie, um sicher zu sein.",
  "Not sent: an earlier request to the same entity failed.":
    "Nicht gesendet: Eine frühere Anfrage zum selben Eintrag scheiterte.",
  "Not sent: the role collection was not created.": "Nicht gesendet: Die Rollensammlung wurde nicht angelegt.",
  "Not sent: what it would add was not created.": "Nicht gesendet: Was hinzukäme, wurde nicht angelegt.",
  "Not sent: no path can name the id.": "Nicht gesendet: Kein Pfad kann die ID nennen.",
  "Not sent: it was changed since the preview.": "Nicht gesendet: Seit der Vorschau wurde etwas geändert.",
  "Not sent: the change was cancelled.": "Nicht gesendet: Die Änderung wurde abgebrochen.",
  "It is neither as it was nor as it was to be.": "Es ist weder, wie es war, noch, wie es werden sollte.",
  "It was answered as carried out, again and again, but it is not.":
    "Es wurde immer wieder als ausgeführt beantwortet, ist es aber nicht.",
  "The user does not exist any more.": "Den Benutzer gibt es nicht mehr.",
  "{changed} of {all} members were changed.{why}": "{changed} von {all} Mitgliedern wurden geändert.{~why}",
  "Read: {0}": "Gelesen: {~0}",
  "Read: it had been carried out.": "Gelesen: Es war ausgeführt.",
  "Read: it had not been carried out.": "Gelesen: Es war nicht ausgeführt.",
  "Read: {0} of {of} members had been changed.": "Gelesen: {0} von {of} Mitgliedern waren geändert.",
  "Read: it differs from what was seen.": "Gelesen: Es weicht von dem ab, was zu sehen war.",
  "given name": "Vorname",
  "family name": "Nachname",
  "e-mail": "E-Mail",
  "external ID": "externe ID",
  "phone number": "Telefonnummer",
  "role collections added": "Rollensammlungen hinzugefügt",
  "role collections removed": "Rollensammlungen entfernt",
  "members added": "Mitglieder hinzugefügt",
  "members removed": "Mitglieder entfernt",
  name: "Name",
  description: "Beschreibung",
  "{what}: {shown} and {more} more": "{~what}: {shown} und {more} weitere",
  "{0} role collections": "{0} Rollensammlungen",
  active: "aktiv",

  // Files of people.
  "{place} cannot be read: {source}.": "{place} ist nicht lesbar: {~source}.",
  "Look whether it is there, and whether you may read it.":
    "Sehen Sie nach, ob die Datei da ist und ob Sie sie lesen dürfen.",
  "This import is no longer known.": "Dieser Import ist nicht mehr bekannt.",
  "Choose the file again.": "Wählen Sie die Datei erneut.",
  "The file has no row in line {0}.": "Die Datei hat keine Zeile {0}.",
  'The file has no column "{title}".': "Die Datei hat keine Spalte „{title}“.",
  "Its columns are: {0}.": "Ihre Spalten sind: {0}.",
  "No column of the file names users.": "Keine Spalte der Datei nennt Benutzer.",
  "Say which column holds user names or e-mail addresses. Its columns are: {0}.":
    "Sagen Sie, welche Spalte Benutzernamen oder E-Mail-Adressen enthält. Ihre Spalten sind: {0}.",
  "As line {line}.": "Wie Zeile {line}.",
  "Line {line} says something else of this user.": "Zeile {line} sagt über diesen Benutzer etwas anderes.",
  "{name}: longer than 255 characters, or more than one line.":
    "{~name}: länger als 255 Zeichen oder mehr als eine Zeile.",
  "{name}: {text} is a formula that failed in the spreadsheet.":
    "{~name}: {text} ist eine Formel, die in der Tabelle scheiterte.",
  "User name": "Benutzername",
  Origin: "Herkunft",
  "First name": "Vorname",
  "Last name": "Nachname",
  "External ID": "Externe ID",
  Phone: "Telefon",
  "The row names nobody.": "Die Zeile nennt niemanden.",
  'E-mail: "{0}" is no address.': "E-Mail: „{0}“ ist keine Adresse.",
  'Active: "{0}" is neither yes nor no.': "Aktiv: „{0}“ ist weder ja noch nein.",
  "A member already.": "Schon Mitglied.",
  "No such user in the snapshot.": "Kein solcher Benutzer im Snapshot.",
  "A new user needs an origin: add a column, or choose one for all.":
    "Ein neuer Benutzer braucht eine Herkunft: Ergänzen Sie eine Spalte oder wählen Sie eine für alle.",
  "A new user needs an e-mail address.": "Ein neuer Benutzer braucht eine E-Mail-Adresse.",
  "Several users are meant, with the origins {0}: the row must name one.":
    "Gemeint sind mehrere Benutzer mit den Herkünften {0}: Die Zeile muss eine nennen.",
  "Several users have this name, with the origins {0}: the row must name one.":
    "Diesen Namen haben mehrere Benutzer mit den Herkünften {0}: Die Zeile muss eine nennen.",
  "The file is larger than {0} MB": "Die Datei ist größer als {0} MB",
  "The file is empty": "Die Datei ist leer",
  "The file is no text: it holds NUL characters": "Die Datei ist kein Text: Sie enthält NUL-Zeichen",
  "The file is an Excel file of the form before 2007 (.xls), or one with a password":
    "Die Datei ist eine Excel-Datei der Form vor 2007 (.xls) oder eine mit Passwort",
  "The file is a zip, but no Excel workbook (.xlsx)": "Die Datei ist ein ZIP, aber keine Excel-Arbeitsmappe (.xlsx)",
  "The workbook is damaged: {0}": "Die Arbeitsmappe ist beschädigt: {~0}",
  "The workbook unpacks to more than a sheet of people needs":
    "Die Arbeitsmappe entpackt sich zu mehr, als ein Blatt mit Personen braucht",
  'The workbook has no sheet "{wanted}"; it has: {0}': "Die Arbeitsmappe hat kein Blatt „{wanted}“; sie hat: {0}",
  "The file has more than {0} rows": "Die Datei hat mehr als {0} Zeilen",
  "Line {line} has more than {MOST_COLUMNS} columns": "Zeile {line} hat mehr als {MOST_COLUMNS} Spalten",
  "The file has more than {MOST_CELLS} cells": "Die Datei hat mehr als {MOST_CELLS} Zellen",
  "Line {line} holds a cell of more than {LONGEST_CELL} characters":
    "Zeile {line} hat eine Zelle mit mehr als {LONGEST_CELL} Zeichen",
  "Divide it into several files.": "Teilen Sie sie in mehrere Dateien auf.",
  "Choose a file with a head and at least one row.":
    "Wählen Sie eine Datei mit einer Kopfzeile und mindestens einer weiteren.",
  "Save it as .xlsx or CSV, without a password.": "Speichern Sie sie als .xlsx oder CSV, ohne Passwort.",
  "Save it as CSV or .xlsx.": "Speichern Sie sie als CSV oder .xlsx.",
  "Open it in a spreadsheet and save it anew.":
    "Öffnen Sie sie in einer Tabellenkalkulation und speichern Sie sie neu.",
  "Name one of these.": "Nennen Sie eines davon.",
  "Remove the columns that are not needed.": "Entfernen Sie die Spalten, die nicht gebraucht werden.",
  "A quotation mark is probably missing there.": "Dort fehlt wahrscheinlich ein Anführungszeichen.",
  '"{0}" is no place in a sheet': "„{0}“ ist keine Stelle in einem Blatt",
  "a cell names a text that is not there": "eine Zelle nennt einen Text, der nicht da ist",

  // Lists.
  "The snapshot holds no such user.": "Diesen Benutzer enthält der Snapshot nicht.",
  "The snapshot holds no such role collection.": "Diese Rollensammlung enthält der Snapshot nicht.",
  "{0} entries are too many for one list.": "{0} Einträge sind zu viele für eine Liste.",
  "Paste at most {MOST} at once.": "Fügen Sie höchstens {MOST} auf einmal ein.",
  'There is no column "{0}".': "Eine Spalte „{0}“ gibt es nicht.",
  'There is no column "{id}".': "Eine Spalte „{id}“ gibt es nicht.",
  "The columns are: {0}.": "Die Spalten sind: {0}.",
  "At most {LARGEST_PAGE} rows can be asked for at once.":
    "Höchstens {LARGEST_PAGE} Zeilen lassen sich auf einmal anfordern.",
  "At most {LARGEST_PAGE} calls can be asked for at once.":
    "Höchstens {LARGEST_PAGE} Aufrufe lassen sich auf einmal anfordern.",
  "The list cannot be written: {source}.": "Die Liste lässt sich nicht schreiben: {~source}.",
  "an XLSX file has at most {XLSX_ROWS} rows": "eine XLSX-Datei hat höchstens {XLSX_ROWS} Zeilen",
  "Choose CSV, or fewer rows.": "Wählen Sie CSV oder weniger Zeilen.",
  "Choose another folder, or look whether the disk is full.":
    "Wählen Sie einen anderen Ordner oder sehen Sie nach, ob der Datenträger voll ist.",
  "Nothing is known of what was before {known}.": "Über die Zeit vor {known} ist nichts bekannt.",
  "The account was not read whole yet.": "Das Konto wurde noch nicht ganz gelesen.",
  "Ask for a later moment.": "Fragen Sie nach einem späteren Zeitpunkt.",
  "{0} is a folder: there is nothing to read.": "{0} ist ein Ordner: Es gibt nichts zu lesen.",
  "Enable it to read its account.": "Aktivieren Sie es, um sein Konto zu lesen.",
  "The refresh was cancelled.": "Die Aktualisierung wurde abgebrochen.",
  "The refresh was broken off ({broken}).": "Die Aktualisierung brach ab ({broken}).",
  "The refresh was broken off.": "Die Aktualisierung brach ab.",
  "There is no job {id}.": "Einen Job {id} gibt es nicht.",
  "The job was broken off.": "Der Job brach ab.",
  "Zonedesk is being closed.": "Zonedesk wird geschlossen.",
};
