import { readCrisis } from "../crisis/read-crisis.ts";
import type { FileStore, ReadOutcome } from "../folder/file-store.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { ToolOptions } from "./tool-arguments.ts";

/** Texts of a crisis with all it includes, or why the files that were named cannot be read. */
export type ReadTexts =
  | { readonly texts: ReadonlyMap<string, string> }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a crisis, its reports and what they include, all of it through the
 * store, so that nothing outside its folder is read. A file that is included
 * and cannot be read is a mistake of the file, which the check will tell.
 */
export async function readTexts(store: FileStore, { file, reports }: ToolOptions): Promise<ReadTexts> {
  const texts = new Map<string, string>();
  const asked = new Set<string>();
  for (const named of [file, ...(reports === undefined ? [] : [reports])]) {
    const found = textOf(await store.read(named));
    if (typeof found !== "string") return { diagnostics: [unreadable(named, found.why)] };
    texts.set(named, found);
    asked.add(named);
  }
  for (;;) {
    const wanted: string[] = [];
    readCrisis(
      file,
      (name) => {
        if (!asked.has(name)) wanted.push(name);
        return texts.get(name);
      },
      reports === undefined ? {} : { reports },
    );
    if (wanted.length === 0) return { texts };
    for (const name of wanted) {
      asked.add(name);
      const found = textOf(await store.read(name));
      if (typeof found === "string") texts.set(name, found);
    }
  }
}

/** How the name of an article ends. */
const articleEnding = /\.(txt|md)$/;

/** The text of an article inside the folder, or why it cannot be read. */
export async function readArticleText(store: FileStore, article: string): Promise<string | Diagnostic> {
  const found = textOf(await store.read(article, articleEnding));
  if (typeof found === "string") return found;
  if (found.why !== "refused") return unreadable(article, found.why);
  const message = `\`${article.slice(0, 200)}\` is no text file (.txt or .md) inside the folder of this server. Nothing else is read.`;
  const hint = "name it relative to the folder, or send the article as `text`.";
  return { code: "outside-folder", severity: "error", message, hint, params: { file: article.slice(0, 200) } };
}

type Unreadable = "absent" | "refused" | "too-large" | "not-text";

function textOf(outcome: ReadOutcome): string | { readonly why: Unreadable } {
  if (typeof outcome === "string") return { why: outcome };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(outcome.bytes);
    return text.includes("\0") ? { why: "not-text" } : text;
  } catch {
    return { why: "not-text" };
  }
}

const why: Readonly<Record<Unreadable, readonly [code: string, message: (file: string) => string, hint: string]>> = {
  absent: ["file-not-found", (file) => `There is no file \`${file}\`.`, "ask `list_crises` which files there are."],
  refused: [
    "outside-folder",
    (file) => `\`${file}\` is no YAML file inside the folder of this server. Nothing else is read.`,
    "name a file as `list_crises` does: relative, with `/` between folders.",
  ],
  "too-large": ["file-too-large", (file) => `\`${file}\` is too large for a crisis file.`, "split it with `include`."],
  "not-text": ["file-not-text", (file) => `\`${file}\` is not a text file in UTF-8.`, "save it as UTF-8."],
};

function unreadable(file: string, kind: Unreadable): Diagnostic {
  const [code, message, hint] = why[kind];
  const shown = file.length > 200 ? `${file.slice(0, 200)}…` : file;
  return { code, severity: "error", message: message(shown), hint, params: { file: shown } };
}
