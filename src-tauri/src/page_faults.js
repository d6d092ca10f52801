// Runs before the page's own scripts: what goes wrong in the page ends in the log of the app, not in a console that
// nobody sees.
{
  const tell = (kind, text) =>
    window.__TAURI_INTERNALS__.invoke("page_fault", { kind, text: String(text).slice(0, 2000) }).catch(() => {});
  addEventListener("error", (event) => {
    // said by the browser when a frame's layout takes two rounds; nothing is lost
    if (event.message?.startsWith("ResizeObserver loop")) return;
    tell("error", `${event.message} at ${event.filename}:${event.lineno}`);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    tell("rejection", reason?.message ? `${reason.message} ${reason.stack ?? ""}` : JSON.stringify(reason));
  });
  addEventListener("securitypolicyviolation", (event) => {
    // WebKit's editing colours what is typed over coloured text; the policy refuses that, and the editor colours it itself
    if (event.violatedDirective === "style-src-attr" && document.activeElement?.closest(".cm-content")) return;
    const { localName = "document", className = "" } = event.composedPath()[0] ?? {};
    const at = `${event.sourceFile}:${event.lineNumber}, ${localName} ${className}`;
    tell("policy", `${event.violatedDirective} refused ${event.blockedURI} at ${at}`);
  });
}
