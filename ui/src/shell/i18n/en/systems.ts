export const systems = {};
