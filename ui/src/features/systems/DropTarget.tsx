import { useEffect, useState } from "react";
import type { AppError } from "../../api/generated/AppError";
import { Icon } from "../../components/Icon";
import { announce } from "../../shell/announce";
import { droppedFiles, holdsFiles } from "../../shell/files";
import { useT } from "../../shell/i18n";
import { takeFiles, takeText } from "./takeDropped";
import "./DropTarget.css";

/** What a pasted text must have to be taken for a key where nothing waits for text. */
const LIKE_A_KEY = /client.{0,3}id|oauth2tokenserviceurl/i;

/** A dialog takes what is dropped on it, or nothing does. */
const dialogIsOpen = (): boolean => document.querySelector(":modal, ui5-dialog[open]") !== null;

const tell = (refused: AppError): void => announce(refused.message, "urgent");

/** The whole window takes keys and exported systems as files anywhere, keys as text wherever no field has the focus. */
export function DropTarget() {
  const t = useT();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      // A part of the page that takes files itself has said so.
      const ours = holdsFiles(event.dataTransfer) && !event.defaultPrevented && !dialogIsOpen();
      // What nobody takes must not replace the page.
      if (holdsFiles(event.dataTransfer)) event.preventDefault();
      setOver(ours);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      const ours = !event.defaultPrevented && !dialogIsOpen();
      setOver(false);
      if (!event.dataTransfer || !holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (ours) droppedFiles(event.dataTransfer).then(takeFiles).catch(tell);
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (event.defaultPrevented || takesText(event.target) || !LIKE_A_KEY.test(text)) return;
      event.preventDefault();
      takeText(text).catch(tell);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="zdrop" data-testid="drop-target">
      <p>
        <Icon name="add" size={24} />
        {t("wizard.dropHere")}
      </p>
    </div>
  );
}

/** A field, or a part of a dialog, which has its own use for a paste. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, [contenteditable], ui5-input, ui5-textarea, :modal, ui5-dialog") !== null;
}
