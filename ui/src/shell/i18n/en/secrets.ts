/** Where secrets go, the vault's passphrase, backup and restore: what several features ask with the same dialogs. */
export const secrets = {
  "secrets.hint.keychain": "Goes to this computer’s keychain and nowhere else",
  "secrets.hint.file": "Goes to the encrypted file in the workspace folder and nowhere else",
  "secrets.hint.thisRun": "Kept in memory until Zonedesk is closed",
  "secrets.hint.unavailable": "No keychain answers: choose in Settings where secrets go",
  "secrets.unlockTitle": "Unlock the Encrypted File",
  "secrets.unlockText": "The client secrets are in an encrypted file. It is opened once for this session.",
  "secrets.unlock": "Unlock",
  "secrets.passphrase": "Passphrase",
  "secrets.new": "Choose a Passphrase",
  "secrets.newText":
    "Client secrets will be in an encrypted file in the workspace folder. Without the passphrase nobody can open it, not even you.",
  "secrets.newHint": "8 characters or more. Several words are easy to keep in mind and hard to guess",
  "secrets.newDo": "Make the File",
  "secrets.newPassphrase": "New passphrase",
  "secrets.again": "Repeat the passphrase",
  "secrets.short": "At least {count} characters",
  "secrets.differ": "The two differ",
  "secrets.change": "Change Passphrase",
  "secrets.changeDo": "Change Passphrase",
  "secrets.changed": "The encrypted file has the new passphrase",
  "secrets.move.file": "Move Secrets to an Encrypted File",
  "secrets.move.keychain": "Move Secrets to the Keychain",
  "secrets.count.file":
    "{count, plural, =0 {No secret is kept elsewhere. New ones go to the encrypted file.} one {1 secret moves to the encrypted file.} other {# secrets move to the encrypted file.}}",
  "secrets.count.keychain":
    "{count, plural, =0 {No secret is kept elsewhere. New ones go to the keychain.} one {1 secret moves to the keychain.} other {# secrets move to the keychain.}}",
  "secrets.moveDo": "{count, plural, one {Move 1 Secret} other {Move # Secrets}}",
  "secrets.use.file": "Use the Encrypted File",
  "secrets.use.keychain": "Use the Keychain",
  "secrets.unreachable": "No keychain answers: what it may hold stays there.",
  "secrets.allOrNothing": "All of them or none: they are written and read back before any is removed.",
  "secrets.moved.file": "{count, plural, one {1 secret is} other {# secrets are}} in the encrypted file now",
  "secrets.moved.keychain": "{count, plural, one {1 secret is} other {# secrets are}} in the keychain now",
  "secrets.movedUntidy":
    "{count, plural, one {1 secret was} other {# secrets were}} moved. The former place could not be emptied; the next start tries again",

  "backup.restoreTitle": "Restore a Backup",
  "backup.restoreDo": "Restore",
  "backup.content":
    "Made {at}: {systems, plural, one {# system} other {# systems}}, {entries, plural, one {# journal entry} other {# journal entries}}, {versions, plural, one {# transformation version} other {# transformation versions}}.",
  "backup.restoreText":
    "It takes the place of this workspace, whose file is set aside under a name that carries the time.",
  "backup.secrets":
    "A backup holds no secrets: those in this computer’s keychain are found again, others are asked for. Snapshots are read anew.",
};
