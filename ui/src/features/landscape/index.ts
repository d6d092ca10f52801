import type { Feature } from "../../shell/feature";
import { LandscapeTree } from "./LandscapeTree";

export const landscape: Feature = { landscape: LandscapeTree };
