/** The built program, run as a user runs it, in processes of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const main = resolve(import.meta.dirname, "../../dist/cli/main.js");

/** Whether there is one with sweeps in it. */
export const isBuilt: boolean = existsSync(main) && existsSync(join(main, "../sweep-worker.js"));

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export class Brink {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  #out = "";
  #err = "";
  #over = false;

  constructor(folder: string, ...args: readonly string[]) {
    const started = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", COLUMNS: "80" },
    });
    this.process = started;
    started.stdout.on("data", (text) => (this.#out += String(text)));
    started.stderr.on("data", (text) => (this.#err += String(text)));
    this.ended = new Promise((done) => {
      started.once("close", (status, signal) => {
        this.#over = true;
        done({ status, signal, out: this.#out, err: this.#err });
      });
    });
  }

  get err(): string {
    return this.#err;
  }

  /** Waits until stderr has these words. */
  async says(words: string): Promise<void> {
    await until(() => this.#err.includes(words) || this.#over);
    if (!this.#err.includes(words)) throw new Error(`It ended without saying "${words}":\n${this.#out}${this.#err}`);
  }

  /** Ends it in any case. */
  async kill(): Promise<void> {
    if (!this.#over) this.process.kill("SIGKILL");
    await this.ended;
  }
}

/** Looks every few milliseconds whether something has come true. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((next) => setTimeout(next, 10));
}

/** Results of jobs in a folder of a sweep. */
export function jobsDone(folder: string): number {
  const jobs = join(folder, "jobs");
  if (!existsSync(jobs)) return 0;
  return readdirSync(jobs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")).length;
}
