import type { Feature } from "../../shell/feature";
import { ChangeOverlay } from "./ChangeOverlay";

export const changes: Feature = { overlays: [ChangeOverlay] };
