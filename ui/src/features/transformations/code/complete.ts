import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  snippetCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Language } from "../../../api/generated/Language";
import type { LanguageFunction } from "../../../api/generated/LanguageFunction";
import type { LanguageParameter } from "../../../api/generated/LanguageParameter";
import { functionOf, keyWords, parametersOf, valueWords } from "./help";
import { nameOf, nodeAt, type Place, placeOf } from "./jsonTree";

/** A path that leads somewhere, and an example of what is there. */
export interface KnownPath {
  path: string;
  example: string;
}

/** What completion knows beside the text. */
export interface Knowledge {
  language: () => Language | undefined;
  /** Paths that the sample entities really have. */
  paths: (entity: string) => Promise<readonly KnownPath[]>;
}

const pathKeys = new Set(["sourcePath", "sourcePaths", "targetPath", "variablePath"]);
const variableKeys = new Set(["sourceVariable", "targetVariable"]);

/** Completes keys, functions, parameters, values, paths, variables and properties. */
export function completing({ language, paths }: Knowledge): CompletionSource {
  return async (context) => {
    const words = language();
    if (!words) return null;
    const { state, pos } = context;
    const node = nodeAt(state, pos);
    const inText = (node.name === "String" || node.name === "PropertyName") && pos > node.from;
    const place = placeOf(state, node);
    if (inText && node.name === "String") return inString(context, words, paths, node, place);
    if (inText && node.name === "PropertyName") {
      return keys(state, words, place, node.from, node.to, node.parent ?? undefined);
    }
    const typed = context.matchBefore(/"?[\w-]*$/);
    const from = typed?.from ?? pos;
    if (!context.explicit && from === pos) return null;
    // Behind a colon a value is wanted, in an object a name, in a list of functions a whole one.
    const before = state.sliceDoc(Math.max(0, from - 200), from).trimEnd();
    if (before.endsWith(":")) return literal(words, place, keyBefore(before), from, pos);
    if (place.key === "functions" && place.inList && place.role === "mapping") {
      return { from, to: pos, options: words.functions.map(call) };
    }
    if (/[{,]$/.test(before) && place.object && !place.inList) return keys(state, words, place, from, pos, undefined);
    return null;
  };
}

const keyBefore = (text: string) => /"([^"]*)"\s*:$/.exec(text)?.[1];

function inString(
  { state, pos, explicit }: CompletionContext,
  words: Language,
  paths: Knowledge["paths"],
  node: SyntaxNode,
  place: Place,
): CompletionResult | null | Promise<CompletionResult | null> {
  const [from, to] = [node.from + 1, Math.max(node.from + 1, node.to - 1)];
  const typed = state.sliceDoc(from, pos);
  const { role, key } = place;
  const property = /%([^%\s]*)$/.exec(typed);
  // The second of two % ends the name.
  if (property && (typed.split("%").length - 1) % 2 === 1) {
    const options = words.properties.map((name): Completion => ({ label: `%${name}%`, type: "variable" }));
    return { from: pos - property[0].length, options, validFor: /^%[^%\s]*$/ };
  }
  const variable = /\$\{([^}]*)$/.exec(typed);
  if (variable) {
    const options = variables(state, words).map((one) => ({ ...one, label: `\${${one.label}}` }));
    return { from: pos - variable[0].length, options, validFor: /^\$\{[^}]*$/ };
  }
  const all = (options: Completion[]): CompletionResult => ({ from, to, options, filter: true });
  if (role === "function" && (key === "type" || key === "function")) {
    return all(words.functions.map(({ name, help }) => ({ label: name, info: help, type: "function" })));
  }
  if (role === "function" && place.object) {
    const parameter = parametersOf(words, functionOf(state, words, place.object)).find((one) => one.name === key);
    if (parameter && parameter.values.length > 0)
      return all(parameter.values.map((label) => ({ label, type: "enum" })));
  }
  if (key !== undefined && variableKeys.has(key)) return all(variables(state, words));
  const fixed = valueWords(words, place);
  if (fixed.length > 0) return all(fixed.map(({ name, help }) => ({ label: name, info: help, type: "enum" })));
  if (role === "mapping" && key !== undefined && pathKeys.has(key))
    return wholePath(from, to, paths(place.entity ?? ""));
  if (key === "condition") {
    const path = /\$[^\s=!<>)&|']*$/.exec(typed);
    if (path || explicit) return wholePath(pos - (path?.[0].length ?? 0), pos, paths(place.entity ?? ""));
  }
  return null;
}

async function wholePath(from: number, to: number, known: Promise<readonly KnownPath[]>): Promise<CompletionResult> {
  const options = (await known).map(
    ({ path, example }): Completion => ({ label: path, detail: example.slice(0, 40), type: "property" }),
  );
  return { from, to, options };
}

/** Variables that are there, and those that the text sets. */
function variables(state: EditorState, words: Language): Completion[] {
  const set = new Set<string>();
  for (const [, name] of state.sliceDoc().matchAll(/"targetVariable"\s*:\s*"([^"\\]+)"/g)) if (name) set.add(name);
  const known = words.variables.map(({ name, help }): Completion => ({ label: name, info: help, type: "variable" }));
  for (const { label } of known) set.delete(label);
  return [...[...set].map((label): Completion => ({ label, type: "variable", boost: 1 })), ...known];
}

/** Keys that the object does not have yet; a new one comes with its colon and the beginning of its value. */
function keys(
  state: EditorState,
  words: Language,
  { role, object }: Place,
  from: number,
  to: number,
  property: SyntaxNode | undefined,
): CompletionResult | null {
  if (!object) return null;
  const here = property && nameOf(state, property);
  const there = new Set(object.getChildren("Property").map((one) => nameOf(state, one)));
  if (here !== undefined) there.delete(here);
  const bare = /^\s*:/.test(state.sliceDoc(to, to + 40));
  // What follows is another member: a comma parts them.
  const comma = /^\s*"/.test(state.sliceDoc(to, to + 200)) ? "," : "";
  const option = (name: string, takes: string, help: string, boost = 0): Completion => {
    const shown = { label: name, displayLabel: name, info: help, type: "property", boost };
    if (bare) return { ...shown, label: `"${name}"` };
    const made = snippetCompletion(`"${name}": ${beginning(name, takes)}${comma}`, { ...shown, label: `"${name}"` });
    return {
      ...made,
      apply: (view, completion, from, to) => {
        if (typeof made.apply === "function") made.apply(view, completion, from, to);
        if (takes !== "flag" && takes !== "list") startCompletion(view);
      },
    };
  };
  if (role === "function") {
    const called = functionOf(state, words, object);
    const named = there.has("type") || there.has("function");
    const own = new Set(called?.parameters.map(({ name }) => name));
    const options = parametersOf(words, called)
      .filter(({ name }) => !there.has(name))
      .map(({ name, takes, help }) => option(name, takes, help, own.has(name) ? 2 : 0));
    const type = named ? [] : [option("type", "oneOf", "", 3)];
    return { from, to, options: [...type, ...options], filter: true };
  }
  const options = keyWords(words, role)
    .filter(({ name }) => !there.has(name))
    .map(({ name, takes, help }) => option(name, takes, help));
  return options.length > 0 ? { from, to, options } : null;
}

/** What a value begins as; the cursor goes to #{}. */
function beginning(name: string, takes: string): string {
  if (name === "functions" || name === "valueMappings" || name === "mappings") return "[\n\t{ #{} }\n]";
  if (takes === "list" || takes === "names") return '[ "#{}" ]';
  if (takes === "flag") return "true#{}";
  if (takes === "path") return '"$.#{}"';
  return takes === "integer" ? "#{1:0}" : '"#{}"';
}

/** A function with what it must be given. */
function call({ name, help, parameters }: LanguageFunction): Completion {
  const required = parameters.filter((one) => one.required).map((one) => `, "${one.name}": ${argument(one)}`);
  return snippetCompletion(`{ "type": "${name}"${required.join("")} }`, { label: name, info: help, type: "function" });
}

const argument = ({ takes, values }: LanguageParameter) =>
  takes === "oneOf"
    ? `"#{${values[0] ?? ""}}"`
    : takes === "integer"
      ? "#{1:0}"
      : takes === "flag"
        ? "#{true}"
        : '"#{}"';

/** What may stand behind a colon where nothing stands yet. */
function literal(
  words: Language,
  place: Place,
  key: string | undefined,
  from: number,
  to: number,
): CompletionResult | null {
  if (key === undefined) return null;
  const word = keyWords(words, place.role).find(({ name }) => name === key);
  if (word?.takes === "flag") {
    return { from, to, options: ["true", "false"].map((label) => ({ label, type: "keyword" })) };
  }
  const fixed = valueWords(words, { ...place, key });
  return { from, to, options: fixed.map(({ name, help }) => ({ label: `"${name}"`, info: help, type: "enum" })) };
}
