import type { Feature } from "../../shell/feature";

export const users: Feature = {};
