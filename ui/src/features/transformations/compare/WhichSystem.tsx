import type { TransformationFile } from "../../../api/generated/TransformationFile";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { Overlay } from "../../../components/Overlay";
import { useT } from "../../../shell/i18n";

interface Props {
  file: TransformationFile;
  kind: TransformationKind;
  onChoose: (system: string) => void;
  onClose: () => void;
}

/** An export of systems was chosen: which of them is meant. */
export function WhichSystem({ file, kind, onChoose, onClose }: Props) {
  const t = useT();
  return (
    <Overlay title={t("compare.whichSystem")} onClose={onClose} testid="which-system">
      <p className="zoverlay-text">{t("compare.whichText", { name: file.name, count: file.systems.length })}</p>
      <ul className="zwhich">
        {file.systems.map((system) => (
          <li key={system.name}>
            <button
              type="button"
              aria-disabled={!system[kind] || undefined}
              onClick={() => system[kind] && onChoose(system.name)}
              data-testid={`which-${system.name}`}
            >
              <b>{system.name}</b>
              {!system[kind] && <small>{t(`compare.whichHasNone.${kind}`)}</small>}
            </button>
          </li>
        ))}
      </ul>
    </Overlay>
  );
}
