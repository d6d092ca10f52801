import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/** A step from the top of a document: the name of a member, or the place in a list from 0. */
export type Step = string | number;

const literal = (state: EditorState, node: SyntaxNode): string => {
  const text = state.sliceDoc(node.from, node.to);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.replace(/^"|"$/g, "");
  }
};

/** The name of a member. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  return name ? literal(state, name) : "";
}

/** What a text in quotes says. */
export const stringOf = literal;

const values = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The value of a member. */
export function memberValue(property: SyntaxNode): SyntaxNode | undefined {
  const last = property.lastChild;
  return last && values.has(last.name) ? last : undefined;
}

/** A member of an object by its name. */
export function memberOf(state: EditorState, object: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const property of object.getChildren("Property")) {
    if (nameOf(state, property) === name) return memberValue(property);
  }
  return undefined;
}

/** The way from the top to what stands at an offset. */
export function stepsAt(state: EditorState, at: number): Step[] {
  const steps: Step[] = [];
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) {
    if (node.name === "Property") steps.unshift(nameOf(state, node));
    else if (node.parent?.name === "Array" && values.has(node.name)) {
      let before = 0;
      for (let one = node.prevSibling; one; one = one.prevSibling) if (values.has(one.name)) before += 1;
      steps.unshift(before);
    }
  }
  return steps;
}
