import type { exchange as en } from "../en/exchange";

export const exchange = {
  "exchange.csv": "CSV für SAP Identity Management exportieren",
  "exchange.json": "JSON exportieren",
  "exchange.import": "Importieren",

  "exchange.systems": "{count, plural, =0 {Systeme} one {Systeme, 1 gewählt} other {Systeme, # gewählt}}",
  "exchange.chooseSystems": "Wählen Sie mindestens ein System.",
  "exchange.saveSystems": "{count, plural, =0 {Speichern} one {1 System speichern} other {# Systeme speichern}}",
  "exchange.saveRepositories":
    "{count, plural, =0 {Speichern} one {1 Repository speichern} other {# Repositorys speichern}}",

  "exchange.history": "Alle Versionen der Transformationen",
  "exchange.historyHint": "Sonst enthält die Datei die verwendeten Versionen. Die anderen liest nur Zonedesk.",
  "exchange.jsonHint":
    "Die Form, die SAP Cloud Identity Services exportiert, ohne Zugangsdaten. Nicht an der Konsole von SAP geprüft.",

  "exchange.publicUrl": "Öffentliche URL",
  "exchange.publicUrlHint":
    "Wo SAP Identity Management den Proxy erreicht. Sie gilt für alle Systeme, wie in den Einstellungen.",
  "exchange.consumer": "Consumer",
  "exchange.noConsumer": "Keiner",
  "exchange.consumerHint": "Als wer sich SAP Identity Management anmeldet. Davon hängt ab, ob Basic oder OAuth gilt.",
  "exchange.proxySettings": "Port und TLS stehen in den Einstellungen.",
  "exchange.includeUser": "AUTH_USER aufnehmen",
  "exchange.includeUserHint":
    "Sonst wird er in SAP Identity Management eingegeben, wie es der Export von SAP vorsieht.",
  "exchange.method": "Methode",
  "exchange.method.put":
    "Mitgliedschaften werden als Ganzes geschrieben. Die Seite von SAP zu diesem Proxy-System verlangt das, gleich welcher Consumer.",
  "exchange.method.patch": "Nur Unterschiede werden gesendet. Allgemeiner Standard von SAP; er funktioniert auch hier.",
  "exchange.byHand": "von Hand eingeben",
  "exchange.next": "Danach:",
  "exchange.nextImport": "Importieren Sie die Datei in der Admin-UI von SAP Identity Management.",
  "exchange.nextUser": "Legen Sie AUTH_USER und AUTH_PASSWORD des Repositorys fest.",
  "exchange.nextLoad": "Starten Sie das initiale Laden.",

  "exchange.drop": "Dateien hier ablegen",
  "exchange.choose": "Dateien auswählen",
  "exchange.otherFiles": "Andere Dateien",
  "exchange.dropHint":
    "Exporte von Zonedesk oder SAP Cloud Identity Services (JSON), Destinationen von SAP BTP. Es wird nichts geschrieben, bevor Sie gesehen haben, was sie enthalten.",
  "exchange.planned": "{count, plural, one {1 gefunden:} other {# gefunden:}}",
  "exchange.take": "{name} importieren",
  "exchange.nameOf": "Name von {name}",
  "exchange.kind.system": "System",
  "exchange.kind.destination": "Destination",
  "exchange.properties": "{count, plural, one {1 Eigenschaft} other {# Eigenschaften}}",
  "exchange.below": "unter {parent}",
  "exchange.keepCredential": "{name} aus der Datei am Ablageort der Secrets aufbewahren",
  "exchange.importCount": "{count, plural, =0 {Importieren} other {# importieren}}",
  "exchange.imported": "{count, plural, one {1 importiert.} other {# importiert.}}",
} satisfies Record<keyof typeof en, string>;
