import { QueryClientProvider } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { vi } from "vitest";
import type { Language } from "../../../api/generated/Language";
import type { MappingAct } from "../../../api/generated/MappingAct";
import type { MappingDetail } from "../../../api/generated/MappingDetail";
import type { SystemNode } from "../../../api/generated/SystemNode";
import type { TransformationCheck } from "../../../api/generated/TransformationCheck";
import type { TransformationKind } from "../../../api/generated/TransformationKind";
import { LiveRegions } from "../../../shell/announce";
import { client } from "../../../shell/data";
import type { Try } from "../tryout/useTry";
import { Graphical, type GraphicalHandle } from "./Graphical";
import { SideForm } from "./SideForm";
import { entity, row, table } from "./testing";
import { useGraphical } from "./useGraphical";

const system = { id: "s", name: "Retail PROD", refreshedAt: "2026-11-24T09:14:00Z" } as SystemNode;
type Json = Record<string, unknown>;
export type Document = Record<string, { mappings: Json[] }>;

const parameter = (name: string, takes: string, required = true, values: string[] = []) => ({
  name,
  help: `What ${name} is.`,
  required,
  takes,
  values,
});
export const language = {
  functions: [
    { name: "toLowerCaseString", help: "Small letters.", parameters: [parameter("locale", "text", false)] },
    {
      name: "substring",
      help: "A part.",
      parameters: [parameter("beginIndex", "integer"), parameter("endIndex", "integer", false)],
    },
    {
      name: "encode",
      help: "Text.",
      parameters: [
        parameter("algorithm", "oneOf", true, ["base32", "base64"]),
        parameter("skipPadding", "flag", false),
      ],
    },
  ],
  commonParameters: [parameter("condition", "condition", false)],
  variables: [{ name: "currentDate", takes: "", help: "Now." }],
} as unknown as Language;

const text = (value: unknown) => (typeof value === "string" ? { targetPath: value } : {});
/** Rows as the backend tells them, of a text that has a line for each mapping. */
export function rowsOf(document: Document) {
  return table(
    Object.entries(document).map(([name, { mappings }]) =>
      entity(
        name,
        mappings.map((json, i): MappingDetail => {
          const scope = json.scope as string | undefined;
          const line = i + 2;
          const { targetPath: _, ...base } = row({ number: i + 1 });
          return {
            ...base,
            ...text(json.targetPath),
            range: { from: { line, column: 1 }, to: { line, column: JSON.stringify(json).length + 1 } },
            source:
              json.sourcePath !== undefined
                ? { kind: "path", path: String(json.sourcePath) }
                : json.constant !== undefined
                  ? { kind: "constant", json: JSON.stringify(json.constant) }
                  : { kind: "none" },
            functions: ((json.functions ?? []) as Json[]).map(({ function: name, ...rest }, k) => ({
              pointer: `/${name === "" ? "" : "user"}/mappings/${i}/functions/${k}`,
              name: String(name),
              parameters: Object.entries(rest).map(([name, value]) => ({ name, json: JSON.stringify(value) })),
            })),
            ...(scope && { scope, runsOn: scope === "patchEntity" ? (["patch"] as const).slice() : ["create"] }),
            optional: json.optional === true,
            ...(json.condition !== undefined && { condition: String(json.condition) }),
            ...(json.team !== undefined && { others: [{ name: "team", json: JSON.stringify(json.team) }] }),
            findings:
              json.condition === "bad"
                ? [
                    {
                      member: "/condition",
                      finding: { code: "ZT040", severity: "error", message: "No condition", range: row().range },
                    },
                  ]
                : [],
          };
        }),
      ),
    ),
  );
}
const spelled = (document: Document) =>
  Object.values(document)
    .map(({ mappings }) => ["", ...mappings.map((one) => JSON.stringify(one))].join("\n"))
    .join("\n");

/** The engine's acts, on values. */
function perform(document: Document, acts: MappingAct[]): Document {
  const out = structuredClone(document);
  const walk = (tokens: string[]) =>
    tokens.reduce<unknown>((at, token) => (at as Json)[token], out) as Json & unknown[];
  for (const one of acts) {
    if (!("pointer" in one)) continue;
    const tokens = one.pointer.split("/").slice(1);
    const holder = walk(tokens.slice(0, -1));
    const last = tokens.at(-1) ?? "";
    if (one.act === "move") walk(tokens).splice(one.to, 0, ...walk(tokens).splice(one.from, 1));
    else if (one.act === "insert") walk(tokens).splice(one.index, 0, JSON.parse(one.json));
    else if (one.act === "remove") holder.splice(Number(last), 1);
    else if (one.json === undefined) delete holder[last];
    else holder[last] = JSON.parse(one.json);
  }
  return out;
}

/** The text and what was done to it, for one test. */
export const world = {
  document: {} as Document,
  acted: [] as MappingAct[][],
  /** Lines that the cursor was sent to. */
  selected: [] as number[],
  /** Why the next acts are refused. */
  refuse: undefined as string | undefined,
  torn: false,
  text: "",
  steps: [] as Document[],
  onText: vi.fn(),
};

/** The editor over a backend that is a few lines long. */
export function Bench({ kind = "write", attempt }: { kind?: TransformationKind; attempt?: Partial<Try> }) {
  const [content, show] = useState(() => {
    world.text = spelled(world.document);
    return world.text;
  });
  const setContent = (text: string) => {
    world.text = text;
    show(text);
  };
  const [line, setLine] = useState(1);
  const handle = useRef<GraphicalHandle>(null);
  const state = useGraphical({
    system: "s",
    kind,
    text: content,
    textNow: () => world.text,
    stamp: 7,
    on: true,
    line,
    onSelect: (place) => {
      world.selected.push(place.line);
      setLine(place.line);
    },
    act: async (acts) => {
      if (world.refuse) throw { code: "ZD6010", message: world.refuse };
      world.acted.push(acts);
      world.steps.push(world.document);
      world.document = perform(world.document, acts);
      setContent(spelled(world.document));
      return spelled(world.document);
    },
  });
  const check = { findings: [{ code: "ZT004", severity: "error", message: "A comma is missing", range: row().range }] };
  return (
    <QueryClientProvider client={client}>
      <Graphical
        ref={handle}
        system={system}
        kind={kind}
        state={state}
        check={world.torn ? (check as unknown as TransformationCheck) : undefined}
        onUndo={() => {
          world.document = world.steps.pop() ?? world.document;
          setContent(spelled(world.document));
        }}
        onRedo={() => undefined}
        onText={world.onText}
      />
      <button type="button" onClick={() => handle.current?.add()}>
        add
      </button>
      <button
        type="button"
        onClick={() => {
          world.torn = true;
          setContent("{");
        }}
      >
        tear
      </button>
      <SideForm
        system={system}
        kind={kind}
        state={state}
        version={4}
        attempt={{ choice: { entity: "user" }, ...attempt } as Try}
        onClose={() => {
          state.setOpen(undefined);
          handle.current?.focus();
        }}
      />
      <LiveRegions />
    </QueryClientProvider>
  );
}
