import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { SweepError } from "./sweep-error.ts";

/** Takes pieces of a file in their order. */
export type Append = (piece: string | Uint8Array) => void;

/**
 * Writes a whole file or nothing: first beside the target, then moved over it.
 * Folders on the way are made.
 *
 * @throws {SweepError} `disk-full`, `folder-not-writable`.
 */
export function writeWholeFile(path: string, write: (append: Append) => void): void {
  const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  const file = told(path, () => openDraft(draft));
  told(path, () => {
    try {
      try {
        write((piece) => writeAll(file, typeof piece === "string" ? Buffer.from(piece) : piece));
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
    } catch (cause) {
      rmSync(draft, { force: true });
      throw cause;
    }
  });
}

function openDraft(draft: string): number {
  makeFolder(dirname(draft));
  return openSync(draft, "w");
}

/** Makes a folder and those on the way. Node's own way never ends where a folder that is there says that it is not, as `/proc` does. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (cause) {
    // Another process may have made it meanwhile.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw cause;
  }
}

/** What `act` does; what goes wrong with the file is told of its path. */
function told<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw writeFailure(path, cause);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
}

function writeFailure(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new SweepError(
      "disk-full",
      `The disk is full: \`${path}\` could not be written.`,
      "make room and run the same command again; it goes on from what is there.",
      { path },
    );
  }
  // Anything without a code of the file system is a fault of ours.
  if (typeof code !== "string") return cause;
  return new SweepError(
    "folder-not-writable",
    `\`${path}\` cannot be written: ${cause instanceof Error ? cause.message : code}.`,
    "choose another folder with `-o`, or change who may write there.",
    { path },
  );
}
