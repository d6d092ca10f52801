import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const all = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => join("src", file))
  .filter((file) => /\.(ts|tsx|css)$/.test(file));

/** Files under `src/` without the generated ones, and what each imports from under `src/`. */
const files = all
  .filter((file) => !file.endsWith(".css") && !file.includes("generated"))
  .map((file) => {
    const text = readFileSync(file, "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, to = ""]) =>
      join(dirname(file), to),
    );
    return { file, text, imports: imports.filter((to) => to.startsWith("src/")) };
  });

const featureOf = (file: string) => /^src\/features\/([^/]+)/.exec(file)?.[1];
const folderOf = (file: string) => /^src\/([^/]+)\//.exec(file)?.[1];
const arrows = (from: string, allowed: (to: string, file: string) => boolean) =>
  files
    .filter(({ file }) => folderOf(file) === from && !/\.(test|fixtures)\.tsx?$/.test(file))
    .flatMap(({ file, imports }) => imports.filter((to) => !allowed(to, file)).map((to) => `${file} → ${to}`));

describe("arrows", () => {
  it("were found", () => expect(files.length).toBeGreaterThan(50));

  it("lead from a feature to api, components and shell, never to another feature", () => {
    const ok = ["api", "components", "shell"];
    expect(
      arrows("features", (to, file) => featureOf(to) === featureOf(file) || ok.includes(folderOf(to) ?? "")),
    ).toEqual([]);
  });

  it("lead from shell and components to no feature", () => {
    expect(arrows("shell", (to) => folderOf(to) !== "features")).toEqual([]);
    expect(arrows("components", (to) => folderOf(to) !== "features")).toEqual([]);
  });

  it("lead from api nowhere", () => {
    expect(arrows("api", (to) => folderOf(to) === "api")).toEqual([]);
  });

  it("lead to the backend through api only", () => {
    const direct = files.filter(({ file, text }) => folderOf(file) !== "api" && /"@tauri-apps\//.test(text));
    expect(direct.map(({ file }) => file)).toEqual([]);
  });
});

it("has no two modules whose names differ in case alone: elsewhere they are one", () => {
  const names = [...new Set(files.map(({ file }) => file.replace(/\.tsx?$/, "")))];
  const folded = names.map((name) => name.toLowerCase());
  expect(names.filter((_, i) => folded.indexOf(folded[i] ?? "") !== folded.lastIndexOf(folded[i] ?? ""))).toEqual([]);
});

it("draws no class in two folders: both style sheets are there as soon as both were opened", () => {
  const drawn = new Map<string, string>();
  const twice = all
    .filter((file) => file.endsWith(".css"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^\.(z[a-z-]+) \{/gm)].flatMap(([, name = ""]) => {
        const owner = featureOf(file) ?? folderOf(file) ?? "";
        const other = drawn.get(name) ?? owner;
        drawn.set(name, other);
        return other === owner ? [] : [`.${name} of ${other} in ${file}`];
      }),
    );
  expect(twice).toEqual([]);
});

it("has one way to the clipboard, which says what came of it", () => {
  const direct = files.filter(({ file, text }) => /navigator\.clipboard/.test(text) && !file.includes(".test."));
  expect(direct.map(({ file }) => file)).toEqual(["src/components/useCopy.ts"]);
});

it("has no colour but those of the theme", () => {
  const coloured = all.filter((file) => {
    const text = readFileSync(file, "utf8");
    return (
      /#[0-9a-f]{3,8}\b(?=[\s;,)"'])/i.test(text.replace(/[`"']#[^`"']*[`"']/g, "")) || /\b(rgba?|hsla?)\(/.test(text)
    );
  });
  expect(coloured).toEqual([]);
});

/** An import that is loaded with the file: no `import()`, no type. */
const plainImport = /^(?:import\s+(?!type\s)(?:[^;"(]*from\s*)?|export\s*[{*][^;"(]*from\s*)"(\.[^"]+)"/gm;

it("loads UI5 components only behind a lazy view", () => {
  // What the entry reaches by plain imports is the first chunk.
  const byFile = new Map(files.map((f) => [f.file, f]));
  const resolve = (to: string) =>
    [to, `${to}.ts`, `${to}.tsx`, `${to}/index.ts`, `${to}/index.tsx`].find((name) => byFile.has(name));
  const first = new Set<string>();
  const walk = (file: string) => {
    if (first.has(file)) return;
    first.add(file);
    const text = byFile.get(file)?.text ?? "";
    for (const [, to = ""] of text.matchAll(plainImport)) {
      const next = resolve(join(dirname(file), to));
      if (next) walk(next);
    }
  };
  walk("src/main.tsx");
  expect(first.size).toBeGreaterThan(30);
  const loading = [...first].filter((file) =>
    /"@ui5\/webcomponents(-react|-fiori)?\//.test(byFile.get(file)?.text ?? ""),
  );
  expect(loading).toEqual([]);
});
