/** In the place of a secret: as many for any, so that their number says nothing. */
export const DOTS = "•".repeat(40);
