import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { articleFromBytes, articleSizeMistake } from "../../events/reading/article-bytes.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { statOf } from "../stat-of.ts";

/**
 * The text of an article, without a byte order mark.
 *
 * @throws {CommandError} `file-not-found`, `file-is-folder` (wrong use), or what is wrong with it
 */
export function readArticleFile(file: string, folder: string): string {
  const path = resolve(folder, file);
  const stat = statOf(path);
  if (!stat)
    throw wrongUse("file-not-found", `There is no file \`${file}\`.`, "check the spelling and the folder.", { file });
  if (stat.isDirectory()) {
    throw wrongUse("file-is-folder", `\`${file}\` is a folder.`, "name one article, a text file.", { file });
  }
  const size = articleSizeMistake(file, stat.size);
  if (size) refuse(size);
  const read = articleFromBytes(file, readFileSync(path));
  if ("mistake" in read) refuse(read.mistake);
  return read.text;
}

function refuse(mistake: Diagnostic): never {
  throw new CommandError([mistake], exitCode.fileErrors, "Nothing was read.");
}
