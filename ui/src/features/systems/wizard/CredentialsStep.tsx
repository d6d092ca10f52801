import { useState } from "react";
import type { Level } from "../../../api/generated/Level";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { Chips } from "../../../components/Chips";
import { CopyButton } from "../../../components/CopyButton";
import { Strip } from "../../../components/Strip";
import { announce } from "../../../shell/announce";
import { askExchange } from "../../../shell/exchange";
import { useT } from "../../../shell/i18n";
import { levels } from "../levels";
import { ByHand } from "./ByHand";
import { Found } from "./Found";
import { PasteKey } from "./PasteKey";
import { change, completeByHand, drop, endByHand, mend, mended, take, useWizard } from "./store";

/** SAP BTP command line, `btp create security/api-credential`. */
const commands: Record<Level, string> = {
  subaccount: "btp --format json create security/api-credential --subaccount SUBACCOUNT_ID --name zonedesk",
  directory: "btp --format json create security/api-credential --directory DIRECTORY_ID --name zonedesk",
  globalAccount:
    "btp --format json create security/api-credential --global-account GLOBAL_ACCOUNT_SUBDOMAIN --name zonedesk",
};

/** Step 1: a key comes in, by paste, drop, file or hand. */
export function CredentialsStep({ systems }: { systems: readonly SystemNode[] }) {
  const t = useT();
  const wizard = useWizard();
  const { entries, way } = wizard;
  const [only] = entries;
  const [another, setAnother] = useState(false);
  const nameOf = (id: string | undefined) => systems.find((system) => system.id === id)?.name;

  if (way === "hand") {
    const found = mended(wizard);
    return (
      <ByHand
        key={found?.handle ?? ""}
        found={found}
        addresses={wizard.addresses}
        onAddresses={(addresses) => change({ addresses })}
        onDone={(whole) => {
          mend(found?.handle, whole);
          announce(t("wizard.announceFound", { count: 1 }));
        }}
        cancel={t(entries.length > 1 ? "wizard.backToList" : "wizard.backToPaste")}
        onCancel={endByHand}
      />
    );
  }
  const byHand = () => (only ? completeByHand(only.found) : change({ way: "hand" }));
  const hand = entries.length <= 1 && (
    <Button design="transparent" onClick={byHand} testid="by-hand-open">
      {t("wizard.byHand")}
    </Button>
  );
  const pasting = entries.length === 0 || another;
  return (
    <>
      {pasting && (
        <PasteKey
          begin={another}
          problems={wizard.problems}
          onFound={(read) => {
            take(read);
            setAnother(false);
            announce(t("wizard.announceFound", { count: read.found.length }));
          }}
          ways={
            <>
              {hand}
              {entries.length === 0 && (
                <Button
                  design="transparent"
                  onClick={() => change({ way: "folder", step: 2, level: "directory" })}
                  testid="folder-open"
                >
                  {t("wizard.folder")}
                </Button>
              )}
              {entries.length === 0 && (
                <Button design="transparent" onClick={() => askExchange({ kind: "import" })} testid="import-open">
                  {t("exchange.import")}
                </Button>
              )}
            </>
          }
        />
      )}
      {entries.length === 1 && only && (
        <>
          <Found found={only.found} systemName={nameOf(only.found.system)} />
          {only.found.problem && (
            <Strip
              severity="warning"
              testid="found-problem"
              actions={
                <Button onClick={byHand} testid="complete">
                  {t("wizard.complete")}
                </Button>
              }
            >
              {only.found.problem.message} {only.found.problem.help}
            </Strip>
          )}
        </>
      )}
      {entries.length > 1 && (
        <p role="status" data-testid="found-several">
          {t("wizard.foundSeveral", { count: entries.length })}
        </p>
      )}
      {entries.length > 0 && (
        <div className="acts">
          {!another && (
            <Button onClick={() => setAnother(true)} testid="paste-another">
              {t("wizard.another")}
            </Button>
          )}
          <Button design="transparent" onClick={() => drop(entries.map((entry) => entry.found.handle))}>
            {t("wizard.dropFound", { count: entries.length })}
          </Button>
          {!pasting && hand}
        </div>
      )}
      {entries.length === 0 && <Command />}
    </>
  );
}

/** How one gets a key. */
function Command() {
  const t = useT();
  const { level } = useWizard();
  return (
    <section className="zcommand" aria-label={t("wizard.command")}>
      <h2>{t("wizard.command")}</h2>
      <Chips
        label={t("systems.level")}
        chips={levels.map((id) => ({ id, title: t(`level.${id}`) }))}
        selected={level}
        onSelect={(id) => change({ level: id })}
      />
      <div className="line">
        <code data-testid="btp-command">{commands[level]}</code>
        <CopyButton bare label={t("wizard.copyCommand")} text={commands[level]} testid="copy-command" />
      </div>
      <p className="quiet">{t("wizard.commandText")}</p>
    </section>
  );
}
