import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { longestArticle } from "../../events/reading/article.ts";
import { articleMistake, readingMistake } from "../../events/reading/reading-mistakes.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";

/**
 * The text of an article, without a byte order mark.
 *
 * @throws {CommandError} `file-not-found`, `file-is-folder` (wrong use), or what is wrong with it
 */
export function readArticleFile(file: string, folder: string): string {
  const path = resolve(folder, file);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw wrongUse("file-not-found", `There is no file \`${file}\`.`, "check the spelling and the folder.", { file });
  if (stat.isDirectory()) {
    throw wrongUse("file-is-folder", `\`${file}\` is a folder.`, "name one article, a text file.", { file });
  }
  // A character takes at most four bytes.
  if (stat.size > 4 * longestArticle)
    refuse(readingMistake("article-too-large", { file, megabytes: Math.ceil(stat.size / 1e6) }));
  const bytes = readFileSync(path);
  const kind = binaryKind(bytes);
  if (kind !== undefined) refuse(readingMistake("article-binary", { file, kind }));
  const text = decoded(bytes);
  if (text === undefined) refuse(readingMistake("article-encoding", { file }));
  const mistake = articleMistake(file, text);
  if (mistake) refuse(mistake);
  return text;
}

function refuse(mistake: Diagnostic): never {
  throw new CommandError([mistake], exitCode.fileErrors, "Nothing was read.");
}

function binaryKind(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 5).toString("latin1");
  if (head.startsWith("%PDF")) return "a PDF";
  if (head.startsWith("PK\u0003\u0004")) return "a packed file, such as a Word document";
  if (head.startsWith("\u001f\u008b")) return "a packed file";
  if (head.startsWith("\u0089PNG") || head.startsWith("\u00ff\u00d8\u00ff")) return "a picture";
  const start = bytes.subarray(0, 8000);
  return start.includes(0) ? "binary, or text in UTF-16" : undefined;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8; the caller says so.
    return undefined;
  }
}
