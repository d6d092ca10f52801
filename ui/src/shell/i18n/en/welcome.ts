/** The window before there is a system. */
export const welcome = {
  "welcome.title": "Manage every account from one window.",
  "welcome.demo": "Open Demo Landscape",
  "welcome.demoText": "8 accounts, 5,000 users. No SAP account needed: a built-in simulator answers.",
  "welcome.demoOpening": "Opening the demo landscape",
  "welcome.add": "Add a System",
  "welcome.addText": "Paste or drop a service key anywhere in this window, or enter it by hand.",
  "welcome.import": "Import",
  "welcome.importText": "Systems that Zonedesk or SAP Cloud Identity Services exported, destinations of SAP BTP.",
  "welcome.restore": "Restore a Backup",
  "welcome.restoreText": "A workspace that Zonedesk wrote into one file, here or on another computer.",
  "welcome.problemRestoreText": "Sets the file aside likewise and works with a backup that you choose.",
  "welcome.secrets.keychain": "Where secrets go: this computer’s keychain (available).",
  "welcome.secrets.file": "Where secrets go: an encrypted file in the workspace folder.",
  "welcome.secrets.thisRun": "Where secrets go: memory, until Zonedesk is closed.",
  "welcome.secrets.unavailable":
    "No keychain answers on this computer. Client secrets can go to an encrypted file in the workspace folder, or be forgotten when Zonedesk is closed.",
  "welcome.useFile": "Use an Encrypted File",
  "welcome.thisRun": "This Session Only",

  "welcome.problem": "The Workspace Cannot Be Opened",
  "welcome.problemKept": "The file was left as it is, and stays so whatever you choose.",
  "welcome.file": "File",
  "welcome.openCopy": "Open a Copy",
  "welcome.openCopyText": "Works on a copy with all that can be read.",
  "welcome.startNew": "Start New",
  "welcome.startNewText": "Sets the file aside under another name and begins an empty workspace.",
};
