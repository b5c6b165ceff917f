import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pagesBelow } from "../../scripts/doc-outputs.ts";

export const root: string = resolve(import.meta.dirname, "../..");
export const pages: readonly string[] = pagesBelow(root);

export function textOfPage(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

/** A fenced block of a page. */
export interface FencedBlock {
  readonly language: string;
  readonly content: string;
  /** The line above the fence. */
  readonly above: string;
  /** Line of the fence, from 1. */
  readonly line: number;
}

export function fencedBlocks(text: string): readonly FencedBlock[] {
  const lines = text.split("\n");
  const blocks: FencedBlock[] = [];
  let open: { language: string; start: number } | undefined;
  lines.forEach((line, i) => {
    const fence = /^```(\S*)$/.exec(line);
    if (!fence) return;
    if (!open) open = { language: fence[1]!, start: i };
    else {
      const content = `${lines.slice(open.start + 1, i).join("\n")}\n`;
      blocks.push({ language: open.language, content, above: lines[open.start - 1] ?? "", line: open.start + 1 });
      open = undefined;
    }
  });
  if (open) throw new Error(`A fence is not closed: line ${open.start + 1}.`);
  return blocks;
}

/** The text without its fenced blocks. */
export function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "");
}
