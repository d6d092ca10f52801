import type { welcome as en } from "../en/welcome";

export const welcome = {
  "welcome.title": "Alle Konten in einem Fenster verwalten.",
  "welcome.learnMore": "Mehr erfahren",
  "welcome.demo": "Demolandschaft öffnen",
  "welcome.demoText": "8 Konten, 5.000 Benutzer. Kein SAP-Konto nötig: Ein eingebauter Simulator antwortet.",
  "welcome.demoOpening": "Demolandschaft wird geöffnet",
  "welcome.add": "System hinzufügen",
  "welcome.addText":
    "Fügen Sie einen Service Key irgendwo in diesem Fenster ein oder legen Sie ihn dort ab, oder geben Sie ihn von Hand ein.",
  "welcome.import": "Importieren",
  "welcome.importText":
    "Systeme, die Zonedesk oder SAP Cloud Identity Services exportiert hat, Destinationen von SAP BTP.",
  "welcome.restore": "Sicherung wiederherstellen",
  "welcome.restoreText":
    "Ein Arbeitsbereich, den Zonedesk in eine Datei geschrieben hat, hier oder auf einem anderen Computer.",
  "welcome.problemRestoreText": "Legt die Datei ebenso beiseite und arbeitet mit einer Sicherung, die Sie wählen.",
  "welcome.secrets.keychain": "Ablageort der Secrets: der Schlüsselbund dieses Computers (verfügbar).",
  "welcome.secrets.file": "Ablageort der Secrets: eine verschlüsselte Datei im Arbeitsbereichsordner.",
  "welcome.secrets.thisRun": "Ablageort der Secrets: der Arbeitsspeicher, bis Zonedesk geschlossen wird.",
  "welcome.secrets.unavailable":
    "Auf diesem Computer antwortet kein Schlüsselbund. Client-Secrets können in eine verschlüsselte Datei im Arbeitsbereichsordner kommen oder vergessen werden, wenn Zonedesk geschlossen wird.",
  "welcome.useFile": "Verschlüsselte Datei verwenden",
  "welcome.thisRun": "Nur diese Sitzung",

  "welcome.problem": "Der Arbeitsbereich lässt sich nicht öffnen",
  "welcome.problemKept": "Die Datei wurde nicht verändert und bleibt so, was immer Sie wählen.",
  "welcome.file": "Datei",
  "welcome.openCopy": "Kopie öffnen",
  "welcome.openCopyText": "Arbeitet mit einer Kopie und allem, was lesbar ist.",
  "welcome.startNew": "Neu beginnen",
  "welcome.startNewText": "Legt die Datei unter einem anderen Namen beiseite und beginnt einen leeren Arbeitsbereich.",
} satisfies Record<keyof typeof en, string>;
