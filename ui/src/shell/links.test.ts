import { expect, it, vi } from "vitest";
import type { Event } from "../api/generated/Event";
import { followLinks } from "./links";
import { currentPlace } from "./router";

const tell = vi.hoisted(() => ({ event: (_: Event): void => undefined }));
vi.mock("../api/api", () => ({
  onEvent: async (handle: (event: Event) => void) => {
    tell.event = handle;
    return () => undefined;
  },
}));

it("goes where a link leads", async () => {
  followLinks();
  tell.event({ kind: "open", place: "/system/s/users/u%2F1" });
  await vi.waitFor(() => expect(currentPlace().segments).toEqual(["system", "s", "users", "u/1"]));
});
