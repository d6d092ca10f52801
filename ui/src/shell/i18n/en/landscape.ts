/** The landscape tree. */
export const landscape = {
  "landscape.title": "Landscape",
  "landscape.collapse": "Collapse All",
  "landscape.expand": "Expand All",
  "landscape.add": "Add System",
  "landscape.filter": "Filter accounts",
  "landscape.noHits": "No account contains “{text}”",
  "landscape.sum": "{count, plural, one {# system} other {# systems}}",
  "landscape.attention": "{count, plural, one {# warning} other {# warnings}}",
  "landscape.unreachable": "{count} unreachable",
  "landscape.users": "{count, plural, one {# user} other {# users}}",
  "landscape.open": "Open",
  "landscape.refresh": "Refresh",
};
