import type { Feature } from "../../shell/feature";
import { PeopleOverlay } from "./PeopleOverlay";

export const peopleImport: Feature = { overlays: [PeopleOverlay] };
