import type { Findings } from "./findings.ts";
import { FILE_LIMIT, readTree } from "./read-tree.ts";
import type { Tree, TreeEntry, TreeMap } from "./tree.ts";

/** Keys of a file given instead of the reports of the crisis. */
const REPLACED = ["reports", "estimates", "ended"];
const ADDED = ["sources", "texts", "unused"];
/** Files a crisis may be made of. */
const FILE_COUNT_LIMIT = 100;
/** Characters of all files together. */
const SIZE_LIMIT = 2 * FILE_LIMIT;

/** Reads a file and what it includes into one tree. */
export class FileReader {
  readonly sources: Map<string, string> = new Map();
  readonly #read: (file: string) => string | undefined;
  readonly #findings: Findings;
  #size = 0;

  constructor(read: (file: string) => string | undefined, findings: Findings) {
    this.#read = read;
    this.#findings = findings;
  }

  /** The main file, with `reports` in place of its own where given. */
  whole(file: string, reports: string | undefined): Tree | undefined {
    const main = this.#top(file);
    if (reports === undefined) return main;
    const other = this.#top(reports);
    if (main?.kind !== "map") return main;
    if (other?.kind !== "map") return undefined;
    return this.#replaceReports(main, other);
  }

  #top(file: string): Tree | undefined {
    const tree = this.#withIncludes(file, folderOf(file), []);
    if (!this.sources.has(file)) this.#findings.add("file-missing", undefined, { file });
    return tree;
  }

  #withIncludes(file: string, root: string, chain: readonly string[]): Tree | undefined {
    const tree = this.#tree(file);
    if (tree?.kind !== "map") return tree;
    const include = tree.entries.find((entry) => entry.key.text === "include");
    if (!include) return tree;
    const names = include.value.kind === "list" ? include.value.items : [include.value];
    let merged: TreeMap = tree;
    for (const name of names) {
      if (name.kind !== "scalar") continue;
      const path = resolvePath(folderOf(file), name.text);
      if (path === undefined || !isWithin(path, root))
        this.#findings.add("include-outside", name.at, { file: name.text });
      else if (path === file || chain.includes(path)) this.#findings.add("include-cycle", name.at, { file: name.text });
      else if (this.sources.has(path) || this.sources.size >= FILE_COUNT_LIMIT) {
        this.#findings.add("included-twice", name.at, { file: name.text, limit: FILE_COUNT_LIMIT });
      } else {
        const before = this.sources.size;
        const other = this.#withIncludes(path, root, [...chain, file]);
        if (this.sources.size === before) this.#findings.add("file-missing", name.at, { file: name.text });
        if (other?.kind === "map") merged = this.#merge(merged, other);
      }
    }
    return merged;
  }

  #tree(file: string): Tree | undefined {
    const text = this.#read(file);
    if (text === undefined) return undefined;
    this.sources.set(file, text);
    this.#size += text.length;
    if (this.#size > SIZE_LIMIT && text.length <= FILE_LIMIT) {
      this.#findings.add("file-too-large", { file, start: 0, end: 0 }, { size: this.#size, limit: SIZE_LIMIT });
      return undefined;
    }
    const tree = readTree(file, text, this.#findings);
    if (tree && tree.kind !== "map" && tree.kind !== "fault") {
      const found = tree.kind === "list" ? "a list" : "words";
      this.#findings.add("wrong-kind", tree.at, { name: file, wanted: "a mapping", found, example: "crisis: a name" });
      return undefined;
    }
    return tree;
  }

  /** Sections of both; a name in both is noted, except that moves and payoffs of one actor may be split. */
  #merge(a: TreeMap, b: TreeMap, depth = 0): TreeMap {
    const entries = new Map(a.entries.map((entry) => [entry.key.text, entry]));
    for (const entry of b.entries) {
      const key = entry.key.text;
      if (depth === 0 && key === "include") continue;
      const own = entries.get(key);
      const mayNest = depth === 0 || (depth === 1 && own?.value.kind === "map" && entry.value.kind === "map");
      if (!own) entries.set(key, entry);
      else if (mayNest && own.value.kind === "map" && entry.value.kind === "map" && !SINGLE.has(key)) {
        const inner = depth === 0 && key !== "moves" && key !== "payoffs" ? 2 : depth + 1;
        entries.set(key, { key: own.key, value: this.#merge(own.value, entry.value, inner) });
      } else if (depth === 0 && own.value.kind === "list" && entry.value.kind === "list" && key !== "turns") {
        entries.set(key, { key: own.key, value: { ...own.value, items: [...own.value.items, ...entry.value.items] } });
      } else if (own.value.kind !== "fault" && entry.value.kind !== "fault") {
        this.#findings.add("duplicate-key", entry.key.at, { key }, [{ span: own.key.at, note: "first" }]);
      }
    }
    return { ...a, entries: [...entries.values()] };
  }

  #replaceReports(main: TreeMap, other: TreeMap): TreeMap {
    const kept = main.entries.filter((entry) => !REPLACED.includes(entry.key.text));
    const entries = new Map(kept.map((entry) => [entry.key.text, entry]));
    for (const entry of other.entries) {
      const key = entry.key.text;
      if (REPLACED.includes(key)) entries.set(key, entry);
      else if (ADDED.includes(key)) entries.set(key, override(entries.get(key), entry));
      else if (key !== "include" && key !== "crisis") {
        const valid = [...REPLACED, ...ADDED, "include"];
        this.#findings.add("unknown-key", entry.key.at, { key, where: "a file of reports", valid });
      }
    }
    return { ...main, entries: [...entries.values()] };
  }
}

/** Keys that describe one thing, not a collection of named things. */
const SINGLE: ReadonlySet<string> = new Set(["question", "clock", "ended"]);

/** Entries of the second take the place of those of the same name in the first. */
function override(own: TreeEntry | undefined, other: TreeEntry): TreeEntry {
  if (own?.value.kind !== "map" || other.value.kind !== "map") return other;
  const entries = new Map(own.value.entries.map((entry) => [entry.key.text, entry]));
  for (const entry of other.value.entries) entries.set(entry.key.text, entry);
  return { key: own.key, value: { ...own.value, entries: [...entries.values()] } };
}

function folderOf(file: string): string {
  const slash = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
  return slash < 0 ? "" : file.slice(0, slash + 1);
}

/** A path relative to a folder with `.` and `..` taken out; undefined where it is absolute or leads above it all. */
function resolvePath(folder: string, path: string): string | undefined {
  if (path === "" || /^[/\\~]|^\w+:|\0/.test(path)) return undefined;
  const parts = folder.split(/[/\\]/).slice(0, -1);
  const floor = parts.filter((part) => part === "..").length;
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") {
      if (parts.length <= floor) return undefined;
      parts.pop();
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function isWithin(path: string, root: string): boolean {
  const folder = root.replace(/\\/g, "/");
  return path.startsWith(folder) && path.length > folder.length;
}
