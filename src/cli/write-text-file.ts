import { randomBytes } from "node:crypto";
import { realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { wrongUse } from "./command-error.ts";
import { statOf } from "./stat-of.ts";

/**
 * Writes a whole file or nothing: first beside the target, then moved over it.
 *
 * @throws {CommandError} `no-such-folder`, `file-is-folder`, `file-not-writable`.
 */
export function writeTextFile(file: string, text: string, folder: string): void {
  checkTarget(file, folder);
  const path = resolve(folder, file);
  const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw wrongUse(
      "file-not-writable",
      `\`${file}\` cannot be written: ${reason}.`,
      "choose another place with `-o`.",
      {
        file,
      },
    );
  }
}

/** Whether there is a folder to write into, and no folder in the way. */
export function checkTarget(file: string, folder: string): void {
  const path = resolve(folder, file);
  const parent = dirname(path);
  if (!statOf(parent)?.isDirectory()) {
    const inTheWay = firstThere(parent);
    throw wrongUse(
      "no-such-folder",
      `There is no folder \`${parent}\` to write \`${file}\` into.`,
      statOf(inTheWay)?.isDirectory()
        ? `make it first: mkdir "${parent}"`
        : `choose another path: \`${inTheWay}\` is no folder.`,
      {
        file,
        folder: parent,
      },
    );
  }
  if (statOf(path)?.isDirectory()) {
    throw wrongUse(
      "file-is-folder",
      `\`${file}\` is a folder.`,
      `name a file in it, for instance \`${file}/report.html\`.`,
      {
        file,
      },
    );
  }
}

/** The part of a path that exists, from its end. */
function firstThere(path: string): string {
  const above = dirname(path);
  return above === path || statOf(path) ? path : firstThere(above);
}

/**
 * Never write over what was read: neither the crisis nor a file it includes.
 *
 * @param read names of the files read, relative to the folder.
 *
 * @throws {CommandError} `file-was-read`.
 */
export function checkNotRead(file: string, folder: string, read: Iterable<string>): void {
  const target = realPath(resolve(folder, file));
  for (const name of read) {
    if (realPath(resolve(folder, name)) !== target) continue;
    throw wrongUse(
      "file-was-read",
      `\`${file}\` is a file of the crisis; writing it would destroy it.`,
      "name another file, for instance `-o report.html`.",
      { file },
    );
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet: nothing can be lost.
    return path;
  }
}
