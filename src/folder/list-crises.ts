import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FileStore } from "./file-store.ts";

export interface ListedCrisis {
  /** Below the folder, `/` between folders. */
  readonly file: string;
  readonly title: string;
}

const DEEPEST = 5;
const MOST_FILES = 2000;

/** The crises below a folder: YAML files with actors and endings, by path. Links are not followed. */
export async function listCrises(root: string, store: FileStore): Promise<readonly ListedCrisis[]> {
  const files: string[] = [];
  await collect(root, "", 0, files);
  const found: ListedCrisis[] = [];
  for (const file of files.sort()) {
    const stored = await store.read(file);
    if (typeof stored === "string") continue;
    const text = stored.bytes.toString("utf8");
    if (/^actors\s*:/m.test(text) && /^endings\s*:/m.test(text)) found.push({ file, title: titleOf(file, text) });
  }
  return found;
}

async function collect(root: string, folder: string, depth: number, files: string[]): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (files.length >= MOST_FILES) return;
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && depth < DEEPEST) await collect(root, path, depth + 1, files);
    else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) files.push(path);
  }
}

/** The `crisis:` of the file, or its path. */
function titleOf(file: string, text: string): string {
  const title = /^crisis\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^#\n]*))/m.exec(text);
  const found = (title?.[1] ?? title?.[2] ?? title?.[3] ?? "").trim();
  return found === "" ? file.replace(/(\/crisis)?\.ya?ml$/, "") : found;
}
