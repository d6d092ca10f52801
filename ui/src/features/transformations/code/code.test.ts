import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { ensureSyntaxTree, foldable } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, it } from "vitest";
import type { Language } from "../../../api/generated/Language";
import { completing } from "./complete";
import { foldedText } from "./folds";
import { helpAt } from "./help";
import { mappingAround, stepsAt, variableAt } from "./jsonTree";

const word = (name: string, takes = "") => ({ name, takes, help: `About ${name}.` });
const language: Language = {
  entityKeys: [word("condition", "condition"), word("mappings", "list"), word("skipOperations", "list")],
  mappingKeys: [
    word("sourcePath", "path"),
    word("optional", "flag"),
    word("scope", "oneOf"),
    word("functions", "list"),
  ],
  valueMappingKeys: [word("key", "list"), word("mappedValue", "anyJson")],
  functions: [
    {
      name: "encode",
      help: "Bytes as text.",
      parameters: [
        { name: "algorithm", help: "How.", required: true, takes: "oneOf", values: ["base32", "base64"] },
        { name: "skipPadding", help: "No =.", required: false, takes: "flag", values: [] },
      ],
    },
    { name: "toLowerCaseString", help: "Small letters.", parameters: [] },
  ],
  commonParameters: [{ name: "condition", help: "When.", required: false, takes: "condition", values: [] }],
  types: [word("set"), word("remove")],
  scopes: [word("createEntity"), word("patchEntity")],
  operations: [word("create"), word("delete")],
  endpoints: [word("Users"), word("Groups")],
  variables: [word("currentDate")],
  properties: ["cost.center"],
};

/** `|` is the cursor. */
function opened(marked: string): { state: EditorState; at: number } {
  const at = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: [json()] });
  ensureSyntaxTree(state, state.doc.length, 5000);
  // Takes over what was read just now.
  return { state: state.update({}).state, at };
}

const inUser = (mapping: string) => `{"user": {"mappings": [${mapping}]}}`;
const paths = async (entity: string) => [{ path: `$.${entity}Name`, example: '"x"' }];

async function offered(marked: string, explicit = true): Promise<CompletionResult | null> {
  const { state, at } = opened(marked);
  return completing({ language: () => language, paths })(new CompletionContext(state, at, explicit));
}

it.each([
  [inUser('{ "|" }'), ['"sourcePath"', '"optional"', '"scope"', '"functions"']],
  [inUser('{ "optional": true, "|" }'), ['"sourcePath"', '"scope"', '"functions"']],
  [inUser('{ "optional": true, | }'), ['"sourcePath"', '"scope"', '"functions"']],
  [inUser("{ s| }"), ['"sourcePath"', '"optional"', '"scope"', '"functions"']],
  ['{"user": {"|"}}', ['"condition"', '"mappings"', '"skipOperations"']],
  ['{"user": {"skipOperations": ["|"]}}', ["create", "delete"]],
  [inUser('{ "scope": "|" }'), ["createEntity", "patchEntity"]],
  [inUser('{ "scope": | }'), ['"createEntity"', '"patchEntity"']],
  [inUser('{ "optional": | }'), ["true", "false"]],
  [inUser('{ "sourcePath": "$.|" }'), ["$.userName"]],
  [inUser('{ "condition": "$.a == 1 && $.u|" }'), ["$.userName"]],
  [inUser('{ "sourceVariable": "|", "targetVariable": "mine" }'), ["mine", "currentDate"]],
  [inUser('{ "constant": "a%|" }'), ["%cost.center%"]],
  [inUser(`{ "constant": "a\${|" }`), [`\${currentDate}`]],
  [inUser('{ "functions": [ | ] }'), ["encode", "toLowerCaseString"]],
  [inUser('{ "functions": [ { "type": "|" } ] }'), ["encode", "toLowerCaseString"]],
  [inUser('{ "functions": [ { "function": "encode", "|" } ] }'), ['"algorithm"', '"skipPadding"', '"condition"']],
  [inUser('{ "functions": [ { "type": "encode", "algorithm": "|" } ] }'), ["base32", "base64"]],
  [inUser('{ "valueMappings": [ { "|" } ] }'), ['"key"', '"mappedValue"']],
])("completes %s", async (marked, labels) => {
  expect((await offered(marked))?.options.map(({ label }) => label)).toEqual(labels);
});

it.each([inUser('{ "constant": "100% of a%|" }'), inUser('{ "constant": "a|" }'), '{"user": {"other": {"|"}}}', "|"])(
  "offers nothing at %s",
  async (marked) => expect((await offered(marked))?.options ?? []).toEqual([]),
);

it.each([
  ['{"user": {"mappings": [{}, {"functions": [{"type": "a|"}]}]}}', ["user", "mappings", 1, "functions", 0, "type"]],
  ['{"a\\"b": [1, 2|]}', ['a"b', 1]],
  ['{"user": |{}}', ["user"]],
  ['{"user": {"mappings": [{}, |{}]}}', ["user", "mappings", 1]],
])("knows the way to %s", (marked, steps) => {
  const { state, at } = opened(marked);
  expect(stepsAt(state, at)).toEqual(steps);
});

it.each([
  [inUser('{ "functions": [ { "type": "x|" } ] }'), true],
  [inUser('|{ "functions": [] }'), true],
  ['{"user": {"condition": "x|", "mappings": []}}', false],
])("finds the mapping around %s: %s", (marked, inside) => {
  const { state, at } = opened(marked);
  expect(mappingAround(state, at) !== undefined).toBe(inside);
});

it.each([
  ['{\n"sourcePath": "$.a",\n"targetPath": "$.b"\n}', "$.a → $.b · 4 lines"],
  ['{\n"constant": { "a": 1 }, "targetVariable": "v"\n}', '{ "a": 1 } → v · 3 lines'],
  ['{\n"correlationAttribute": true\n}', "3 lines"],
])("a folded mapping tells what it does", (mapping, told) => {
  const { state } = opened(`{"user": {"mappings": [\n${mapping}\n]}}`);
  const line = state.doc.line(2);
  const range = foldable(state, line.from, line.to);
  expect(range && foldedText(state, range)).toBe(told);
});

it.each([
  [inUser('{ "optio|nal": true }'), "About optional."],
  [inUser('{ "scope": "create|Entity" }'), "About createEntity."],
  [inUser('{ "functions": [ { "type": "enc|ode" } ] }'), "Bytes as text."],
  [inUser('{ "functions": [ { "type": "encode", "algo|rithm": "base32" } ] }'), "How."],
  [inUser('{ "sourceVariable": "current|Date" }'), "About currentDate."],
  [inUser('{ "unknown|": 1 }'), undefined],
])("explains %s", (marked, text) => {
  const { state, at } = opened(marked);
  expect(helpAt(state, language, at)?.text).toBe(text);
});

it.each([
  [inUser('{ "targetVariable": "mi|ne" }'), "mine"],
  [inUser('{ "sourceVariable": |"mine" }'), "mine"],
  [inUser(`{ "constant": "a \${o|ne} \${two}" }`), "one"],
  [inUser(`{ "constant": "a \${one} \${two}| b" }`), "two"],
  [inUser(`{ "constant": "a| \${one}" }`), undefined],
  [inUser('{ "sourcePath": "$.mi|ne" }'), undefined],
])("knows the variable at %s", (marked, name) => {
  const { state, at } = opened(marked);
  expect(variableAt(state, at)).toBe(name);
});

it.each([
  [inUser('{ "sc|" }'), inUser('{ "scope": "" }')],
  [inUser('{ "opt|" "sourcePath": "$.a" }'), inUser('{ "optional": true, "sourcePath": "$.a" }')],
  [inUser('{ "opt|": false }'), inUser('{ "optional": false }')],
])("puts a key into %s with what belongs to it", async (marked, text) => {
  const { state, at } = opened(marked);
  const view = new EditorView({ state: state.update({ selection: { anchor: at } }).state });
  const found = await completing({ language: () => language, paths })(new CompletionContext(view.state, at, true));
  const typed = view.state.sliceDoc(found?.from, at).replace(/^"/, "");
  const option = found?.options.find(({ displayLabel, label }) => (displayLabel ?? label).startsWith(typed));
  const [from, to] = [found?.from ?? 0, found?.to ?? at];
  if (typeof option?.apply === "function") option.apply(view, option, from, to);
  else view.dispatch({ changes: { from, to, insert: option?.label ?? "" } });
  expect(view.state.sliceDoc()).toBe(text);
  view.destroy();
});
