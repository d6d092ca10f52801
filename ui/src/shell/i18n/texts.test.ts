import { IntlMessageFormat } from "intl-messageformat";
import { expect, it } from "vitest";
import { en } from "./en";
import { locale } from "./format";

it("has only texts that can be read", () => {
  const broken = Object.entries(en).filter(([, text]) => {
    try {
      new IntlMessageFormat(text, locale);
      return false;
    } catch {
      return true;
    }
  });
  expect(broken.map(([key]) => key)).toEqual([]);
});
