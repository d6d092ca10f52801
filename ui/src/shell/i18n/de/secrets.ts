import type { secrets as en } from "../en/secrets";

export const secrets = {
  "secrets.hint.keychain": "Kommt in den Schlüsselbund dieses Computers und nirgends sonst hin",
  "secrets.hint.file": "Kommt in die verschlüsselte Datei im Arbeitsbereichsordner und nirgends sonst hin",
  "secrets.hint.thisRun": "Bleibt im Arbeitsspeicher, bis Zonedesk geschlossen wird",
  "secrets.hint.unavailable": "Kein Schlüsselbund antwortet: Wählen Sie in den Einstellungen den Ablageort der Secrets",
  "secrets.unlockTitle": "Verschlüsselte Datei entsperren",
  "secrets.unlockText":
    "Die Client-Secrets liegen in einer verschlüsselten Datei. Sie wird für diese Sitzung einmal geöffnet.",
  "secrets.unlock": "Entsperren",
  "secrets.passphrase": "Passphrase",
  "secrets.new": "Passphrase wählen",
  "secrets.newText":
    "Client-Secrets liegen dann in einer verschlüsselten Datei im Arbeitsbereichsordner. Ohne die Passphrase kann sie niemand öffnen, auch Sie nicht.",
  "secrets.newHint": "Mindestens 8 Zeichen. Mehrere Wörter sind leicht zu merken und schwer zu erraten",
  "secrets.newDo": "Datei anlegen",
  "secrets.newPassphrase": "Neue Passphrase",
  "secrets.again": "Passphrase wiederholen",
  "secrets.short": "Mindestens {count} Zeichen",
  "secrets.differ": "Die beiden weichen ab",
  "secrets.change": "Passphrase ändern",
  "secrets.changeDo": "Passphrase ändern",
  "secrets.changed": "Die verschlüsselte Datei hat die neue Passphrase",
  "secrets.move.file": "Secrets in eine verschlüsselte Datei verschieben",
  "secrets.move.keychain": "Secrets in den Schlüsselbund verschieben",
  "secrets.count.file":
    "{count, plural, =0 {Anderswo liegt kein Secret. Neue kommen in die verschlüsselte Datei.} one {1 Secret kommt in die verschlüsselte Datei.} other {# Secrets kommen in die verschlüsselte Datei.}}",
  "secrets.count.keychain":
    "{count, plural, =0 {Anderswo liegt kein Secret. Neue kommen in den Schlüsselbund.} one {1 Secret kommt in den Schlüsselbund.} other {# Secrets kommen in den Schlüsselbund.}}",
  "secrets.moveDo": "{count, plural, one {1 Secret verschieben} other {# Secrets verschieben}}",
  "secrets.use.file": "Verschlüsselte Datei verwenden",
  "secrets.use.keychain": "Schlüsselbund verwenden",
  "secrets.unreachable": "Kein Schlüsselbund antwortet: Was er vielleicht enthält, bleibt dort.",
  "secrets.allOrNothing": "Alle oder keines: Sie werden geschrieben und zurückgelesen, bevor eines entfernt wird.",
  "secrets.moved.file":
    "{count, plural, one {1 Secret liegt} other {# Secrets liegen}} jetzt in der verschlüsselten Datei",
  "secrets.moved.keychain": "{count, plural, one {1 Secret liegt} other {# Secrets liegen}} jetzt im Schlüsselbund",
  "secrets.movedUntidy":
    "{count, plural, one {1 Secret wurde} other {# Secrets wurden}} verschoben. Der frühere Ort ließ sich nicht leeren; der nächste Start versucht es erneut",

  "backup.restoreTitle": "Sicherung wiederherstellen",
  "backup.restoreDo": "Wiederherstellen",
  "backup.content":
    "Erstellt {at}: {systems, plural, one {# System} other {# Systeme}}, {entries, plural, one {# Journaleintrag} other {# Journaleinträge}}, {versions, plural, one {# Transformationsversion} other {# Transformationsversionen}}.",
  "backup.restoreText":
    "Sie tritt an die Stelle dieses Arbeitsbereichs, dessen Datei unter einem Namen mit der Uhrzeit beiseitegelegt wird.",
  "backup.secrets":
    "Eine Sicherung enthält keine Secrets: Die im Schlüsselbund dieses Computers werden wiedergefunden, nach anderen wird gefragt. Snapshots werden neu gelesen.",
} satisfies Record<keyof typeof en, string>;
