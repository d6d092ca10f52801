import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

// A lazy view may take a while to be compiled on a busy machine. A wait ends as soon as it can.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  // Nothing is laid out here; what draws by its size must believe that it has some.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(1200);
});
afterEach(cleanup);
