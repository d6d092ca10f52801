import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, hoverTooltip } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import type { Language } from "../../../api/generated/Language";
import type { LanguageFunction } from "../../../api/generated/LanguageFunction";
import type { LanguageParameter } from "../../../api/generated/LanguageParameter";
import type { LanguageWord } from "../../../api/generated/LanguageWord";
import { t } from "../../../shell/i18n";
import { memberOf, nameOf, nodeAt, type Place, placeOf, textOf } from "./jsonTree";

/** A word and its sentence. */
export interface Help {
  name: string;
  text: string;
}

/** The words that may stand as a value behind a key. */
export function valueWords(language: Language, { role, key }: Place): readonly LanguageWord[] {
  if (role === "mapping" && key === "type") return language.types;
  if (role === "mapping" && key === "scope") return language.scopes;
  if (role === "entity" && key === "skipOperations") return language.operations;
  if (role === "entity" && key === "scimEntityEndpoint") return language.endpoints;
  return [];
}

/** The words that may stand as a key of an object. */
export function keyWords(language: Language, role: Place["role"]): readonly LanguageWord[] {
  if (role === "entity") return language.entityKeys;
  if (role === "mapping") return language.mappingKeys;
  return role === "valueMapping" ? language.valueMappingKeys : [];
}

/** The function that an object of a list of functions names. */
export function functionOf(state: EditorState, language: Language, object: SyntaxNode): LanguageFunction | undefined {
  const name = memberOf(state, object, "function") ?? memberOf(state, object, "type");
  return name && language.functions.find((one) => one.name === textOf(state, name));
}

/** What a function takes, its own parameters first. */
export const parametersOf = (
  language: Language,
  called: LanguageFunction | undefined,
): readonly LanguageParameter[] => [...(called?.parameters ?? []), ...language.commonParameters];

/** What is to be said of the word at an offset. */
export function helpAt(
  state: EditorState,
  language: Language,
  at: number,
): (Help & { from: number; to: number }) | undefined {
  const node = nodeAt(state, at, 1);
  if (node.name !== "PropertyName" && node.name !== "String") return undefined;
  const { from, to } = node;
  const place = placeOf(state, node);
  const found = (help: { name: string; help: string } | undefined) =>
    help && { name: help.name, text: help.help, from, to };
  if (node.name === "PropertyName" && node.parent) {
    const name = nameOf(state, node.parent);
    if (place.role !== "function") return found(keyWords(language, place.role).find((word) => word.name === name));
    if (name === "type" || name === "function") return { name, text: t("transformations.functionKey"), from, to };
    const called = place.object && functionOf(state, language, place.object);
    return found(parametersOf(language, called).find((parameter) => parameter.name === name));
  }
  const text = textOf(state, node);
  if (place.role === "function" && (place.key === "type" || place.key === "function")) {
    return found(language.functions.find((one) => one.name === text));
  }
  if (place.key === "sourceVariable" || place.key === "targetVariable") {
    return found(language.variables.find((one) => one.name === text));
  }
  return found(valueWords(language, place).find((word) => word.name === text));
}

const look = EditorView.theme({
  ".cm-zhelp": {
    width: "max-content",
    maxWidth: "22rem",
    padding: "0.5rem 0.75rem",
    font: "0.8125rem/1.125rem var(--sapFontFamily)",
  },
  ".cm-zhelp b": { display: "block", font: "0.78125rem/1.125rem '72Mono', monospace" },
});

/** Explains a key, a function or a parameter under the pointer. */
export const help = (language: () => Language | undefined): Extension => [
  look,
  hoverTooltip((view, at) => {
    const words = language();
    const found = words && helpAt(view.state, words, at);
    if (!found) return null;
    return {
      pos: found.from,
      end: found.to,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-zhelp";
        const name = document.createElement("b");
        name.textContent = found.name;
        dom.append(name, found.text);
        return { dom };
      },
    };
  }),
];
