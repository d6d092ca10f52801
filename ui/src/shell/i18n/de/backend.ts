import type { backend as en } from "../en/backend";

export const backend = {
  "title.createUser": "Benutzer {name} anlegen",
  "title.editUser": "{name} ändern",
  "title.importUsers": "{count, plural, one {1 Benutzer importieren} other {# Benutzer importieren}}",
  "title.activateUsers": "{count, plural, one {{name} aktivieren} other {# Benutzer aktivieren}}",
  "title.deactivateUsers": "{count, plural, one {{name} deaktivieren} other {# Benutzer deaktivieren}}",
  "title.deleteUsers": "{count, plural, one {{name} löschen} other {# Benutzer löschen}}",
  "title.createRoleCollection": "Rollensammlung {name} anlegen",
  "title.editRoleCollection": "{name} ändern",
  "title.deleteRoleCollections": "{count, plural, one {{name} löschen} other {# Rollensammlungen löschen}}",
  "title.addMembers":
    "{count, plural, one {1 Mitglied zu {roleCollection} hinzufügen} other {# Mitglieder zu {roleCollection} hinzufügen}}",
  "title.removeMembers":
    "{count, plural, one {1 Mitglied aus {roleCollection} entfernen} other {# Mitglieder aus {roleCollection} entfernen}}",
  "title.assign":
    "{count, plural, one {{name}: {roleCollections} zuordnen} other {# Benutzern {roleCollections} zuordnen}}",
  "title.unassign":
    "{count, plural, one {{name}: {roleCollections} entfernen} other {# Benutzern {roleCollections} entziehen}}",
  "title.undo": "Rückgängig: {title}",
  "title.resume": "Fortsetzen: {title}",
  "title.retry": "Wiederholen: {title}",
  "action.create": "Anlegen",
  "action.save": "Speichern",
  "action.importUsers": "{count, plural, one {1 Benutzer importieren} other {# Benutzer importieren}}",
  "action.activateUsers": "{count, plural, one {Aktivieren} other {# Benutzer aktivieren}}",
  "action.deactivateUsers": "{count, plural, one {Deaktivieren} other {# Benutzer deaktivieren}}",
  "action.deleteUsers": "{count, plural, one {Benutzer löschen} other {# Benutzer löschen}}",
  "action.deleteRoleCollections": "{count, plural, one {Rollensammlung löschen} other {# Rollensammlungen löschen}}",
  "action.addMembers": "{count, plural, one {1 Mitglied hinzufügen} other {# Mitglieder hinzufügen}}",
  "action.removeMembers": "{count, plural, one {1 Mitglied entfernen} other {# Mitglieder entfernen}}",
  "action.assign": "Zuordnen",
  "action.unassign": "Entfernen",
  "action.undo": "Rückgängig",
  "action.resume": "Fortsetzen",
  "action.retry": "Wiederholen",
  "what.createUser": "{userName} anlegen, Herkunft {origin}",
  "what.createUsers":
    "{count, plural, one {# Benutzer anlegen, Herkunft {origin}} other {# Benutzer anlegen, Herkunft {origin}}}",
  "what.editUser": "{userName}: {fields}",
  "what.editUsers": "{count, plural, one {# Benutzer ändern} other {# Benutzer ändern}}",
  "what.activateUser": "{userName} aktivieren",
  "what.activateUsers": "{count, plural, one {# Benutzer aktivieren} other {# Benutzer aktivieren}}",
  "what.deactivateUser": "{userName} deaktivieren",
  "what.deactivateUsers": "{count, plural, one {# Benutzer deaktivieren} other {# Benutzer deaktivieren}}",
  "what.deleteUser": "{userName}",
  "what.deleteUsers": "{count, plural, one {# Benutzer} other {# Benutzer}}",
  "what.createRoleCollection": "{name} anlegen",
  "what.createRoleCollections": "{count, plural, one {# Rollensammlung anlegen} other {# Rollensammlungen anlegen}}",
  "what.editRoleCollection": "{name}: Beschreibung",
  "what.editRoleCollections":
    "{count, plural, one {# Rollensammlung beschreiben} other {# Rollensammlungen beschreiben}}",
  "what.deleteRoleCollection": "{name}",
  "what.deleteRoleCollections": "{count, plural, one {# Rollensammlung} other {# Rollensammlungen}}",
  "what.addMembers":
    "{count, plural, one {{name}: 1 Mitglied hinzufügen, {before, number} → {after, number}} other {{name}: # Mitglieder hinzufügen, {before, number} → {after, number}}}",
  "what.addMembersMany": "{count, plural, one {Mitglieder hinzufügen} other {Mitglieder hinzufügen, # Anfragen}}",
  "what.removeMembers":
    "{count, plural, one {{name}: 1 Mitglied entfernen, {before, number} → {after, number}} other {{name}: # Mitglieder entfernen, {before, number} → {after, number}}}",
  "what.removeMembersMany": "{count, plural, one {Mitglieder entfernen} other {Mitglieder entfernen, # Anfragen}}",
  "undo.deleteUser":
    "{count, plural, one {Löscht den Benutzer wieder, wenn ihn inzwischen niemand geändert hat.} other {Löscht die # Benutzer wieder, wenn sie inzwischen niemand geändert hat.}}",
  "undo.deleteRoleCollection":
    "{count, plural, one {Löscht die Rollensammlung wieder, wenn sie inzwischen niemand geändert hat.} other {Löscht die # Rollensammlungen wieder, wenn sie inzwischen niemand geändert hat.}}",
  "undo.restoreUser":
    "{count, plural, one {Schreibt die früheren Werte zurück.} other {Schreibt die früheren Werte von # Benutzern zurück.}}",
  "undo.restoreRoleCollection": "Schreibt die frühere Beschreibung zurück.",
  "undo.removeMembers":
    "{count, plural, one {Entfernt das Mitglied wieder.} other {Entfernt die # Mitglieder wieder.}}",
  "undo.addMembers":
    "{count, plural, one {Fügt das Mitglied wieder hinzu.} other {Fügt die # Mitglieder wieder hinzu.}}",
  "undo.recreateUsers":
    "{count, plural, one {Legt den Benutzer wieder an, mit denselben Rollensammlungen.} other {Legt die # Benutzer wieder an, mit denselben Rollensammlungen.}}",
  "undo.newId":
    "Nicht rückgängig zu machen: Ein neu angelegter Benutzer bekommt eine andere ID, und seine Anmeldehistorie geht verloren.",
  "undo.recreateRoleCollections":
    "{count, plural, one {Legt die Rollensammlung wieder an, mit Beschreibung und Mitgliedern.} other {Legt die # Rollensammlungen wieder an, mit Beschreibungen und Mitgliedern.}}",
  "undo.rolesLost": "Nicht rückgängig zu machen: Die Rollen gehen verloren.",
  "notice.membershipsLost":
    "{count, plural, one {Wird zusammen mit 1 Zuordnung zu einer Rollensammlung gelöscht.} other {Wird zusammen mit # Zuordnungen zu Rollensammlungen gelöscht.}}",
  "notice.userComesBack":
    "Ein Benutzer, der noch Cloud-Foundry-Rollen für eine Organisation oder einen Space hat, wird von SAP BTP wieder angelegt.",
  "notice.yourself": "{userName} sind Sie selbst: Sie verlieren vielleicht Ihren eigenen Zugriff.",
  "notice.lastAdministrator": "{roleCollection} behält kein Mitglied: Niemand kann danach damit administrieren.",
  "notice.lastActiveAdministrator":
    "{roleCollection} behält kein aktives Mitglied: Niemand kann danach damit administrieren.",
  "notice.administrators":
    "{count, plural, one {{roleCollection} administriert: Wer dazukommt, kann ändern, wer was darf.} other {{roleCollection} administriert: Die #, die dazukommen, können ändern, wer was darf.}}",
  "notice.unknownOrigin":
    "Die Herkunft {origin} wurde in {system} noch nie gesehen: Prüfen Sie die Schreibweise unter Sicherheit > Vertrauenskonfiguration.",
  "notice.rolesLost":
    "{count, plural, one {Ihre Rollen gehen verloren: Sie lassen sich über diese API nicht zurücklesen.} other {Ihre Rollen gehen verloren: Sie lassen sich über diese API nicht zurücklesen.}}",
  "notice.membersLose": "{count, plural, one {1 Mitglied verliert sie.} other {# Mitglieder verlieren sie.}}",
  "notice.predefined": "{name} ist eine der Standardrollensammlungen von SAP.",
  "notice.noRoles": "Die neue Rollensammlung hat noch keine Rollen: Fügen Sie sie im SAP BTP Cockpit hinzu.",
  "notice.alreadyMembers":
    "{count, plural, one {1 ist schon Mitglied und wird ausgelassen.} other {# sind schon Mitglied und werden ausgelassen.}}",
  "notice.notMembers":
    "{count, plural, one {1 ist kein direktes Mitglied und wird ausgelassen.} other {# sind keine direkten Mitglieder und werden ausgelassen.}}",
  "notice.alreadyActive":
    "{count, plural, one {1 Benutzer ist schon aktiv und wird ausgelassen.} other {# Benutzer sind schon aktiv und werden ausgelassen.}}",
  "notice.alreadyInactive":
    "{count, plural, one {1 Benutzer ist schon deaktiviert und wird ausgelassen.} other {# Benutzer sind schon deaktiviert und werden ausgelassen.}}",
  "notice.created":
    "{count, plural, one {1 Person ist noch nicht in {system}: Sie wird mit der Herkunft {origin} angelegt und kann sich von da an anmelden.} other {# Personen sind noch nicht in {system}: Sie werden mit der Herkunft {origin} angelegt und können sich von da an anmelden.}}",
  "notice.existsAlready":
    "{count, plural, one {1 Benutzer ist schon da und wird hinzugefügt, nicht angelegt.} other {# Benutzer sind schon da und werden hinzugefügt, nicht angelegt.}}",
  "notice.existsMeanwhile":
    "{count, plural, one {1 Benutzer wurde inzwischen angelegt: Er wird verglichen und geändert, nicht angelegt.} other {# Benutzer wurden inzwischen angelegt: Sie werden verglichen und geändert, nicht angelegt.}}",
  "notice.rowsLeftOut":
    "{count, plural, one {1 Zeile der Datei wird ausgelassen: Sie hat einen Fehler oder Konflikt.} other {# Zeilen der Datei werden ausgelassen: Sie haben einen Fehler oder Konflikt.}}",
  "notice.missing":
    "{count, plural, one {1 ist nicht mehr im Snapshot und wird ausgelassen.} other {# sind nicht mehr im Snapshot und werden ausgelassen.}}",
  "notice.nothing": "Es würde sich nichts ändern.",
  "notice.resumeDone":
    "{count, plural, one {1 Anfrage wurde schon ausgeführt und wird nicht erneut gesendet.} other {# Anfragen wurden schon ausgeführt und werden nicht erneut gesendet.}}",
  "notice.resumeRefused":
    "{count, plural, one {1 Anfrage wurde abgelehnt und wird nicht erneut gestellt.} other {# Anfragen wurden abgelehnt und werden nicht erneut gestellt.}}",
  "notice.resumeGone":
    "{count, plural, one {1 Benutzer oder 1 Rollensammlung ist nicht mehr da und wird ausgelassen.} other {# Benutzer oder Rollensammlungen sind nicht mehr da und werden ausgelassen.}}",
  "notice.undoPart":
    "{count, plural, one {Nur was gelang, wird rückgängig gemacht: 1 Anfrage gelang nicht.} other {Nur was gelang, wird rückgängig gemacht: # Anfragen gelangen nicht.}}",
  "notice.idLost":
    "{count, plural, one {Der Benutzer bekommt eine andere ID, und seine Anmeldehistorie geht verloren.} other {Die Benutzer bekommen andere IDs, und ihre Anmeldehistorie geht verloren.}}",
  "notice.proxyLoopback":
    "Nur dieser Computer erreicht {host}: SAP Identity Management auf einem anderen kann es nicht. Legen Sie die öffentliche URL fest.",
  "notice.proxyPlainHttp": "Unverschlüsseltes HTTP: Das Secret und jeder Benutzer gingen im Klartext durch das Netz.",
  "notice.importTooLarge": "Die Datei ist größer als {limit} MB.",
  "notice.importNotText": "Die Datei enthält keinen Text in UTF-8.",
  "notice.importExtension": "Nur .json, .txt, .properties und Dateien ohne Endung werden gelesen.",
  "notice.importEmpty": "Die Datei ist leer.",
  "notice.importTooDeep": "Objekte und Listen sind tiefer als {limit} ineinander geschachtelt.",
  "notice.importNotJson": "Das ist kein JSON: Zeile {line}, Spalte {column}.",
  "notice.importNoSystems": "Die Datei enthält kein System.",
  "notice.importTooMany": "Die Datei enthält mehr als {limit} Systeme.",
  "notice.importTooManyOf": "{member} hat mehr als {limit} Einträge.",
  "notice.importNotObject": "Ein Eintrag der Liste ist kein Objekt.",
  "notice.importNoSystem":
    "Das ist weder ein System noch eine Destination. Schlüssel werden beim Hinzufügen von Systemen gelesen.",
  "notice.importTwice": "{member} kommt zweimal vor.",
  "notice.importWrongKind": "{member} ist nicht, was es sein muss.",
  "notice.importLargeText": "{member} ist größer als {limit} MB.",
  "notice.importNotProxy":
    "Kein Proxy-System: Der Zugriffsmodus ist {mode}. Quell- und Zielsysteme haben hier keine Bedeutung.",
  "notice.importOtherType": "Kein System von SAP BTP XS Advanced UAA: Der Typ ist {type}.",
  "notice.importName": "Der Name enthält, was ein Name nicht enthalten darf. Vorschlag: {name}.",
  "notice.importNoName": "Es hat keinen Namen. Vorschlag: {name}.",
  "notice.importNameTaken": "Der Name ist vergeben. Vorschlag: {name}.",
  "notice.importDescription": "Die Beschreibung wird auf eine Zeile mit 255 Zeichen gekürzt.",
  "notice.importSameId": "Es hat die ID von {name}, das davor steht: wahrscheinlich zweimal dasselbe System.",
  "notice.importKnownId": "{name} hat hier schon dieselbe ID: Dies wird ein anderes System mit eigener ID.",
  "notice.importProperty": "{name}: {problem}",
  "notice.importUnknown":
    "{count, plural, one {1 Eigenschaft hat hier keine Bedeutung und bleibt erhalten: {names}.} other {# Eigenschaften haben hier keine Bedeutung und bleiben erhalten: {names}.}}",
  "notice.importCredential":
    "{name} steht offen in der Datei. Angekreuzt kommt es an den Ablageort der Secrets, sonst wird es ausgelassen.",
  "notice.importMasked": "Danach einzugeben: {names}.",
  "notice.importSecretMember": "{member} scheint ein Secret zu enthalten und wird ausgelassen.",
  "notice.importBroken":
    "{count, plural, one {Die {kind, select, read {Lesetransformation} write {Schreibtransformation} other {Transformation}} hat 1 Fehler: Zeile {line}, {problem}.} other {Die {kind, select, read {Lesetransformation} write {Schreibtransformation} other {Transformation}} hat # Fehler, den ersten in Zeile {line}: {problem}.}}",
  "notice.importNoText":
    "Die Datei hat keine {kind, select, read {Lesetransformation} write {Schreibtransformation} other {Transformation}}: Es gilt der Standard.",
  "notice.importParentMissing": "{parent} ist nicht hier: Es kommt an die oberste Stelle.",
  "notice.importParentLevel": "Es kann nicht unter {parent} stehen: Es kommt an die oberste Stelle.",
  "notice.importParentLoop": "Durch {parent} stünde es unter sich selbst: Es kommt an die oberste Stelle.",

  "attention.unreachable": "Das Konto antwortete nicht, wie es sollte",
  "attention.certificateEnded": "Das Zertifikat ist abgelaufen",
  "attention.certificateEnds":
    "{count, plural, one {Das Zertifikat läuft in 1 Tag ab} other {Das Zertifikat läuft in # Tagen ab}}",
  "attention.partial": "Das Konto wurde nur zum Teil gelesen",
  "attention.withoutMembers":
    "{count, plural, one {# Rollensammlung hat keine Mitglieder} other {# Rollensammlungen haben keine Mitglieder}}",
  "attention.noAdministrator": "{name} hat kein Mitglied",
  "attention.oneAdministrator": "{name} hat nur ein Mitglied",
  "attention.administratorTwice": "{user} administriert und hat eine zweite Herkunft",
  "job.effect": "Alle Entitäten von {system} durchlaufen lassen",
  "job.refresh": "{system} aktualisieren",
  "job.again": "{problem}; erneut in {seconds} s",

  "history.created": "System angelegt",
  "history.imported": "System importiert",
  "history.importedFrom": "System aus {file} importiert",
  "history.duplicated": "System als Kopie von {of} angelegt",
  "history.renamed": "Von {from} in {to} umbenannt",
  "history.described": "Beschrieben als: {text}",
  "history.undescribed": "Beschreibung entfernt",
  "history.moved": "Unter {to} verschoben",
  "history.movedToTop": "An die oberste Stelle verschoben",
  "history.tagged": "Mit Tags versehen: {tags}",
  "history.untagged": "Tags entfernt",
  "history.noted": "Notizen: {text}",
  "history.unnoted": "Notizen entfernt",
  "history.coloured": "Mit Farbe {hue} markiert",
  "history.uncoloured": "Farbe entfernt",
  "history.enabled": "Eingeschaltet",
  "history.disabled": "Ausgeschaltet",
  "history.deleted": "System gelöscht",
  "history.restored": "System wiederhergestellt",
  "history.propertySet": "{name} auf {value} gesetzt",
  "history.propertyChanged": "{name} von {from} auf {value} geändert",
  "history.propertyRemoved": "{name} entfernt, war {from}",
  "history.propertyUnset": "{name} entfernt",
  "history.credentialSet": "Geheimer Wert {name} eingegeben",
  "history.credentialReplaced": "Geheimer Wert {name} ersetzt",
  "history.credentialRemoved": "Geheimer Wert {name} entfernt",
  "history.destinationSet": "Destination {to} gesetzt",
  "history.destinationUnset": "Destination {from} entfernt",
  "history.readVersion": "Lesetransformation, Version {number}",
  "history.writeVersion": "Schreibtransformation, Version {number}",
  "history.consumerAdded": "Consumer {id} hinzugefügt",
  "history.consumerChanged": "Consumer {id} geändert",
  "history.consumerRemoved": "Consumer {id} entfernt",
  "history.outside": "{what}, außerhalb von Zonedesk",
  "difference.usersAdded": "{count, plural, one {# Benutzer} other {# Benutzer}} hinzugekommen",
  "difference.usersRemoved": "{count, plural, one {# Benutzer} other {# Benutzer}} entfernt",
  "difference.usersChanged": "{count, plural, one {# Benutzer} other {# Benutzer}} geändert",
  "difference.roleCollectionsAdded": "{count, plural, one {# Rollensammlung} other {# Rollensammlungen}} hinzugekommen",
  "difference.roleCollectionsRemoved": "{count, plural, one {# Rollensammlung} other {# Rollensammlungen}} entfernt",
  "difference.roleCollectionsChanged": "{count, plural, one {# Rollensammlung} other {# Rollensammlungen}} geändert",
  "difference.membersAdded": "{count, plural, one {# Mitglied} other {# Mitglieder}} hinzugekommen",
  "difference.membersRemoved": "{count, plural, one {# Mitglied} other {# Mitglieder}} entfernt",
} satisfies Record<keyof typeof en, string>;
