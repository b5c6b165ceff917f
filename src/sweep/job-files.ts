import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JobResult } from "./sweep-job.ts";
import { writeWholeFile } from "./write-whole-file.ts";

/** What a job file holds. */
interface JobFile {
  readonly id: string;
  /** Of `rows` as written, so that a file cut off by a crash is not taken for a result. */
  readonly sha256: string;
  readonly rows: JobResult;
}

/** Results by the name of their job, one file each, so that a sweep can go on where it stopped. */
export class JobFiles {
  readonly #folder: string;

  /** @param folder the results folder; the files are below its `jobs`. */
  constructor(folder: string) {
    this.#folder = join(folder, "jobs");
  }

  /** The result of a job; undefined where there is no whole one of so many rows. */
  read(id: string, rows: number): JobResult | undefined {
    const text = textOf(this.#path(id));
    if (text === undefined) return undefined;
    const file = parse(text);
    const whole = file?.id === id && file.rows.length === rows && file.sha256 === digest(file.rows);
    return whole ? file.rows : undefined;
  }

  /** @throws {SweepError} those of `writeWholeFile`. */
  write(id: string, rows: JobResult): void {
    const file: JobFile = { id, sha256: digest(rows), rows };
    writeWholeFile(this.#path(id), (append) => append(`${JSON.stringify(file)}\n`));
  }

  #path(id: string): string {
    return join(this.#folder, id.slice(0, 2), `${id}.json`);
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Not there, or not to be read: computed anew.
    return undefined;
  }
}

function parse(text: string): JobFile | undefined {
  try {
    const file: unknown = JSON.parse(text);
    const whole = typeof file === "object" && file !== null && "rows" in file && Array.isArray(file.rows);
    // The digest says whether the rest is as it was written.
    return whole ? (file as JobFile) : undefined;
  } catch {
    return undefined;
  }
}

function digest(rows: JobResult): string {
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}
