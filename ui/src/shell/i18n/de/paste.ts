import type { paste as en } from "../en/paste";

export const paste = {
  "paste.label": "Eine Person je Zeile",
  "paste.hint":
    "Benutzernamen, E-Mails, IDs oder „Name '<'Mail'>'“, aus Excel, Outlook oder Chat; Zeilen, Tabs und „;“ trennen sie",
  "paste.found": "Gefunden",
  "paste.several": "Zwei Herkünfte",
  "paste.missing": "Nicht gefunden",
  "paste.already": "Schon Mitglied",
  "paste.duplicates": "{count, plural, one {Doppelte Zeile} other {Doppelte Zeilen}}",
  "paste.nothing": "Keine Zeile enthalten",
  "paste.severalHead":
    "{count, plural, one {# Zeile nennt mehr als einen Benutzer} other {# Zeilen nennen mehr als einen Benutzer}}",
  "paste.takeAll": "Alle aus {origin}",
  "paste.isMember": "schon Mitglied",
  "paste.chooseFor": "Welcher Benutzer ist {text}",
  "paste.choose": "Auswählen",
  "paste.leaveOut": "Auslassen",
  "paste.missingHead":
    "{count, plural, one {Zu # Zeile gibt es niemanden in diesem System} other {Zu # Zeilen gibt es niemanden in diesem System}}",
  "paste.createAll": "Was mit allen nicht gefundenen geschehen soll",
  "paste.createFor": "Was mit {text} geschehen soll",
  "paste.createWith": "Anlegen, Herkunft {origin}",
  "paste.alreadyNames": "{count, plural, one {Schon Mitglied} other {Schon Mitglieder}}: {names}",
  "paste.duplicateNames":
    "{count, plural, one {Zeile, die eine andere wiederholt} other {Zeilen, die andere wiederholen}}: {names}",
  "paste.moreNames": "und {count, number} weitere",
  "paste.more":
    "{count, plural, one {# weitere Zeile wird} other {# weitere Zeilen werden}} durch die Wahl oben entschieden",
} satisfies Record<keyof typeof en, string>;
