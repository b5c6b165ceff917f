import { randomBytes } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { RowFault, RowMistake } from "../../events/import/row-mistake.ts";

export interface RejectedRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly fault: RowFault;
  readonly words: string;
}

/** Broken rows shown; all of them go to the file. */
const SHOWN = 8;
/** Characters gathered before they are written. */
const BLOCK = 1 << 20;

/** Rows that could not be read: counted, the first ones kept, all of them written to a file where one is named. */
export class Rejects {
  readonly counts: Map<RowFault, number> = new Map();
  readonly first: RejectedRow[] = [];
  count = 0;
  readonly #path: string | undefined;
  readonly #draft: string | undefined;
  #handle: number | undefined;
  #text = "";

  constructor(file: string | undefined, folder: string) {
    this.#path = file === undefined ? undefined : resolve(folder, file);
    this.#draft = this.#path && `${this.#path}.${randomBytes(4).toString("hex")}.tmp`;
  }

  /** @param raw the row, one character a byte */
  add(file: string, line: number, { fault, words }: RowMistake, raw: string): void {
    this.count += 1;
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    if (this.first.length < SHOWN) this.first.push({ file, line, fault, words });
    if (this.#draft === undefined) return;
    // What Brink says is ASCII but for file names and cells; those are written as bytes too.
    const note = Buffer.from(`# ${file}:${line} ${fault}: ${words}\n`).toString("latin1");
    const row = raw.replace(/[\r\n]+$/, "").replace(/^[\r\n]+/, "");
    this.#text += `${note}${row}\n`;
    if (this.#text.length >= BLOCK) this.#flush();
  }

  #flush(): void {
    if (this.#draft === undefined) return;
    this.#handle ??= openSync(this.#draft, "wx");
    writeSync(this.#handle, Buffer.from(this.#text, "latin1"));
    this.#text = "";
  }

  /** Puts the file in its place; without broken rows there is none. */
  finish(): boolean {
    if (this.count === 0 || this.#path === undefined || this.#draft === undefined) return false;
    this.#flush();
    this.#close();
    renameSync(this.#draft, this.#path);
    return true;
  }

  /** Takes a half-written file away. */
  abandon(): void {
    this.#close();
    if (this.#draft !== undefined) rmSync(this.#draft, { force: true });
  }

  #close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }
}
