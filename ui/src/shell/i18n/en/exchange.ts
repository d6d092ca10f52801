/** Systems that leave and come as files. */
export const exchange = {
  "exchange.csv": "Export CSV for SAP Identity Management",
  "exchange.json": "Export JSON",
  "exchange.import": "Import",

  "exchange.systems": "{count, plural, =0 {Systems} one {Systems, 1 chosen} other {Systems, # chosen}}",
  "exchange.chooseSystems": "Choose at least one system.",
  "exchange.saveSystems": "{count, plural, =0 {Save} one {Save 1 System} other {Save # Systems}}",
  "exchange.saveRepositories": "{count, plural, =0 {Save} one {Save 1 Repository} other {Save # Repositories}}",

  "exchange.history": "All versions of the transformations",
  "exchange.historyHint": "Without it, the file holds the versions in use. Only Zonedesk reads the others.",
  "exchange.jsonHint":
    "The form that SAP Cloud Identity Services exports, without credentials. Not verified against SAP’s console.",

  "exchange.publicUrl": "Public URL",
  "exchange.publicUrlHint":
    "Where SAP Identity Management reaches the proxy. It is kept for all systems, as in the settings.",
  "exchange.consumer": "Consumer",
  "exchange.noConsumer": "None",
  "exchange.consumerHint": "Who SAP Identity Management signs in as. It decides between Basic and OAuth.",
  "exchange.proxySettings": "Port and TLS are in the settings.",
  "exchange.includeUser": "Include AUTH_USER",
  "exchange.includeUserHint": "Otherwise it is typed in SAP Identity Management, as SAP’s own export wants it.",
  "exchange.method": "Method",
  "exchange.method.put":
    "Memberships are written whole. SAP’s page on this proxy system asks for it, whatever the consumer.",
  "exchange.method.patch": "Only differences are sent. SAP’s general default; it works here too.",
  "exchange.byHand": "type by hand",
  "exchange.next": "Next:",
  "exchange.nextImport": "Import the file in the Admin UI of SAP Identity Management.",
  "exchange.nextUser": "Set AUTH_USER and AUTH_PASSWORD of the repository.",
  "exchange.nextLoad": "Run the initial load.",

  "exchange.drop": "Drop files here",
  "exchange.choose": "Choose Files",
  "exchange.otherFiles": "Other Files",
  "exchange.dropHint":
    "Exports of Zonedesk or SAP Cloud Identity Services (JSON), destinations of SAP BTP. Nothing is written before you have seen what they hold.",
  "exchange.planned": "{count, plural, one {1 found:} other {# found:}}",
  "exchange.take": "Import {name}",
  "exchange.nameOf": "Name of {name}",
  "exchange.kind.system": "System",
  "exchange.kind.destination": "Destination",
  "exchange.properties": "{count, plural, one {1 property} other {# properties}}",
  "exchange.below": "below {parent}",
  "exchange.keepCredential": "Keep {name} of the file where secrets go",
  "exchange.importCount": "{count, plural, =0 {Import} other {Import #}}",
  "exchange.imported": "{count, plural, one {1 imported.} other {# imported.}}",
};
