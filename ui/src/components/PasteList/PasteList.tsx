import { Label } from "@ui5/webcomponents-react/Label";
import { Option } from "@ui5/webcomponents-react/Option";
import { Select } from "@ui5/webcomponents-react/Select";
import { TextArea } from "@ui5/webcomponents-react/TextArea";
import { useId } from "react";
import type { PeopleLine } from "../../api/generated/PeopleLine";
import type { PeopleResult } from "../../api/generated/PeopleResult";
import { useFormat, useT } from "../../shell/i18n";
import { Button } from "../Button";
import { type Choices, chooseOrigin, createAll, keyOf, offeredOrigins, type PasteOutcome } from "./choices";
import "./PasteList.css";

/** Lines shown of one kind; more of them are decided together, above the list. */
const shown = 100;

interface Props {
  text: string;
  onText: (text: string) => void;
  /** What the backend made of the text; the one before while the new one is on its way. */
  result: PeopleResult | undefined;
  outcome: PasteOutcome | undefined;
  choices: Choices;
  onChoices: (choices: Choices) => void;
  /** Origins that a new user can be created with. */
  origins: string[];
  error?: string | undefined;
}

/** People in, as text: a line for each, held against the snapshot while one types. No request is sent by it. */
export function PasteList({ text, onText, result, outcome, choices, onChoices, origins, error }: Props) {
  const t = useT();
  const id = useId();
  return (
    <div className="zpaste">
      <Label for={`${id}-text`} showColon>
        {t("paste.label")}
      </Label>
      <TextArea
        id={`${id}-text`}
        value={text}
        rows={7}
        placeholder={t("paste.hint")}
        valueState={error ? "Negative" : "None"}
        valueStateMessage={<div>{error}</div>}
        onInput={(e) => onText(e.target.value)}
        data-testid="paste-text"
      />
      {result && outcome && <Counts result={result} />}
      {result && result.several > 0 && <Several result={result} choices={choices} onChoices={onChoices} />}
      {result && result.missing > 0 && (
        <Missing result={result} choices={choices} onChoices={onChoices} origins={origins} />
      )}
      {result && <Rest result={result} />}
    </div>
  );
}

function Counts({ result }: { result: PeopleResult }) {
  const t = useT();
  const format = useFormat();
  const counts = [
    ["found", result.found],
    ["several", result.several],
    ["missing", result.missing],
    ["already", result.already],
    ["duplicates", result.duplicates],
  ] as const;
  return (
    <p className="zpaste-counts" role="status" data-testid="paste-counts">
      {counts
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => (
          <span key={kind} className={kind}>
            {t(`paste.${kind}`, { count })} <b>{format.number(count)}</b>
          </span>
        ))}
      {result.lines.length === 0 && t("paste.nothing")}
    </p>
  );
}

interface PartProps {
  result: PeopleResult;
  choices: Choices;
  onChoices: (choices: Choices) => void;
}

function Several({ result, choices, onChoices }: PartProps) {
  const t = useT();
  const lines = result.lines.filter((line) => line.found.kind === "several");
  const choose = (line: PeopleLine, id: string) => {
    const several = { ...choices.several };
    if (id === "?") delete several[keyOf(line)];
    else several[keyOf(line)] = id === "" ? null : id;
    onChoices({ ...choices, several });
  };
  return (
    <section className="zpaste-part" aria-label={t("paste.several", { count: lines.length })}>
      <div className="head">
        <b>{t("paste.severalHead", { count: lines.length })}</b>
        {offeredOrigins(result).map((origin) => (
          <Button key={origin} design="transparent" onClick={() => onChoices(chooseOrigin(result, choices, origin))}>
            {t("paste.takeAll", { origin })}
          </Button>
        ))}
      </div>
      <ul>
        {lines.slice(0, shown).map((line) => {
          const people = line.found.kind === "several" ? line.found.people : [];
          const chosen = choices.several[keyOf(line)];
          return (
            <li key={line.line}>
              <span className="text" title={line.text}>
                {line.text}
              </span>
              <Select
                accessibleName={t("paste.chooseFor", { text: line.text })}
                value={chosen === undefined ? "?" : (chosen ?? "")}
                valueState={chosen === undefined ? "Critical" : "None"}
                onChange={(e) => choose(line, e.detail.selectedOption.value ?? "?")}
              >
                <Option value="?">{t("paste.choose")}</Option>
                {people.map((person) => (
                  // Closed, a select shows its text alone: what tells them apart comes first.
                  <Option key={person.id} value={person.id}>
                    {[person.origin, person.member && t("paste.isMember"), person.userName].filter(Boolean).join(" · ")}
                  </Option>
                ))}
                <Option value="">{t("paste.leaveOut")}</Option>
              </Select>
            </li>
          );
        })}
        <More count={lines.length - shown} />
      </ul>
    </section>
  );
}

function Missing({ result, choices, onChoices, origins }: PartProps & { origins: string[] }) {
  const t = useT();
  const lines = result.lines.filter((line) => line.found.kind === "none");
  const all = lines.length > 0 ? commonOrigin(lines, choices) : "";
  const choose = (line: PeopleLine, origin: string) => {
    const create = { ...choices.create };
    if (origin) create[keyOf(line)] = origin;
    else delete create[keyOf(line)];
    onChoices({ ...choices, create });
  };
  return (
    <section className="zpaste-part" aria-label={t("paste.missing", { count: lines.length })}>
      <div className="head">
        <b>{t("paste.missingHead", { count: lines.length })}</b>
        <OriginChoice
          label={t("paste.createAll")}
          origins={origins}
          chosen={all}
          onChoose={(origin) => onChoices(createAll(result, choices, origin))}
        />
      </div>
      <ul>
        {lines.slice(0, shown).map((line) => (
          <li key={line.line}>
            <span className="text" title={line.text}>
              {line.text}
            </span>
            <OriginChoice
              label={t("paste.createFor", { text: line.text })}
              origins={origins}
              chosen={choices.create[keyOf(line)] ?? ""}
              onChoose={(origin) => choose(line, origin)}
            />
          </li>
        ))}
        <More count={lines.length - shown} />
      </ul>
    </section>
  );
}

/** The origin that all lines are created with; empty where they differ. */
function commonOrigin(lines: PeopleLine[], choices: Choices): string {
  const origins = new Set(lines.map((line) => choices.create[keyOf(line)] ?? ""));
  const [only] = origins;
  return origins.size === 1 ? (only ?? "") : "";
}

interface OriginChoiceProps {
  label: string;
  origins: string[];
  chosen: string;
  onChoose: (origin: string) => void;
}

function OriginChoice({ label, origins, chosen, onChoose }: OriginChoiceProps) {
  const t = useT();
  return (
    <Select accessibleName={label} value={chosen} onChange={(e) => onChoose(e.detail.selectedOption.value ?? "")}>
      <Option value="">{t("paste.leaveOut")}</Option>
      {origins.map((origin) => (
        <Option key={origin} value={origin}>
          {t("paste.createWith", { origin })}
        </Option>
      ))}
    </Select>
  );
}

/** Entries that need no decision, named so that nobody wonders where they went. */
function Rest({ result }: { result: PeopleResult }) {
  const t = useT();
  const already = result.lines.filter((line) => line.found.kind === "alreadyMember");
  const duplicates = result.lines.filter((line) => line.found.kind === "duplicate");
  return (
    <>
      {already.length > 0 && (
        <p className="zpaste-rest">{t("paste.alreadyNames", { count: already.length, names: names(already) })}</p>
      )}
      {duplicates.length > 0 && (
        <p className="zpaste-rest">
          {t("paste.duplicateNames", { count: duplicates.length, names: names(duplicates) })}
        </p>
      )}
    </>
  );
}

function names(lines: PeopleLine[]): string {
  const some = lines.slice(0, 5).map((line) => line.text);
  return lines.length > some.length ? `${some.join(", ")}, …` : some.join(", ");
}

function More({ count }: { count: number }) {
  const t = useT();
  return count > 0 ? <li className="more">{t("paste.more", { count })}</li> : null;
}
