/** What was done about a system. */
export const history = {
  "tab.history": "History",
  "history.filters": "Quick filters",
  "history.kind.all": "All",
  "history.kind.change": "Users and Role Collections",
  "history.kind.difference": "Outside Zonedesk",
  "history.kind.property": "Properties",
  "history.kind.transformation": "Transformations",
  "history.kind.system": "System",
  "history.export": "Export CSV",
  "history.between": "Between the readings of {since} and {at}.",
  "history.undo": "Undo…",
  "history.undone": "Undone",
  "history.nothing": "Nothing was done here yet",
  "history.nothingText": "Changes of the account and of its configuration are written down here, by day.",
  "history.none": "No entry of this kind",
  "history.clear": "Clear Filters",
};
