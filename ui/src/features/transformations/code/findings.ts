import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { type Extension, type Range, RangeSet } from "@codemirror/state";
import { EditorView, GutterMarker, gutter } from "@codemirror/view";
import type { TransformationFinding } from "../../../api/generated/TransformationFinding";
import { severityIcons } from "../../../components/severityIcons";
import { t, said as translated } from "../../../shell/i18n";
import { isMac } from "../../../shell/keyboard/shortcuts";
import { gutterMarks } from "./gutterMarks";
import { offsetOf } from "./places";
import { svg } from "./svg";

type Severity = TransformationFinding["severity"];

const severities = { error: "error", warning: "warning", information: "info" } as const;
const order = ["error", "warning", "information"] as const;

/** The icon at the head of a line, with all that is said of it. */
class Sign extends GutterMarker {
  constructor(
    private readonly severity: Severity,
    private readonly text: string,
  ) {
    super();
  }
  override eq(other: Sign) {
    return other.severity === this.severity && other.text === this.text;
  }
  override toDOM() {
    const sign = document.createElement("span");
    sign.className = `cm-zsign ${this.severity}`;
    sign.title = this.text;
    sign.append(svg(severityIcons[this.severity]));
    return sign;
  }
}

const marks = gutterMarks<Sign>();

const wave = (colour: string) => ({
  backgroundImage: "none",
  // One by one: WebKit does not take them together.
  textDecorationLine: "underline",
  textDecorationStyle: "wavy",
  textDecorationColor: `var(${colour})`,
  textDecorationSkipInk: "none",
});

const look = EditorView.theme({
  ".cm-lintRange-error": wave("--sapNegativeElementColor"),
  ".cm-lintRange-warning": wave("--sapCriticalElementColor"),
  ".cm-lintRange-info": wave("--sapInformativeElementColor"),
  ".cm-lintPoint:after": { borderBottomColor: "var(--sapCriticalElementColor)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--sapNegativeElementColor)" },
  ".cm-zsigns": { width: "1.125rem" },
  ".cm-zsigns .cm-gutterElement": { display: "grid", placeItems: "center" },
  ".cm-zsign, .cm-zsign svg": { width: "0.75rem", height: "0.75rem" },
  ".cm-zsign svg": { display: "block" },
  ".error > svg": { color: "var(--sapNegativeElementColor)" },
  ".warning > svg": { color: "var(--sapCriticalElementColor)" },
  ".information > svg": { color: "var(--sapInformativeElementColor)" },
  // As wide wherever it stands: one that grew higher at its place would cover the line that it is about.
  ".cm-tooltip-lint": { margin: "0", width: "max-content", maxWidth: "min(24rem, 100%)" },
  ".cm-diagnostic": {
    margin: "0",
    padding: "0",
    border: "0",
    font: "0.8125rem/1.125rem var(--sapFontFamily)",
    whiteSpace: "normal",
  },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--sapList_BorderColor)" },
  ".cm-zfinding > p": { display: "flex", gap: "0.5rem", margin: "0", padding: "0.5rem 0.75rem" },
  ".cm-zfinding > p > svg": { flex: "none", width: "1rem", height: "1.125rem" },
  ".cm-zfinding > p > span": { flex: "1" },
  ".cm-zfinding small": { color: "var(--sapContent_LabelColor)" },
  ".cm-zfinding > button": {
    display: "flex",
    alignItems: "center",
    gap: "0.5rem",
    width: "100%",
    padding: "0.3125rem 0.5rem 0.3125rem 0.75rem",
    border: "0",
    borderTop: "1px solid var(--sapList_BorderColor)",
    background: "none",
    color: "var(--sapLinkColor)",
    font: "inherit",
    textAlign: "left",
  },
  ".cm-zfinding > button:hover": { textDecoration: "underline" },
  ".cm-zfinding > button > svg": { flex: "none", width: "0.875rem", height: "0.875rem" },
  ".cm-zfinding > button > span": { flex: "1" },
});

function told(finding: TransformationFinding, onFix: (finding: TransformationFinding) => void): HTMLElement {
  const box = document.createElement("div");
  box.className = `cm-zfinding ${finding.severity}`;
  const said = document.createElement("p");
  said.className = finding.severity;
  const message = document.createElement("span");
  message.textContent = finding.message;
  const code = document.createElement("small");
  code.textContent = finding.code;
  said.append(svg(severityIcons[finding.severity]), message, code);
  box.append(said);
  if (finding.fix) {
    const mend = document.createElement("button");
    mend.type = "button";
    const title = document.createElement("span");
    title.textContent = translated(finding.fix.title);
    mend.append(svg("lightbulb"), title, key(isMac() ? "⌘" : t("key.Ctrl")), key("."));
    mend.onclick = () => onFix(finding);
    box.append(mend);
  }
  return box;
}

function key(text: string): HTMLElement {
  const drawn = document.createElement("kbd");
  drawn.textContent = text;
  return drawn;
}

/** Icons at the head of the lines that something is wrong with. */
export const signs = (): Extension => [
  marks.field,
  look,
  gutter({ class: "cm-zsigns", markers: (view) => view.state.field(marks.field) }),
];

/** Draws the findings below their places and beside their lines. */
export function showFindings(
  view: EditorView,
  findings: readonly TransformationFinding[],
  onFix: (finding: TransformationFinding) => void,
): void {
  const { doc } = view.state;
  const lines = new Map<number, TransformationFinding[]>();
  const diagnostics = findings.map((finding): Diagnostic => {
    const from = offsetOf(doc, finding.range.from);
    const to = Math.max(from, offsetOf(doc, finding.range.to));
    const line = doc.lineAt(from).from;
    lines.set(line, [...(lines.get(line) ?? []), finding]);
    return {
      from,
      to,
      severity: severities[finding.severity],
      message: finding.message,
      renderMessage: () => told(finding, onFix),
    };
  });
  const drawn = [...lines].map(([at, found]): Range<Sign> => {
    const worst = order.find((severity) => found.some((finding) => finding.severity === severity)) ?? "information";
    const texts = found.map(({ severity, message }) => `${t(`transformations.severity.${severity}`)}: ${message}`);
    return new Sign(worst, texts.join("\n")).range(at);
  });
  view.dispatch(setDiagnostics(view.state, diagnostics), { effects: marks.set.of(RangeSet.of(drawn, true)) });
}
