import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/form/TextField";
import { useT } from "../../shell/i18n";

interface Props {
  name: string;
  onRename: (to: string) => void;
  onClose: () => void;
}

/** Asks for another name of a variable, for all places that set or read it. */
export function RenameVariable({ name, onRename, onClose }: Props) {
  const t = useT();
  const [to, setTo] = useState(name);
  const [tried, setTried] = useState(false);
  // What `${name}` could not hold is no name.
  const wrong = to.trim() === "" ? "renameMissing" : /[{}"\\]/.test(to) ? "renameSigns" : undefined;
  const rename = () => {
    setTried(true);
    if (wrong) return;
    onClose();
    if (to.trim() !== name) onRename(to.trim());
  };
  return (
    <Dialog
      title={t("transformations.renameTitle", { name })}
      onClose={onClose}
      first="ui5-input"
      testid="rename"
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button design="emphasized" onClick={rename} testid="rename-act">
            {t("transformations.renameAct")}
          </Button>
        </>
      }
    >
      <form
        className="zdialog-body apart"
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <p>{t("transformations.renameText")}</p>
        <TextField
          label={t("transformations.renameTo")}
          value={to}
          onChange={setTo}
          error={tried && wrong ? t(`transformations.${wrong}`) : undefined}
          maxLength={100}
          required
          testid="rename-to"
        />
      </form>
    </Dialog>
  );
}
