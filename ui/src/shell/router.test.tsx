import { act, renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { currentPlace, navigate, paths, useLeaveGuard, usePlace } from "./router";

beforeEach(async () => {
  await navigate("/");
});

describe("paths", () => {
  it.each([
    [paths.system("a b/c", "users", "x?y"), ["system", "a b/c", "users", "x?y"]],
    [paths.system("s", "users", "+"), ["system", "s", "users", "+"]],
    [paths.system("s", undefined), ["system", "s"]],
    [paths.page("activity", "214"), ["activity", "214"]],
  ])("%s comes back", async (to, segments) => {
    await navigate(to);
    expect(currentPlace().segments).toEqual(segments);
  });

  it("keeps a query, without what is empty", async () => {
    await navigate(paths.system("s", "users", undefined, undefined, { chip: "inactive", q: "" }));
    expect(currentPlace().query.toString()).toBe("chip=inactive");
    expect(currentPlace().segments).toEqual(["system", "s", "users"]);
  });
});

it("takes an address that cannot be decoded as it is", async () => {
  await navigate("/system/%E0%A4%A");
  expect(currentPlace().segments).toEqual(["system", "%E0%A4%A"]);
});

it("tells those who look", async () => {
  const { result } = renderHook(usePlace);
  await act(() => navigate("/settings"));
  expect(result.current.segments).toEqual(["settings"]);
});

describe("a guard", () => {
  it("holds who would lose something, and lets go once", async () => {
    const ask = vi.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    renderHook(() => useLeaveGuard(ask));
    await navigate("/a");
    expect(currentPlace().to).toBe("/");
    await navigate("/a");
    await navigate("/b");
    expect(currentPlace().to).toBe("/b");
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("goes with the one who set it", async () => {
    const ask = vi.fn().mockResolvedValue(false);
    const { unmount } = renderHook(() => useLeaveGuard(ask));
    unmount();
    await navigate("/a");
    await waitFor(() => expect(currentPlace().to).toBe("/a"));
    expect(ask).not.toHaveBeenCalled();
  });
});
