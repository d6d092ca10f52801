import type { consumers as en } from "../en/consumers";

export const consumers = {
  "consumers.add": "Consumer hinzufügen",
  "consumers.id": "ID",
  "consumers.idHint":
    "Benutzername oder Client-ID, etwa idm-prod: Buchstaben, Ziffern und - _ . @ ! |, am Anfang ein Buchstabe oder eine Ziffer.",
  "consumers.signIn": "Anmeldung",
  "consumers.signInHint.basic":
    "Benutzername und Passwort bei jedem Aufruf. So meldet sich SAP Identity Management an.",
  "consumers.signInHint.oauth": "Client-ID und Secret für ein kurzlebiges Token, mit dem er dann aufruft.",
  "consumers.signInHint.certificate": "Ein Clientzertifikat über TLS. Es gibt kein Secret.",
  "consumers.signIn.basic": "Basic",
  "consumers.signIn.oauth": "OAuth",
  "consumers.signIn.certificate": "Zertifikat",
  "consumers.secretOnce":
    "Das Secret von {id}. Es wird nur dieses eine Mal gezeigt: Kopieren Sie es jetzt, für AUTH_PASSWORD in SAP Identity Management.",
  "consumers.access": "Zugriff auf Proxy-API",
  "consumers.accessOf": "{id} darf den Proxy aufrufen",
  "consumers.newSecret": "Neues Secret",
  "consumers.newSecretText": "Das jetzige Secret von {id} gilt dann nicht mehr.",
  "consumers.delete": "Consumer löschen",
  "consumers.deleteText": "{id} kann den Proxy dieses Systems nicht mehr aufrufen.",
  "consumers.name": "Anzeigename",
  "consumers.subject": "Zertifikat",
  "consumers.subjectHint": "Subject wie CN=idm-prod, O=Acme oder der SHA-256-Fingerabdruck",
  "consumers.tokenLife": "Gültigkeit der Token (Minuten)",
  "consumers.tokenLifeHint":
    "1 bis 1440, also ein Tag. Eine kürzere Zeit gilt sofort auch für schon ausgegebene Token.",
  "consumers.tokenOf": "Token für {unit, select, hours {{count, number} h} other {{count, number} min}}",
  "consumers.title": "Consumer",
  "consumers.system": "System",
} satisfies Record<keyof typeof en, string>;
