import { safeText } from "../analysis/safe-text.ts";
import type { Output } from "./host.ts";
import { type Progress, progressOn } from "./progress.ts";

/** A progress bar with lines in between, on one output. */
export class Notices {
  readonly #output: Output;
  readonly #what: string;
  #progress: Progress;

  constructor(output: Output, what: string) {
    this.#output = output;
    this.#what = what;
    this.#progress = progressOn(output, what);
  }

  update(done: number, all: number): void {
    this.#progress.update(done, all);
  }

  /** A line of its own; the bar goes on below it. */
  say(line: string): void {
    this.#progress.stop();
    this.#output.write(`${safeText(line)}\n`);
    this.#progress = progressOn(this.#output, this.#what);
  }

  stop(): void {
    this.#progress.stop();
  }
}
