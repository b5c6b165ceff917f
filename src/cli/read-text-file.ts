import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError, wrongUse } from "./command-error.ts";
import { exitCode } from "./exit-code.ts";
import { statOf } from "./stat-of.ts";

/** Bytes a file may have; more is refused before it is read. */
export const largestFile = 8_000_000;
/** The same for a file of a game in Gambit's formats: a tree of a million nodes. */
export const largestGameFile = 100_000_000;

/**
 * Reads a UTF-8 text file.
 *
 * @throws {CommandError} `file-not-found`, `file-is-folder`, `file-unreadable`
 *   (wrong use), `file-too-large`, `file-not-text` (the file has errors).
 */
export function readTextFile(file: string, folder: string, largest: number = largestFile): string {
  const path = resolve(folder, file);
  const size = sizeOf(file, path);
  if (size > largest) {
    const megabytes = Math.ceil(size / 1e6);
    const isGame = largest === largestGameFile;
    throw fileError(
      "file-too-large",
      `\`${file}\` has ${megabytes} MB. A ${isGame ? "game" : "crisis"} file must have at most ${largest / 1e6} MB.`,
      isGame
        ? "check that it is the file you meant."
        : "check that it is the file you meant; a large crisis can be split with `include`.",
      { file, size, limit: largest },
    );
  }
  return decode(file, read(file, path));
}

function sizeOf(file: string, path: string): number {
  const stat = statOf(path);
  if (!stat) {
    throw wrongUse(
      "file-not-found",
      `There is no file \`${file}\`.`,
      "check the spelling and the folder you are in; the crises that come with Brink are in `crises/`.",
      { file },
    );
  }
  if (stat.isDirectory()) {
    const inside = `${file.replace(/[/\\]+$/, "")}/crisis.yaml`;
    throw wrongUse("file-is-folder", `\`${file}\` is a folder. A crisis is one file.`, `try \`${inside}\`.`, { file });
  }
  return stat.size;
}

function read(file: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw wrongUse("file-unreadable", `\`${file}\` cannot be read: ${reason}.`, "check who may read it.", { file });
  }
}

/** Strict UTF-8: what is not text is refused, not shown as nonsense. */
function decode(file: string, bytes: Buffer): string {
  const binary = bytes.subarray(0, 8000).includes(0);
  try {
    if (!binary) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Said below, for both reasons alike.
  }
  throw fileError(
    "file-not-text",
    `\`${file}\` is not a text file in UTF-8. A crisis is written in YAML, as plain text.`,
    "save it as UTF-8 in your editor, or check that it is the file you meant.",
    { file },
  );
}

function fileError(code: string, message: string, hint: string, params: Record<string, unknown>): CommandError {
  return new CommandError([{ code, severity: "error", message, hint, params }], exitCode.fileErrors);
}
