import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { placeInside } from "./path-inside.ts";

/** Bytes a file may have, read or written. */
export const largestFile = 8_000_000;

export interface StoredFile {
  readonly bytes: Buffer;
  /** Hash of the bytes, in quotes as an `ETag` has it. */
  readonly tag: string;
}

export type ReadOutcome = StoredFile | "absent" | "refused" | "too-large";

export type SaveOutcome =
  | { readonly saved: string }
  /** Not what the text was made from: what is there now, or nothing. */
  | { readonly changed: StoredFile | undefined }
  | "absent"
  | "refused"
  | "too-large";

/** The crisis files of one folder: read, and written whole or not at all. */
export class FileStore {
  readonly #root: string;
  #last: Promise<unknown> = Promise.resolve();

  /** @param root real path of the folder */
  constructor(root: string) {
    this.#root = root;
  }

  /** @param ending how the name must end; as that of a crisis file by default */
  async read(name: string, ending?: RegExp): Promise<ReadOutcome> {
    const place = await placeInside(this.#root, name, ending);
    if (place.kind === "refused") return "refused";
    return place.kind === "file" ? await readStored(place.path) : "absent";
  }

  /**
   * Writes a file that is still as it was read, or that is not there yet. One
   * after the other, so that of two tabs on one file the second is told.
   *
   * @param tag of what the text was made from; undefined for a new file
   */
  save(name: string, bytes: Buffer, tag: string | undefined): Promise<SaveOutcome> {
    const turn = this.#last.then(() => this.#save(name, bytes, tag));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #save(name: string, bytes: Buffer, tag: string | undefined): Promise<SaveOutcome> {
    if (bytes.length > largestFile) return "too-large";
    const place = await placeInside(this.#root, name);
    if (place.kind === "refused" || place.kind === "absent") return place.kind;
    if (place.kind === "free") {
      if (tag !== undefined) return { changed: undefined };
      return await this.#create(place.path, bytes);
    }
    return await replace(place.path, bytes, tag);
  }

  async #create(path: string, bytes: Buffer): Promise<SaveOutcome> {
    const draft = await writeDraft(path, bytes, 0o644);
    try {
      // Unlike a rename, a link fails where somebody else made the file meanwhile.
      await link(draft, path);
      return { saved: tagOf(bytes) };
    } catch (cause) {
      if (!isCode(cause, "EEXIST")) throw cause;
      const found = await readStored(path);
      return typeof found === "string" ? found : { changed: found };
    } finally {
      await rm(draft, { force: true });
    }
  }
}

async function replace(path: string, bytes: Buffer, tag: string | undefined): Promise<SaveOutcome> {
  const before = await readStored(path);
  if (before === "absent") return { changed: undefined };
  if (typeof before === "string") return before;
  if (before.tag !== tag) return { changed: before };
  const draft = await writeDraft(path, bytes, before.mode);
  try {
    // Once more, as late as can be: another program may have written while the draft was.
    const now = await readStored(path);
    if (typeof now === "string" || now.tag !== tag) return { changed: typeof now === "string" ? undefined : now };
    await rename(draft, path);
    return { saved: tagOf(bytes) };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Beside the target, on the disk before it takes the target's place. */
async function writeDraft(path: string, bytes: Buffer, mode: number): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  const handle = await open(draft, "wx", mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  } finally {
    await handle.close();
  }
  return draft;
}

async function readStored(
  path: string,
): Promise<(StoredFile & { readonly mode: number }) | "absent" | "refused" | "too-large"> {
  // No link is followed any more, and a pipe is not waited for.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(
    (cause: unknown) => (isCode(cause, "ENOENT") ? ("absent" as const) : ("refused" as const)),
  );
  if (typeof handle === "string") return handle;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return "refused";
    if (stat.size > largestFile) return "too-large";
    const bytes = await handle.readFile();
    return { bytes, tag: tagOf(bytes), mode: stat.mode & 0o777 };
  } finally {
    await handle.close();
  }
}

function tagOf(bytes: Buffer): string {
  return `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
