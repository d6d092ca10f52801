import type { RefObject } from "react";
import { Button } from "../../components/Button";
import { useT } from "../../shell/i18n";
import { spell } from "../../shell/keyboard/shortcuts";
import type { EditorHandle, EditorHistory } from "./Editor";

interface Props {
  editor: RefObject<EditorHandle | null>;
  /** What can be undone and done again. */
  history: EditorHistory;
}

/** Over the text: its views, and what can be done with it. */
export function EditorHead({ editor, history }: Props) {
  const t = useT();
  const tip = (text: string, keys: string) => `${text} (${spell(keys)})`;
  return (
    <header className="zpane-head" data-testid="editor-head">
      <h2>{t("transformations.view.json")}</h2>
      <span className="room" />
      <Button
        design="transparent"
        icon="undo"
        tooltip={tip(t("transformations.undo"), "Mod+Z")}
        disabled={!history.undo}
        onClick={() => editor.current?.undo()}
        testid="editor-undo"
      />
      <Button
        design="transparent"
        icon="redo"
        tooltip={tip(t("transformations.redo"), "Mod+Y")}
        disabled={!history.redo}
        onClick={() => editor.current?.redo()}
        testid="editor-redo"
      />
      <Button
        design="transparent"
        icon="search"
        tooltip={tip(t("transformations.search"), "Mod+F")}
        onClick={() => editor.current?.search()}
        testid="editor-search"
      />
    </header>
  );
}
