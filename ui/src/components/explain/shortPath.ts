/** A path short enough for a narrow list: `$['urn:…:User']['costCenter']` reads `$[…].costCenter`. */
export const shortPath = (path: string): string =>
  path.replace(/\[(['"])[^'"\]]{16,}\1\]/g, "[…]").replace(/\[(['"])([A-Za-z_][\w-]*)\1\]/g, ".$2");
