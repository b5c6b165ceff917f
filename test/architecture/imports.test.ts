import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const source = join(root, "src");

/** Folder → folders of src it may import from. Everything else is refused. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  text: [],
  numeric: [],
  tree: ["numeric", "game"],
  gambit: ["text", "numeric", "tree"],
  game: ["numeric", "text"],
  crisis: ["text", "numeric", "game"],
  solvers: ["game", "numeric", "tree"],
  inference: ["game", "numeric"],
  // The graph model of conflicts: states, who can move where, and orders; it knows of no game.
  stability: [],
  // Several games of one structure at once.
  lanes: ["game", "numeric", "solvers", "inference"],
  analysis: ["text", "numeric", "game", "crisis", "tree", "gambit", "solvers", "inference", "lanes", "stability"],
  // Sweeps read and run crises, keep results on disk and speak to Redis or Postgres; nothing but the command line needs them.
  sweep: ["analysis", "crisis", "game", "numeric", "text"],
  // Event data and news: text in, reports of a crisis out; games are not its business.
  events: ["crisis", "text"],
  cli: ["analysis", "crisis", "gambit", "text", "desk-server", "sweep", "events", "tool-server"],
  // Files of one folder, and nothing outside it: shared by the two servers.
  folder: [],
  // The server of the desk knows files and requests, not crises.
  "desk-server": ["folder"],
  // The tool server answers for an assistant what the command line answers for a person: a skin over the library.
  "tool-server": ["analysis", "crisis", "events", "folder", "text"],
  // src/index.ts, and src/reading.ts for whoever reads news
  "": [
    "text",
    "numeric",
    "game",
    "crisis",
    "tree",
    "gambit",
    "solvers",
    "inference",
    "stability",
    "analysis",
    "events",
  ],
};

/** Folders that are not part of the library and may use Node. */
const withNode: readonly string[] = ["cli", "desk-server", "folder", "tool-server", "sweep"];

const longest = 500;
/** Files that are tables of data, not code. */
const tables: readonly string[] = [];

interface SourceFile {
  /** Relative to src, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  readonly target: string;
  /** `import type`, or only `type` names: nothing of it remains at run time. */
  readonly typeOnly: boolean;
  /** `await import(…)`: loaded when it is come to. */
  readonly later: boolean;
}

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join(source, path), "utf8");
    return { path: path.replaceAll("\\", "/"), text, imports: importsOf(text) };
  });

describe("the house", () => {
  it("has files to look at", () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it("imports only along the table of folders", () => {
    const forbidden = files.flatMap((file) =>
      localTargets(file)
        .filter((target) => folderOf(target) !== folderOf(file.path))
        .filter((target) => !(allowed[folderOf(file.path)] ?? []).includes(folderOf(target)))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  it("knows every folder", () => {
    expect(files.map((file) => folderOf(file.path)).filter((folder) => !(folder in allowed))).toEqual([]);
  });

  it("imports only files that are there, with their ending", () => {
    const paths = new Set(files.map((file) => file.path));
    const lost = files.flatMap((file) =>
      localTargets(file)
        .filter((target) => !paths.has(target))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(lost).toEqual([]);
  });

  it("has no cycle at run time", () => {
    expect(findCycle(files)).toEqual([]);
  });

  it("keeps Node out of the library", () => {
    const found = files
      .filter((file) => !withNode.includes(folderOf(file.path)))
      .filter((file) => file.imports.some(({ target }) => target.startsWith("node:")) || /\bprocess\./.test(code(file)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it("keeps printing, the clock's seed and the random out of the library", () => {
    const found = files
      .filter((file) => folderOf(file.path) !== "cli")
      .filter((file) => /\bconsole\.|\bMath\.random\b|\bnew Date\(\)/.test(code(file)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it("gives the worker only what a part needs", () => {
    const needed = reach("cli/part-worker.ts");
    // The engine's own way to write down a crisis for all threads; no package.
    expect([...needed].filter((target) => !target.endsWith(".ts"))).toEqual(["node:v8"]);
  });

  it("loads clocks without end and reasons only where they are asked for", () => {
    const rare = ["solvers/solve-endless.ts", "analysis/paths-of-part.ts", "analysis/reasons-of-part.ts"];
    for (const start of ["analysis/report-data.ts", "analysis/part-answer.ts", "analysis/quick-parts.ts"]) {
      expect(rare.filter((path) => loadedWith(start).has(path))).toEqual([]);
    }
    expect(rare.filter((path) => !reach("analysis/report-data.ts").has(path))).toEqual([]);
  });

  it("keeps the reader of news, and the packages its types name, out of the main entry", () => {
    const names = typedReach("index.ts");
    expect([...names].filter((target) => /^events\/|wink|chrono/.test(target))).toEqual([]);
    const reading = [...typedReach("reading.ts")];
    expect(reading).toContain("wink-nlp");
    expect([...reach("reading.ts")].filter((target) => !target.endsWith(".ts"))).toEqual(["yaml"]);
  });

  it("has no file above the limit of lines", () => {
    const long = files
      .filter((file) => !tables.includes(file.path))
      .filter((file) => file.text.split("\n").length > longest)
      .map((file) => file.path);
    expect(long).toEqual([]);
  });

  it("has no `any`", () => {
    const found = files
      .filter((file) => /(:\s*any\b|<any\b|\bas any\b|\bany\[\])/.test(code(file)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });

  it("has no bin of leftovers", () => {
    const names = files.map((file) => file.path.split("/").at(-1) ?? "");
    expect(names.filter((name) => /^(types|utils?|helpers?|common|misc)\.ts$/.test(name))).toEqual([]);
  });
});

/** The module specifiers of a file, as written. */
function importsOf(text: string): readonly Import[] {
  const statement = /^(?:import|export)\s+(type\s+)?([^"';]*?from\s+)?["']([^"']+)["']/gm;
  const fixed = [...text.matchAll(statement)].map(([, type, names = "", target = ""]) => ({
    target,
    typeOnly: type !== undefined || onlyTypes(names),
    later: false,
  }));
  const dynamic = [...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map(([, target = ""]) => ({
    target,
    typeOnly: false,
    later: true,
  }));
  return [...fixed, ...dynamic];
}

function onlyTypes(names: string): boolean {
  const inside = /\{([^}]*)\}/.exec(names)?.[1];
  if (inside === undefined) return false;
  const listed = inside.split(",").map((name) => name.trim());
  return listed.filter(Boolean).every((name) => name.startsWith("type "));
}

/** Imports that lead to files of src, relative to src. */
function localTargets(file: SourceFile, runTimeOnly = false, atOnceOnly = false): readonly string[] {
  return file.imports
    .filter(({ target, typeOnly }) => target.startsWith(".") && !(runTimeOnly && typeOnly))
    .filter(({ later }) => !(atOnceOnly && later))
    .map(({ target }) => relative(source, resolve(source, dirname(file.path), target)).replaceAll("\\", "/"));
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
}

/** Files and packages that a file loads at run time, itself included. */
function reach(start: string): ReadonlySet<string> {
  return reached(start, true);
}

/** Files that are loaded with a file, itself included, before anything of it runs. */
function loadedWith(start: string): ReadonlySet<string> {
  return reached(start, true, true);
}

/** What a file loads at run time and what is there for its types alone: what a user needs to compile against it. */
function typedReach(start: string): ReadonlySet<string> {
  return reached(start, false);
}

function reached(start: string, runTimeOnly: boolean, atOnceOnly = false): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const file = files.find((candidate) => candidate.path === path);
    if (!file) continue;
    open.push(...localTargets(file, runTimeOnly, atOnceOnly));
    for (const { target, typeOnly } of file.imports) {
      if (!(runTimeOnly && typeOnly) && !target.startsWith(".")) seen.add(target);
    }
  }
  return seen;
}

/** The files of one cycle in their order, or nothing. */
function findCycle(all: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    const file = byPath.get(path);
    if (!file || finished.has(path)) return [];
    for (const target of localTargets(file, true)) {
      const cycle = visit(target, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  for (const file of all) {
    const cycle = visit(file.path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

/** The text without comments and strings. */
function code(file: SourceFile): string {
  return file.text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
}
