/** Lists of people, pasted. */
export const paste = {
  "paste.label": "One person a line",
  "paste.hint":
    "User names, e-mails, IDs or “Name '<'mail'>'”, from Excel, Outlook or chat; lines, tabs and “;” separate them",
  "paste.found": "Found",
  "paste.several": "Two origins",
  "paste.missing": "Not found",
  "paste.already": "Already a member",
  "paste.duplicates": "{count, plural, one {Duplicate line} other {Duplicate lines}}",
  "paste.nothing": "No line in it",
  "paste.severalHead": "{count, plural, one {# line names more than one user} other {# lines name more than one user}}",
  "paste.takeAll": "All from {origin}",
  "paste.isMember": "already a member",
  "paste.chooseFor": "Which user is {text}",
  "paste.choose": "Choose",
  "paste.leaveOut": "Leave out",
  "paste.missingHead":
    "{count, plural, one {# line matches nobody in this system} other {# lines match nobody in this system}}",
  "paste.createAll": "What to do with all that were not found",
  "paste.createFor": "What to do with {text}",
  "paste.createWith": "Create, origin {origin}",
  "paste.alreadyNames": "{count, plural, one {Already a member} other {Already members}}: {names}",
  "paste.duplicateNames": "{count, plural, one {Line that repeats another} other {Lines that repeat another}}: {names}",
  "paste.moreNames": "and {count, number} more",
  "paste.more": "{count, plural, one {# more line is} other {# more lines are}} decided by the choice above",
};
