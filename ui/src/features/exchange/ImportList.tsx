import type { AppError } from "../../api/generated/AppError";
import type { ImportItem } from "../../api/generated/ImportItem";
import type { ImportPlan } from "../../api/generated/ImportPlan";
import type { Notice } from "../../api/generated/Notice";
import { Icon } from "../../components/Icon";
import { Strip } from "../../components/Strip";
import { severityIcons } from "../../components/severityIcons";
import { textOf, useT } from "../../shell/i18n";
import { type Choice, type Choices, changed } from "./choices";

interface Props {
  plan: ImportPlan;
  choices: Choices;
  onChange: (choices: Choices) => void;
  error: AppError | undefined;
}

/** What the files would make, with what is wrong with it. */
export function ImportList({ plan, choices, onChange, error }: Props) {
  const t = useT();
  return (
    <>
      {plan.files
        .filter((file) => file.notices.length > 0)
        .map((file) => (
          <Strip key={file.name} severity="error" testid="import-file-refused">
            {file.name}: {file.notices.map((notice) => textOf(notice.text)).join(" ")}
          </Strip>
        ))}
      {plan.items.length > 0 && <p>{t("exchange.planned", { count: plan.items.length })}</p>}
      <ul className="zimport" data-testid="import-list">
        {plan.items.map((item) => {
          const choice = choices.get(item.number);
          return (
            choice && (
              <Item
                key={item.number}
                item={item}
                choice={choice}
                wrong={error?.where === choice.name}
                onChange={(part) => onChange(changed(choices, item.number, part))}
              />
            )
          );
        })}
      </ul>
    </>
  );
}

interface ItemProps {
  item: ImportItem;
  choice: Choice;
  /** The name was refused. */
  wrong: boolean;
  onChange: (part: Partial<Choice>) => void;
}

function Item({ item, choice, wrong, onChange }: ItemProps) {
  const t = useT();
  const shown = item.found || item.name || item.file;
  const keep = (name: string, kept: boolean) => {
    const credentials = new Set(choice.credentials);
    if (kept) credentials.add(name);
    else credentials.delete(name);
    onChange({ credentials });
  };
  return (
    <li className={item.refused ? "refused" : undefined}>
      <div className="head">
        {item.refused ? (
          <>
            <Icon name="error" />
            <b className="ell">{shown}</b>
          </>
        ) : (
          <>
            <input
              type="checkbox"
              checked={choice.ticked}
              aria-label={t("exchange.take", { name: shown })}
              onChange={(event) => onChange({ ticked: event.target.checked })}
              data-testid="import-tick"
            />
            <input
              type="text"
              value={choice.name}
              maxLength={100}
              aria-label={t("exchange.nameOf", { name: shown })}
              aria-invalid={wrong || undefined}
              onChange={(event) => onChange({ name: event.target.value })}
              data-testid="import-name"
            />
          </>
        )}
        <span className="quiet ell">
          {[
            item.kind !== "other" && t(`exchange.kind.${item.kind}`),
            !item.refused && t("exchange.properties", { count: item.properties }),
            item.parent && t("exchange.below", { parent: item.parent }),
            shown !== item.file && item.file,
          ]
            .filter(Boolean)
            .join(", ")}
        </span>
      </div>
      {item.credentials.map((name) => (
        <label key={name} className="option">
          <input
            type="checkbox"
            checked={choice.credentials.has(name)}
            onChange={(event) => keep(name, event.target.checked)}
            data-testid="import-credential"
          />
          {t("exchange.keepCredential", { name })}
        </label>
      ))}
      <Notices notices={item.notices} />
    </li>
  );
}

function Notices({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul className="notices">
      {notices.map((notice) => {
        const text = textOf(notice.text);
        return (
          <li key={`${notice.text.code} ${text}`} className={notice.severity}>
            <Icon name={severityIcons[notice.severity]} /> {text}
          </li>
        );
      })}
    </ul>
  );
}
