import { createContext, useContext } from "react";
import type { Feature } from "./feature";

const Features = createContext<readonly Feature[]>([]);

export const FeaturesProvider = Features.Provider;

/** The features that the window is made of. */
export const useFeatures = (): readonly Feature[] => useContext(Features);
