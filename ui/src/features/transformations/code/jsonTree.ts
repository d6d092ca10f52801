import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/** Most that is spent on reading up to a place that is asked for, ms. */
const PATIENCE = 30;

/** The innermost node that ends at or reaches over an offset; `side` 1: that begins there. */
export function nodeAt(state: EditorState, at: number, side: -1 | 1 = -1): SyntaxNode {
  return (ensureSyntaxTree(state, at, PATIENCE) ?? syntaxTree(state)).resolveInner(at, side);
}

/** A step from the top of a document: the name of a member, or the place in a list from 0. */
export type Step = string | number;

/** What a text in quotes says. */
export function textOf(state: EditorState, node: SyntaxNode): string {
  const text = state.sliceDoc(node.from, node.to);
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.replace(/^"|"$/g, "");
  }
}

/** The name of a member. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  return name ? textOf(state, name) : "";
}

const values = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

export const isValue = (node: SyntaxNode): boolean => values.has(node.name);

/** The value of a member of an object, by its name. */
export function memberOf(state: EditorState, object: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const property of object.getChildren("Property")) {
    const last = property.lastChild;
    if (last && isValue(last) && nameOf(state, property) === name) return last;
  }
  return undefined;
}

/** The way from the top to what stands at an offset, or begins there. */
export function stepsAt(state: EditorState, at: number): Step[] {
  const before = stepsTo(state, nodeAt(state, at));
  const behind = stepsTo(state, nodeAt(state, at, 1));
  return behind.length > before.length ? behind : before;
}

function stepsTo(state: EditorState, inner: SyntaxNode): Step[] {
  const steps: Step[] = [];
  for (let node: SyntaxNode | null = inner; node; node = node.parent) {
    if (node.name === "Property") steps.unshift(nameOf(state, node));
    else if (node.parent?.name === "Array" && isValue(node)) {
      let before = 0;
      for (let one = node.prevSibling; one; one = one.prevSibling) if (isValue(one)) before += 1;
      steps.unshift(before);
    }
  }
  return steps;
}

/** What a place in a document is part of. */
export type Role = "document" | "entity" | "mapping" | "function" | "valueMapping" | "other";

export interface Place {
  /** Of the object around the place. */
  role: Role;
  /** That object; none at the top of an empty document. */
  object: SyntaxNode | undefined;
  /** The member whose value the place is in; none: in a name, or between members. */
  key: string | undefined;
  /** The entity type that it is in. */
  entity: string | undefined;
  /** The place is an item of a list that is the value of `key`. */
  inList: boolean;
}

/** What stands around a node, without counting through lists. */
export function placeOf(state: EditorState, node: SyntaxNode): Place {
  let object: SyntaxNode | undefined;
  let key: string | undefined;
  let inList = false;
  /** From the inside to the outside: names of members, and "*" for an item of a list. */
  const outside: string[] = [];
  for (let here: SyntaxNode | null = node; here; here = here.parent) {
    if (here.name === "Object") {
      if (!object) object = here;
      if (here.parent?.name === "Array") outside.push("*");
    } else if (here.name === "Array" && !object) inList = true;
    else if (here.name === "Property") {
      if (object) outside.push(nameOf(state, here));
      else if (!node.matchContext(["PropertyName"]) && node.name !== "PropertyName") key = nameOf(state, here);
    }
  }
  const way = outside.reverse();
  return { role: roleOf(way, object), object, key, entity: way[0], inList };
}

function roleOf(way: readonly string[], object: SyntaxNode | undefined): Role {
  if (!object) return "other";
  if (way.length === 0) return "document";
  if (way.length === 1) return "entity";
  if (way[1] !== "mappings" || way[2] !== "*") return "other";
  if (way.length === 3) return "mapping";
  if (way.length !== 5 || way[4] !== "*") return "other";
  if (way[3] === "functions") return "function";
  return way[3] === "valueMappings" ? "valueMapping" : "other";
}

/** The mapping that an offset is in, or stands before; as far as the text is read already. */
export function mappingAround(state: EditorState, at: number): SyntaxNode | undefined {
  const tree = syntaxTree(state);
  for (const side of [-1, 1] as const) {
    for (let here: SyntaxNode | null = tree.resolveInner(at, side); here; here = here.parent) {
      if (here.name === "Object" && placeOf(state, here).role === "mapping") return here;
    }
  }
  return undefined;
}

/** The variable whose name stands at an offset: as the whole of a text, or as ${name} in one. */
export function variableAt(state: EditorState, at: number): string | undefined {
  const nodes = [nodeAt(state, at), nodeAt(state, at, 1)];
  const node = nodes.find(({ name }) => name === "String");
  if (!node) return undefined;
  const text = textOf(state, node);
  const { key } = placeOf(state, node);
  if (key === "sourceVariable" || key === "targetVariable") return text;
  const written = state.sliceDoc(node.from, node.to);
  for (const { index, 0: found, 1: name } of written.matchAll(/\$\{([^}]*)\}/g)) {
    if (at >= node.from + index && at <= node.from + index + found.length) return name;
  }
  return undefined;
}
