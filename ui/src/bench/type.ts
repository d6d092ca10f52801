import { act, fireEvent, screen } from "@testing-library/react";

/** Types into a field of UI5, which takes values by its own property and event. */
export async function type(testid: string, value: string): Promise<void> {
  const field = (await screen.findByTestId(testid)) as HTMLElement & { value: string };
  await act(async () => {
    field.value = value;
    fireEvent(field, new CustomEvent("ui5-input", { bubbles: true }));
    fireEvent(field, new CustomEvent("input", { bubbles: true }));
  });
}
