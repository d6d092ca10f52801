import type { Start } from "../api/generated/Start";

/** What the backend says at the start of a test. */
export const start: Start = {
  version: "1",
  workspace: "/w",
  secrets: "keychain",
  vault: "absent",
  settings: {
    name: "",
    email: "",
    language: "english",
    theme: "light",
    cozy: false,
    inactiveAfterDays: 180,
    autoLockMinutes: 15,
    dates: "words",
    snapshotWarningHours: 24,
    requestsPerSecond: 3,
    proxy: "system",
    proxyAddress: "",
    certificateFile: "",
  },
};
