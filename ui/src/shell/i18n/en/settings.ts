/** Settings. */
export const settings = {
  "page.settings": "Settings",
  "settings.sections": "Sections of the settings",
  "settings.you": "You",
  "settings.appearance": "Appearance",
  "settings.security": "Security",
  "settings.data": "Data",
  "settings.shortcuts": "Shortcuts",
  "settings.about": "About",
  "settings.saved": "Saved",

  "settings.name": "Name",
  "settings.nameHint": "Written into the journal with every change. Empty: the login name of this computer",
  "settings.email": "E-Mail",
  "settings.emailHint": "To warn you before you remove or delete yourself",
  "settings.bad.email": "No e-mail address",
  "settings.bad.line": "One line, 255 characters at most",
  "settings.bad.days": "A whole number from 1 to 3650",

  "settings.theme": "Theme",
  "settings.theme.system": "As the desktop",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
  "settings.theme.highContrastBlack": "High contrast, black",
  "settings.theme.highContrastWhite": "High contrast, white",
  "settings.density": "Rows",
  "settings.density.compact": "Compact",
  "settings.density.cozy": "Cozy",
  "settings.densityHint": "Cozy rows are higher: for fingers and tired eyes",

  "settings.secrets.keychain": "Client secrets are in this computer’s keychain. The workspace file holds none.",
  "settings.secrets.file":
    "Client secrets are in an encrypted file in the workspace folder, opened by your passphrase.",
  "settings.secrets.thisRun": "Client secrets given now are kept in memory and forgotten when Zonedesk is closed.",
  "settings.secrets.unavailable": "No keychain answers on this computer, so client secrets cannot be kept.",
  "settings.thisRun": "Keep for This Session Only",
  "settings.thisRunHint": "Secrets that are in the keychain stay there.",

  "settings.inactive": "Inactive after (days)",
  "settings.inactiveHint": "Days without logon after which a user counts as inactive. SAP advises 180",
  "settings.workspace": "Workspace folder",
  "settings.copyPath": "Copy Path",
  "settings.snapshots": "Systems, snapshots and the journal are in one file there.",

  "settings.version": "Zonedesk {version}",
  "settings.licence": "Licensed under the Apache License 2.0.",
};
