import { onEvent } from "../api/api";
import { navigate } from "./router";

/** Goes where links from outside lead, for the life of the window. What is unsaved is asked for first. */
export function followLinks(): void {
  void onEvent((event) => {
    if (event.kind === "open") void navigate(event.place);
  });
}
