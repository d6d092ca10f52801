import { type KeyboardEvent, useState } from "react";
import type { ExplainedFunction } from "../../../api/generated/ExplainedFunction";
import type { LanguageFunction } from "../../../api/generated/LanguageFunction";
import type { LanguageParameter } from "../../../api/generated/LanguageParameter";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingFinding } from "../../../api/generated/MappingFinding";
import type { MappingFunction } from "../../../api/generated/MappingFunction";
import type { MappingMember } from "../../../api/generated/MappingMember";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { useT } from "../../../shell/i18n";
import { set } from "./acts";
import { CodeField, type Commit, Select, ValueField } from "./fields";
import { Value } from "./Value";
import { parsed, plainText, titleCase } from "./words";

interface Props {
  call: MappingFunction;
  /** What is known of it; none: there is no such function. */
  known: LanguageFunction | undefined;
  /** What every function takes beside its own parameters. */
  common: readonly LanguageParameter[];
  /** What came of it in the try. */
  step: ExplainedFunction | undefined;
  findings: readonly MappingFinding[];
  first: boolean;
  last: boolean;
  act: (acts: MappingAct[]) => Promise<void>;
  onMove: (by: number) => void;
  onRemove: () => void;
  /** Its handle was taken. */
  onGrip: (event: React.PointerEvent) => void;
}

/** One function of a mapping with its parameters, and the value after it. */
export function FunctionCard({
  call,
  known,
  common,
  step,
  findings,
  first,
  last,
  act,
  onMove,
  onRemove,
  onGrip,
}: Props) {
  const t = useT();
  const [all, setAll] = useState(false);
  const there = new Map(call.parameters.map((parameter) => [parameter.name, parameter]));
  const infos = known ? [...known.parameters, ...common] : [];
  const shown = infos.filter(({ name, required }) => all || required || there.has(name));
  const foreign = call.parameters.filter(({ name }) => !infos.some((info) => info.name === name));
  const more = infos.length > infos.filter(({ name, required }) => required || there.has(name)).length;
  const own = findings.filter(({ member }) => member === "" || member === "/function" || member === "/type");
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if ((by < 0 && !first) || (by > 0 && !last)) onMove(by);
  };
  const put = (name: string, json: string | undefined) => act([set(`${call.pointer}/${name}`, json)]);
  return (
    <fieldset className="fcd" aria-label={call.name} onKeyDown={onKeyDown} data-testid="function">
      <div className="a">
        <span className="gp" title={t("graphical.drag")} onPointerDown={onGrip} aria-hidden="true">
          <Icon name="vertical-grip" size={14} />
        </span>
        <code className="name" title={known?.help}>
          {call.name}
        </code>
        <span className="room" />
        {(more || all) && (
          <Button
            design="transparent"
            icon={all ? "slim-arrow-up" : "slim-arrow-down"}
            aria-expanded={all}
            tooltip={t(all ? "graphical.fewer" : "graphical.more", { name: call.name })}
            onClick={() => setAll(!all)}
            testid="function-more"
          />
        )}
        <Button
          design="transparent"
          icon="decline"
          tooltip={t("graphical.removeFunction", { name: call.name })}
          onClick={onRemove}
          testid="function-remove"
        />
      </div>
      {(all || own.length > 0) && (
        <div className="help">
          {all && known?.help}
          {own.map(({ finding }) => (
            <p key={`${finding.code} ${finding.message}`} className="problem">
              {finding.message}
            </p>
          ))}
        </div>
      )}
      {(shown.length > 0 || foreign.length > 0) && (
        <div className="b">
          {shown.map((info) => (
            <Parameter
              key={info.name}
              info={info}
              given={there.get(info.name)}
              help={all}
              findings={findings.filter(({ member }) => member.startsWith(`/${info.name}`))}
              put={(json) => put(info.name, json)}
            />
          ))}
          {foreign.map(({ name, json }) => (
            <div key={name} className="parameter">
              <span className="label">{name}</span>
              <ValueField
                bare
                label={name}
                json={json}
                findings={findings.filter(({ member }) => member.startsWith(`/${name}`))}
                onJson={(json) => put(name, json)}
                onRemove={() => void put(name, undefined)}
              />
            </div>
          ))}
        </div>
      )}
      {step && (
        <div className="o">
          <Icon name="arrow-right" size={14} />
          {step.ran ? <Value json={step.value} /> : <i>{t("try.notRun")}</i>}
        </div>
      )}
    </fieldset>
  );
}

interface ParameterProps {
  info: LanguageParameter;
  given: MappingMember | undefined;
  /** Its meaning is told below it. */
  help: boolean;
  findings: readonly MappingFinding[];
  put: (json: string | undefined) => Promise<void>;
}

/** A parameter, by what it takes. */
function Parameter({ info, given, help, findings, put }: ParameterProps) {
  const t = useT();
  const { name, takes, required, values } = info;
  const label = titleCase(name);
  const testid = `parameter-${name}`;
  const value = given ? plainText(given.json) : "";
  const remove = required ? undefined : () => void put(undefined);
  const commit: Commit = (typed) => {
    if (typed === "" && !required) return put(undefined);
    return spelled(typed, takes, given?.json, t("graphical.whole"), put);
  };
  const field =
    takes === "flag" ? (
      <input
        type="checkbox"
        aria-label={label}
        checked={value === "true"}
        onChange={(event) => void put(event.target.checked ? "true" : undefined)}
        data-testid={testid}
      />
    ) : values.length > 0 ? (
      <Select
        aria-label={label}
        value={value}
        onChange={({ target }) => void put(target.value === "" ? undefined : JSON.stringify(target.value))}
        data-testid={testid}
      >
        {(!required || !values.includes(value)) && (
          <option value={values.includes(value) ? "" : value}>{values.includes(value) ? "" : value}</option>
        )}
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
    ) : takes === "anyJson" ? (
      <ValueField
        bare
        label={label}
        json={given?.json}
        findings={findings}
        onJson={put}
        onRemove={remove}
        testid={testid}
      />
    ) : (
      <CodeField bare label={label} value={value} onCommit={commit} findings={findings} testid={testid} />
    );
  return (
    <div className="parameter">
      <span className="label" title={info.help}>
        {label}
        {required && <span className="star">*</span>}
      </span>
      {field}
      {help && <small className="hint">{info.help}</small>}
    </div>
  );
}

/** What is typed as the JSON that the parameter takes: a list stays a list, a number a number. */
function spelled(
  typed: string,
  takes: string,
  before: string | undefined,
  notWhole: string,
  put: (json: string) => Promise<void>,
): ReturnType<Commit> {
  const old = before === undefined ? undefined : parsed(before);
  if (takes === "integer") {
    if (/^-?\d+$/.test(typed)) return put(String(Number(typed)));
    // A property or a variable may stand in its place.
    return /[%$]/.test(typed) ? put(JSON.stringify(typed)) : notWhole;
  }
  if (takes === "names") {
    const names = typed.split(",").map((one) => one.trim());
    const list = typed.startsWith("[") ? parsed(typed) : names;
    if (!Array.isArray(list)) return put(JSON.stringify(typed));
    return put(JSON.stringify(list.length === 1 && !Array.isArray(old) ? list[0] : list));
  }
  const same = typeof old === "number" || typeof old === "boolean" ? parsed(typed) : undefined;
  return put(typeof same === typeof old && same !== undefined ? typed : JSON.stringify(typed));
}
