import type { Level } from "../../../api/generated/Level";
import type { SystemNode } from "../../../api/generated/SystemNode";
import { Button } from "../../../components/Button";
import { DOTS } from "../../../components/dots";
import { errorText } from "../../../components/Refused";
import { Select } from "../../../components/Select";
import { useT } from "../../../shell/i18n";
import { levels } from "../levels";
import { badName, type Names, namesOf } from "./names";
import { change, changeEntry, completeByHand, type Entry, picked, useWizard } from "./store";

/** What was found of several keys: ticked, named, told apart. */
export function Several({ systems, tried }: { systems: readonly SystemNode[]; tried: boolean }) {
  const t = useT();
  const wizard = useWizard();
  const { entries } = wizard;
  const used = namesOf([...systems, ...picked(wizard)]);
  const all = entries.every((entry) => entry.picked);
  const some = entries.some((entry) => entry.picked);
  return (
    <table className="zseveral" data-testid="several">
      <thead>
        <tr>
          <th>
            <input
              type="checkbox"
              aria-label={t("wizard.pickAll")}
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = some && !all;
              }}
              onChange={() => change({ entries: entries.map((entry) => ({ ...entry, picked: !all })) })}
              data-testid="pick-all"
            />
          </th>
          <th>{t("systems.name")}</th>
          <th>{t("systems.level")}</th>
          <th>{t("wizard.found.region")}</th>
          <th>{t("wizard.found.clientId")}</th>
          <th>{t("wizard.found.secret")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          <Row key={entry.found.handle} entry={entry} index={index} systems={systems} used={used} tried={tried} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  entry: Entry;
  index: number;
  systems: readonly SystemNode[];
  /** By the systems and by all that is ticked. */
  used: Names;
  tried: boolean;
}

function Row({ entry, index, systems, used, tried }: RowProps) {
  const t = useT();
  const { found, picked, name, level } = entry;
  const finding = badName(name, used, picked);
  const known = systems.find((system) => system.id === found.system);
  const said = [
    found.problem && errorText(found.problem),
    known && t("wizard.known", { name: known.name }),
    entry.error?.message,
    picked && finding && (tried || name !== "") ? t(finding, { name: name.trim() }) : undefined,
  ].filter(Boolean);
  const set = (part: Partial<Entry>) => changeEntry(found.handle, part);
  return (
    <>
      <tr className={picked ? undefined : "left-out"}>
        <td>
          <input
            type="checkbox"
            checked={picked}
            aria-label={t("wizard.pick", { name })}
            onChange={() => set({ picked: !picked })}
            data-testid={`pick-${index}`}
          />
        </td>
        <td>
          <input
            className="zinput"
            value={name}
            maxLength={100}
            aria-label={t("systems.name")}
            aria-invalid={(picked && finding !== undefined) || undefined}
            onChange={(event) => set({ name: event.target.value, error: undefined })}
            data-testid={`name-${index}`}
          />
        </td>
        <td>
          <Select
            value={level}
            aria-label={t("systems.level")}
            onChange={(event) => set({ level: event.target.value as Level })}
            data-testid={`level-${index}`}
          >
            {levels.map((one) => (
              <option key={one} value={one}>
                {t(`level.${one}`)}
              </option>
            ))}
          </Select>
        </td>
        <td>{found.region}</td>
        <td className="mono ell" title={found.clientId}>
          {found.clientId}
        </td>
        <td className="mono ell">{found.hasSecret ? DOTS : t("wizard.noSecret")}</td>
      </tr>
      {(found.source || said.length > 0) && (
        <tr className="said">
          <td />
          <td colSpan={5} data-testid={`said-${index}`}>
            {found.source && <span className="quiet">{found.source} </span>}
            {said.join(" · ")}
            {found.problem && (
              <Button design="transparent" onClick={() => completeByHand(found)} testid={`complete-${index}`}>
                {t("wizard.complete")}
              </Button>
            )}
          </td>
        </tr>
      )}
    </>
  );
}
