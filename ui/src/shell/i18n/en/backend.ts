/** The sentences that the backend makes of changes, by its codes (`texts.rs`, `overview.rs`, `refresh.rs`). */
export const backend = {
  "title.createUser": "Create User {name}",
  "title.editUser": "Change {name}",
  "title.importUsers": "{count, plural, one {Import 1 User} other {Import # Users}}",
  "title.activateUsers": "{count, plural, one {Activate {name}} other {Activate # Users}}",
  "title.deactivateUsers": "{count, plural, one {Deactivate {name}} other {Deactivate # Users}}",
  "title.deleteUsers": "{count, plural, one {Delete {name}} other {Delete # Users}}",
  "title.createRoleCollection": "Create Role Collection {name}",
  "title.editRoleCollection": "Change {name}",
  "title.deleteRoleCollections": "{count, plural, one {Delete {name}} other {Delete # Role Collections}}",
  "title.addMembers":
    "{count, plural, one {Add 1 Member to {roleCollection}} other {Add # Members to {roleCollection}}}",
  "title.removeMembers":
    "{count, plural, one {Remove 1 Member from {roleCollection}} other {Remove # Members from {roleCollection}}}",
  "title.assign":
    "{count, plural, one {Assign {roleCollections} to {name}} other {Assign {roleCollections} to # Users}}",
  "title.unassign":
    "{count, plural, one {Remove {roleCollections} from {name}} other {Remove {roleCollections} from # Users}}",
  "title.undo": "Undo: {title}",
  "title.resume": "Resume: {title}",
  "action.create": "Create",
  "action.save": "Save",
  "action.importUsers": "{count, plural, one {Import 1 User} other {Import # Users}}",
  "action.activateUsers": "{count, plural, one {Activate} other {Activate # Users}}",
  "action.deactivateUsers": "{count, plural, one {Deactivate} other {Deactivate # Users}}",
  "action.deleteUsers": "{count, plural, one {Delete User} other {Delete # Users}}",
  "action.deleteRoleCollections": "{count, plural, one {Delete Role Collection} other {Delete # Role Collections}}",
  "action.addMembers": "{count, plural, one {Add 1 Member} other {Add # Members}}",
  "action.removeMembers": "{count, plural, one {Remove 1 Member} other {Remove # Members}}",
  "action.assign": "Assign",
  "action.unassign": "Remove",
  "action.undo": "Undo",
  "action.resume": "Resume",
  "what.createUser": "Create {userName}, origin {origin}",
  "what.createUsers": "{count, plural, one {Create # user, origin {origin}} other {Create # users, origin {origin}}}",
  "what.editUser": "{userName}: {fields}",
  "what.editUsers": "{count, plural, one {Change # user} other {Change # users}}",
  "what.activateUser": "Activate {userName}",
  "what.activateUsers": "{count, plural, one {Activate # user} other {Activate # users}}",
  "what.deactivateUser": "Deactivate {userName}",
  "what.deactivateUsers": "{count, plural, one {Deactivate # user} other {Deactivate # users}}",
  "what.deleteUser": "{userName}",
  "what.deleteUsers": "{count, plural, one {# user} other {# users}}",
  "what.createRoleCollection": "Create {name}",
  "what.createRoleCollections": "{count, plural, one {Create # role collection} other {Create # role collections}}",
  "what.editRoleCollection": "{name}: description",
  "what.editRoleCollections": "{count, plural, one {Describe # role collection} other {Describe # role collections}}",
  "what.deleteRoleCollection": "{name}",
  "what.deleteRoleCollections": "{count, plural, one {# role collection} other {# role collections}}",
  "what.addMembers":
    "{count, plural, one {{name}: add 1 member, {before, number} → {after, number}} other {{name}: add # members, {before, number} → {after, number}}}",
  "what.addMembersMany": "{count, plural, one {Add members} other {Add members, # requests}}",
  "what.removeMembers":
    "{count, plural, one {{name}: remove 1 member, {before, number} → {after, number}} other {{name}: remove # members, {before, number} → {after, number}}}",
  "what.removeMembersMany": "{count, plural, one {Remove members} other {Remove members, # requests}}",
  "undo.deleteUser":
    "{count, plural, one {Deletes the user again, if nobody changed it meanwhile.} other {Deletes the # users again, if nobody changed them meanwhile.}}",
  "undo.deleteRoleCollection":
    "{count, plural, one {Deletes the role collection again, if nobody changed it meanwhile.} other {Deletes the # role collections again, if nobody changed them meanwhile.}}",
  "undo.restoreUser":
    "{count, plural, one {Writes the former values back.} other {Writes the former values of # users back.}}",
  "undo.restoreRoleCollection": "Writes the former description back.",
  "undo.removeMembers": "{count, plural, one {Removes the member again.} other {Removes the # members again.}}",
  "undo.addMembers": "{count, plural, one {Adds the member again.} other {Adds the # members again.}}",
  "undo.recreateUsers":
    "{count, plural, one {Creates the user again, with the same role collections.} other {Creates the # users again, with the same role collections.}}",
  "undo.newId": "Cannot be undone: a re-created user gets another ID, and the logon history is lost.",
  "undo.recreateRoleCollections":
    "{count, plural, one {Creates the role collection again, with its description and members.} other {Creates the # role collections again, with their descriptions and members.}}",
  "undo.rolesLost": "Cannot be undone: the roles are lost.",
  "notice.membershipsLost":
    "{count, plural, one {Deleted together with 1 role collection assignment.} other {Deleted together with # role collection assignments.}}",
  "notice.userComesBack": "A user who still has Cloud Foundry org or space roles is created again by SAP BTP.",
  "notice.yourself": "{userName} is you: you may lose your own access.",
  "notice.lastAdministrator": "{roleCollection} keeps no member: nobody will be able to administer by it.",
  "notice.lastActiveAdministrator": "{roleCollection} keeps no active member: nobody will be able to administer by it.",
  "notice.administrators":
    "{count, plural, one {{roleCollection} administers: who comes to it can change who may do what.} other {{roleCollection} administers: the # who come to it can change who may do what.}}",
  "notice.unknownOrigin":
    "The origin {origin} was never seen in {system}: check its spelling in Security > Trust Configuration.",
  "notice.rolesLost":
    "{count, plural, one {Its roles are lost: they cannot be read back through this API.} other {Their roles are lost: they cannot be read back through this API.}}",
  "notice.membersLose": "{count, plural, one {1 member loses it.} other {# members lose it.}}",
  "notice.predefined": "{name} is one of SAP’s default role collections.",
  "notice.noRoles": "The new role collection has no roles yet: add them in SAP BTP Cockpit.",
  "notice.alreadyMembers":
    "{count, plural, one {1 is a member already and left out.} other {# are members already and left out.}}",
  "notice.notMembers":
    "{count, plural, one {1 is no direct member and left out.} other {# are no direct members and left out.}}",
  "notice.alreadyActive":
    "{count, plural, one {1 user is active already and left out.} other {# users are active already and left out.}}",
  "notice.alreadyInactive":
    "{count, plural, one {1 user is deactivated already and left out.} other {# users are deactivated already and left out.}}",
  "notice.created":
    "{count, plural, one {1 person is not in {system} yet: created with origin {origin}, and can log on from then on.} other {# people are not in {system} yet: created with origin {origin}, and can log on from then on.}}",
  "notice.existsAlready":
    "{count, plural, one {1 user exists already and is added, not created.} other {# users exist already and are added, not created.}}",
  "notice.existsMeanwhile":
    "{count, plural, one {1 user was created meanwhile: it is compared and changed, not created.} other {# users were created meanwhile: they are compared and changed, not created.}}",
  "notice.rowsLeftOut":
    "{count, plural, one {1 row of the file is left out: it has an error or a conflict.} other {# rows of the file are left out: they have an error or a conflict.}}",
  "notice.missing":
    "{count, plural, one {1 is no longer in the snapshot and left out.} other {# are no longer in the snapshot and left out.}}",
  "notice.nothing": "Nothing would change.",
  "notice.resumeDone":
    "{count, plural, one {1 request was carried out already and is not sent again.} other {# requests were carried out already and are not sent again.}}",
  "notice.resumeRefused":
    "{count, plural, one {1 request was refused and is not made again.} other {# requests were refused and are not made again.}}",
  "notice.resumeGone":
    "{count, plural, one {1 user or role collection is gone, and left out.} other {# users or role collections are gone, and left out.}}",
  "notice.undoPart":
    "{count, plural, one {Only what succeeded is undone: 1 request did not.} other {Only what succeeded is undone: # requests did not.}}",
  "notice.idLost":
    "{count, plural, one {The user gets another ID, and its logon history is lost.} other {The users get other IDs, and their logon history is lost.}}",
  "notice.proxyLoopback":
    "Only this computer reaches {host}: SAP Identity Management elsewhere cannot. Set the public URL.",
  "notice.proxyPlainHttp": "Plain HTTP: the secret and every user would cross the network unencrypted.",
  "notice.importTooLarge": "The file is larger than {limit} MB.",
  "notice.importNotText": "The file holds no text in UTF-8.",
  "notice.importExtension": "Only .json, .txt, .properties and files without an ending are read.",
  "notice.importEmpty": "The file is empty.",
  "notice.importTooDeep": "Objects and lists lie deeper than {limit} within one another.",
  "notice.importNotJson": "This is no JSON: line {line}, column {column}.",
  "notice.importNoSystems": "The file holds no system.",
  "notice.importTooMany": "The file holds more than {limit} systems.",
  "notice.importTooManyOf": "{member} has more than {limit} entries.",
  "notice.importNotObject": "An entry of the list is no object.",
  "notice.importNoSystem": "This is neither a system nor a destination. Keys are read where systems are added.",
  "notice.importTwice": "{member} occurs twice.",
  "notice.importWrongKind": "{member} is not what it must be.",
  "notice.importLargeText": "{member} is larger than {limit} MB.",
  "notice.importNotProxy":
    "Not a proxy system: its access mode is {mode}. Source and target systems have no meaning here.",
  "notice.importOtherType": "Not a system of SAP BTP XS Advanced UAA: its type is {type}.",
  "notice.importName": "The name holds what a name cannot hold. Proposed: {name}.",
  "notice.importNoName": "It has no name. Proposed: {name}.",
  "notice.importNameTaken": "The name is taken. Proposed: {name}.",
  "notice.importDescription": "The description is cut to one line of 255 characters.",
  "notice.importSameId": "It has the id of {name}, which comes before it: probably the same system twice.",
  "notice.importKnownId": "{name} here has the same id: this becomes another system with an id of its own.",
  "notice.importProperty": "{name}: {problem}",
  "notice.importUnknown":
    "{count, plural, one {1 property has no meaning here and is kept: {names}.} other {# properties have no meaning here and are kept: {names}.}}",
  "notice.importCredential":
    "{name} stands in the file as it is. It is kept where secrets go if it is ticked, else left out.",
  "notice.importMasked": "To be entered afterwards: {names}.",
  "notice.importSecretMember": "{member} seems to hold a secret and is left out.",
  "notice.importBroken":
    "{count, plural, one {The {kind} transformation has 1 error: line {line}, {problem}.} other {The {kind} transformation has # errors, the first in line {line}: {problem}.}}",
  "notice.importNoText": "The file has no {kind} transformation: the default is taken.",
  "notice.importParentMissing": "{parent} is not here: it comes to the top.",
  "notice.importParentLevel": "It cannot stand below {parent}: it comes to the top.",
  "notice.importParentLoop": "It would stand below itself by {parent}: it comes to the top.",

  "attention.unreachable": "The account did not answer as it should",
  "attention.certificateEnded": "The certificate has ended",
  "attention.certificateEnds":
    "{count, plural, one {The certificate ends in 1 day} other {The certificate ends in # days}}",
  "attention.partial": "The account was read in part only",
  "attention.withoutMembers":
    "{count, plural, one {# role collection has no members} other {# role collections have no members}}",
  "attention.noAdministrator": "{name} has no member",
  "attention.oneAdministrator": "{name} has one member only",
  "attention.administratorTwice": "{user} administers and has a second origin",
  "job.effect": "Run all entities of {system}",
  "job.refresh": "Refresh {system}",
  "job.again": "{problem}; again in {seconds} s",

  "history.created": "System created",
  "history.imported": "System imported",
  "history.importedFrom": "System imported from {file}",
  "history.duplicated": "System made as a copy of {of}",
  "history.renamed": "Renamed from {from} to {to}",
  "history.described": "Described as: {text}",
  "history.undescribed": "Description removed",
  "history.moved": "Moved below {to}",
  "history.movedToTop": "Moved to the top",
  "history.tagged": "Tagged {tags}",
  "history.untagged": "Tags removed",
  "history.noted": "Notes: {text}",
  "history.unnoted": "Notes removed",
  "history.coloured": "Marked with colour {hue}",
  "history.uncoloured": "Colour removed",
  "history.enabled": "Enabled",
  "history.disabled": "Disabled",
  "history.deleted": "System deleted",
  "history.restored": "System restored",
  "history.propertySet": "{name} set to {value}",
  "history.propertyChanged": "{name} changed from {from} to {value}",
  "history.propertyRemoved": "{name} removed, was {from}",
  "history.propertyUnset": "{name} removed",
  "history.credentialSet": "Credential {name} given",
  "history.credentialReplaced": "Credential {name} replaced",
  "history.credentialRemoved": "Credential {name} removed",
  "history.destinationSet": "Destination {to} set",
  "history.destinationUnset": "Destination {from} removed",
  "history.readVersion": "Read transformation, version {number}",
  "history.writeVersion": "Write transformation, version {number}",
  "history.consumerAdded": "Consumer {id} added",
  "history.consumerChanged": "Consumer {id} changed",
  "history.consumerRemoved": "Consumer {id} removed",
};
