import { useMemo } from "react";
import { jsonTokens } from "./jsonTokens";
import "./json.css";

/** JSON in the colours of the code editor, read-only. */
export function Json({ text }: { text: string }) {
  const tokens = useMemo(() => jsonTokens(text), [text]);
  return (
    <pre className="zjson-text">
      {tokens.map((token, i) =>
        token.kind === "plain" ? (
          token.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a text have no other name
          <span key={i} className={`j${token.kind}`}>
            {token.text}
          </span>
        ),
      )}
    </pre>
  );
}
