/**
 * The output blocks of the documents. A marker in a page names a command:
 *
 *     <!-- output: brink forecast reef.yaml | from "Sources" | to "Solved" -->
 *
 * and the ```text block below it holds what the command prints; `from` and `to`
 * name the lines, by how they begin, between which it is shown. A block headed
 * `<!-- file: reef.yaml -->` is a file the commands of its page can read.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/** Runs a command line in a folder and returns all it prints. */
export type Execute = (args: readonly string[], folder: string) => Promise<string>;

/** An output block of a page. */
export interface OutputBlock {
  /** As typed, for instance `brink check reef.yaml`. */
  readonly command: string;
  /** What stands in the page now; empty where nothing does yet. */
  readonly shown: string;
  /** What belongs there. */
  readonly current: string;
}

/** What `npm start` runs; scripts/start.mjs holds the same words. */
export const START = "brink forecast crises/caribbean-2025/crisis.yaml --page report.html";

const MARKER = /^<!-- output: (.+) -->\n(?:\n?```text\n([\s\S]*?)^```\n)?/gm;
const FILE = /^<!-- file: ([^\s,]+)(?:, with mistakes)? -->\n```(?:yaml|csv|text)\n([\s\S]*?)^```$/gm;
const SKIPPED = new Set(["node_modules", "dist", "coverage"]);
const CUT = "[…]";

/** Every Markdown page of the project, relative to its root. */
export function pagesBelow(root: string, folder: string = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(root, path);
    return entry.name.endsWith(".md") ? [relative(root, path).replaceAll("\\", "/")] : [];
  });
}

/** The commands of the pages, each run once, however often it is shown. */
export class DocOutputs {
  private readonly root: string;
  private readonly execute: Execute;
  private readonly known = new Map<string, Promise<string>>();

  constructor(root: string, execute: Execute) {
    this.root = root;
    this.execute = execute;
  }

  /** What each block of a page shows and should show. */
  async blocksOf(page: string): Promise<readonly OutputBlock[]> {
    const text = readFileSync(join(this.root, page), "utf8");
    const files = filesOf(text);
    const folder = this.folderWith(files);
    const blocks: OutputBlock[] = [];
    try {
      for (const [, marker = "", shown = ""] of text.matchAll(MARKER)) {
        const { command, from, to } = readMarker(marker);
        const printed = await this.printed(command, folder, files);
        blocks.push({ command, shown, current: `$ ${command}\n${cut(printed, from, to)}` });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return blocks;
  }

  /**
   * The page with all its blocks filled.
   *
   * @param withTimings also replace those that differ only in timings; otherwise they stay as they are.
   */
  async filled(page: string, withTimings = false): Promise<string> {
    const blocks = await this.blocksOf(page);
    const text = readFileSync(join(this.root, page), "utf8");
    let next = 0;
    return text.replace(MARKER, (_whole, marker: string) => {
      const block = blocks[next++]!;
      const content = !withTimings && isSame(block.shown, block.current) ? block.shown : block.current;
      return `<!-- output: ${marker} -->\n\n\`\`\`text\n${content}\`\`\`\n`;
    });
  }

  private printed(command: string, folder: string, files: ReadonlyMap<string, string>): Promise<string> {
    const args = (command === "npm start" ? START : command).split(/\s+/).slice(1);
    // A command that reads no file of its page prints the same on every page.
    if (args.some((arg) => files.has(arg))) return this.execute(args, folder);
    const key = args.join(" ");
    const running = this.known.get(key) ?? this.execute(args, folder);
    this.known.set(key, running);
    return running;
  }

  /** A folder with the files of a page, and the crises and games beside them. */
  private folderWith(files: ReadonlyMap<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), "brink-docs-"));
    for (const own of ["crises", "games"]) symlinkSync(join(this.root, own), join(folder, own), "junction");
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }
}

/** Names and contents of the files of a page. */
export function filesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(FILE)].map(([, name = "", content = ""]) => [name, content]));
}

/** Whether two outputs agree in all but timings, and the line breaks that hang on how long those are. */
export function isSame(a: string, b: string): boolean {
  return withoutTimings(a) === withoutTimings(b);
}

function withoutTimings(text: string): string {
  return text.replace(/[\d,]+\s+ms\b/g, "… ms").replace(/\s+/g, " ");
}

function readMarker(marker: string): { command: string; from: string | undefined; to: string | undefined } {
  const [command = "", ...trims] = marker.split(" | ");
  const trim = (word: string): string | undefined =>
    trims.map((text) => new RegExp(`^${word} "(.+)"$`).exec(text)?.[1]).find((found) => found !== undefined);
  const [from, to] = [trim("from"), trim("to")];
  const understood = Number(from !== undefined) + Number(to !== undefined);
  if (understood !== trims.length) throw new Error(`The marker \`${marker}\` is not understood.`);
  return { command: command.trim(), from, to };
}

/** The lines from one that begins so, up to one that begins so; `[…]` stands for what is left out. */
function cut(text: string, from: string | undefined, to: string | undefined): string {
  const lines = text.trimEnd().split("\n");
  const start = from === undefined ? 0 : lineWith(lines, from, 0);
  const end = to === undefined ? lines.length : lineWith(lines, to, start);
  const kept = lines.slice(start, end).join("\n").trimEnd();
  return `${start > 0 ? `${CUT}\n` : ""}${kept}\n${end < lines.length ? `${CUT}\n` : ""}`;
}

function lineWith(lines: readonly string[], beginning: string, first: number): number {
  const found = lines.findIndex((line, i) => i >= first && line.trimStart().startsWith(beginning));
  if (found < 0) throw new Error(`No line begins with "${beginning}".`);
  return found;
}
