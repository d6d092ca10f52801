import { jsonLanguage } from "@codemirror/lang-json";

type Node = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

/** JSON as it is written: a value, or what it holds. Numbers and texts keep their letters. */
export type Json =
  | { of: "value"; text: string }
  | { of: "list"; items: Json[] }
  | { of: "object"; members: [name: string, value: Json][] };

/** What a text says; nothing where it is no JSON. */
export function readJson(text: string): Json | undefined {
  const tree = jsonLanguage.parser.parse(text);
  let torn = false;
  tree.iterate({
    enter: ({ type }) => {
      torn ||= type.isError;
    },
  });
  const top = tree.topNode.firstChild;
  return torn || !top ? undefined : jsonOf(top, text);
}

function jsonOf(node: Node, text: string): Json {
  const inside = (name: string) => {
    const found: Node[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (name === "Property" ? child.name === name : !/^[[\],]$/.test(child.name)) found.push(child);
    }
    return found;
  };
  if (node.name === "Array") return { of: "list", items: inside("").map((item) => jsonOf(item, text)) };
  if (node.name !== "Object") return { of: "value", text: text.slice(node.from, node.to) };
  const members = inside("Property").map(({ firstChild, lastChild }): [string, Json] => {
    if (!firstChild || !lastChild) throw new Error("a property without a name or a value passed for JSON");
    return [text.slice(firstChild.from, firstChild.to), jsonOf(lastChild, text)];
  });
  return { of: "object", members };
}

/**
 * The same JSON in one layout: a member a line, by name. What only the layout and the order of members tell apart is
 * equal then; the order of lists counts and stays.
 */
export function layOut(text: string): string | undefined {
  const json = readJson(text);
  return json && written(json, "");
}

function written(json: Json, indent: string): string {
  if (json.of === "value") return json.text;
  const [open, close] = json.of === "list" ? "[]" : "{}";
  const inner = `${indent}  `;
  const lines =
    json.of === "list"
      ? json.items.map((item) => written(item, inner))
      : // A name that stands twice keeps the order of its values: the last one counts.
        json.members
          .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
          .map(([name, value]) => `${name}: ${written(value, inner)}`);
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => inner + line).join(",\n")}\n${indent}${close}`;
}
