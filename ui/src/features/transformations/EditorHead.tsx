import { type RefObject, useRef } from "react";
import { Button } from "../../components/Button";
import type { MenuItem } from "../../components/Menu";
import { MenuButton } from "../../components/MenuButton";
import { useT } from "../../shell/i18n";
import { spell, withKeys } from "../../shell/keyboard/shortcuts";
import type { EditorHandle, EditorHistory } from "./Editor";

interface Props {
  editor: RefObject<EditorHandle | null>;
  /** What can be undone and done again. */
  history: EditorHistory;
  view: View;
  onView: (view: View) => void;
  /** Asks for the source of a new mapping. */
  onAdd: () => void;
  onNext: () => void;
  onQuickFix: () => void;
  onGoTo: () => void;
  onFormat: () => void;
  onRename: () => void;
  onLoad: (file: File) => void;
  /** Asks for the system whose text is taken over. */
  onTakeOver: () => void;
}

/** The same text: as it is, or a row a mapping. */
export type View = "json" | "graphical";

/** Over the text: its views, and what can be done with it. */
export function EditorHead({ editor, history, view, onView, onAdd, ...props }: Props) {
  const { onNext, onQuickFix, onGoTo, onFormat, onRename, onLoad, onTakeOver } = props;
  const t = useT();
  const chooser = useRef<HTMLInputElement>(null);
  const inText: MenuItem[] = [
    { id: "quick-fix", title: t("transformations.quickFix"), icon: "lightbulb", keys: spell("Mod+."), run: onQuickFix },
    { id: "rename", title: t("transformations.rename"), keys: "F2", run: onRename },
    { id: "fold", title: t("transformations.foldAll"), run: () => editor.current?.foldMappings() },
    { id: "unfold", title: t("transformations.unfoldAll"), run: () => editor.current?.unfoldAll() },
  ];
  const more: MenuItem[] = [
    { id: "go-to", title: t("transformations.goTo"), keys: spell("Mod+G"), run: onGoTo },
    { id: "next", title: t("transformations.next"), keys: "F8", run: onNext },
    ...(view === "json" ? inText : []),
    { id: "load", title: t("transformations.load"), icon: "upload", run: () => chooser.current?.click() },
    { id: "take-over", title: t("transformations.takeOver"), icon: "copy", run: onTakeOver },
  ];
  const tip = (text: string, keys: string) => `${text} (${spell(keys)})`;
  return (
    <header className="zpane-head" data-testid="editor-head">
      <fieldset className="zswitch" aria-label={t("transformations.views")}>
        {(["json", "graphical"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === view}
            onClick={() => onView(one)}
            data-testid={`view-${one}`}
          >
            {t(`transformations.view.${one}`)}
          </button>
        ))}
      </fieldset>
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
      {view === "graphical" ? (
        <Button
          design="transparent"
          icon="add"
          tooltip={withKeys(t("graphical.add"), "create")}
          onClick={onAdd}
          testid="add-mapping"
        >
          {t("graphical.add")}
        </Button>
      ) : (
        <>
          <Button
            design="transparent"
            icon="search"
            tooltip={tip(t("transformations.search"), "Mod+F")}
            onClick={() => editor.current?.search()}
            testid="editor-search"
          />
          <Button
            design="transparent"
            icon="text-formatting"
            tooltip={tip(t("transformations.format"), "Alt+Shift+F")}
            onClick={onFormat}
            testid="editor-format"
          />
        </>
      )}
      <MenuButton label={t("transformations.more")} icon="overflow" items={more} testid="editor-more" />
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t("transformations.load")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onLoad(file);
          event.target.value = "";
        }}
        data-testid="load-file"
      />
    </header>
  );
}
