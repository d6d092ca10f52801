export const roleCollections = {};
