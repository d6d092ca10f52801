import { expect, it } from "vitest";
import { forgetAll, recall, remember } from "./memory";

it("forgets what it noticed, not what a person made nor what is another's", () => {
  remember("landscape.width", 300);
  remember("users.views", ["Leavers"]);
  localStorage.setItem("other", "stays");
  forgetAll();
  expect(recall("landscape.width", 244)).toBe(244);
  expect(recall("users.views", [])).toEqual(["Leavers"]);
  expect(localStorage.getItem("other")).toBe("stays");
});
