/** Whether no control has the focus: it was on something that left the page, or nobody took it yet. */
export const focusIsNowhere = (): boolean =>
  document.activeElement === null || document.activeElement.matches("body, main[data-region]");

/** Gives a function that gives the focus back to what has it now, where nothing else has taken it meanwhile. */
export function giveFocusBack(): () => void {
  const before = document.activeElement;
  return () => {
    // What takes the place of the one that goes may take the focus in the same step.
    setTimeout(() => {
      if (focusIsNowhere() && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    });
  };
}
