import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { BarChart } from "./BarChart";
import { ShareBars } from "./ShareBars";

const bars = [
  { key: "d7", label: "≤ 7 d", title: "842 users within 7 days", count: 842 },
  { key: "never", label: "Never", title: "212 never", count: 212, to: "/system/s/users?chip=neverLoggedOn" },
  { key: "older", label: "> 180 d", title: "0 longer ago", count: 0 },
];

it("says itself in a sentence, and leads where a bar has a list behind it", () => {
  render(<BarChart label="Last logon: 842 within 7 days, 212 never" bars={bars} format={String} />);
  expect(screen.getByRole("figure", { name: "Last logon: 842 within 7 days, 212 never" })).toBeTruthy();
  const links = screen.getAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["212 never212Never", "#/system/s/users?chip=neverLoggedOn"],
  ]);
});

it("draws no bar for nothing", () => {
  const { container } = render(<BarChart label="x" bars={bars} format={String} />);
  expect(container.querySelectorAll(".zchart-bar")).toHaveLength(2);
});

it("keeps a bar of a few among many in sight", () => {
  const share = { key: "a", name: "a", title: "a: 1 of 200,000", count: "1", percent: "0.0 %", share: 1 / 200_000 };
  const { container } = render(<ShareBars label="Origins" bars={[share]} />);
  expect(container.querySelector<HTMLElement>(".track > span")?.style.width).toBe("0.6%");
});
