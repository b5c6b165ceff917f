import { randomUUID } from "node:crypto";
import { SweepError } from "../sweep-error.ts";
import { leave, ownPresence, type Presence, present, TELL_EVERY, tell } from "./presence.ts";
import type { QueueSession } from "./session.ts";
import type { Steady } from "./steady.ts";

/** Looks in a row with workers, none of this version, after which the sweep gives up: those killed are forgotten by then. */
const MISMATCHES = 4;

/** Sees who works for a sweep, and says what a waiting person should know. */
export class WorkerWatch {
  readonly #session: QueueSession;
  readonly #steady: Steady;
  readonly #onNotice: (notice: string) => void;
  readonly #name = randomUUID();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #mismatches = 0;
  #threads = 0;
  #last = "";

  constructor(session: QueueSession, steady: Steady, onNotice: (notice: string) => void) {
    this.#session = session;
    this.#steady = steady;
    this.#onNotice = onNotice;
  }

  /** Threads of the workers of this version, when last looked. */
  get threads(): number {
    return this.#threads;
  }

  /**
   * @param outstanding jobs not done yet.
   *
   * @throws {SweepError} `version-mismatch`: only workers of other versions are there.
   */
  async look(outstanding: number): Promise<void> {
    if (outstanding === 0 || performance.now() - this.#lookedAt < TELL_EVERY) return;
    this.#lookedAt = performance.now();
    const { kept, version } = this.#session;
    await this.#steady.do(() => tell(kept, "sweep", this.#name, ownPresence(version, 0)));
    const workers = await this.#steady.do(() => present(kept, "worker"));
    const own = workers.filter((worker) => worker.version === version);
    const others = workers.filter((worker) => worker.version !== version);
    this.#mismatches = own.length === 0 && others.length > 0 ? this.#mismatches + 1 : 0;
    if (this.#mismatches >= MISMATCHES) throw mismatch(version, others);
    this.#threads = threadsOf(own);
    this.#notice(own, others);
  }

  /** Not there any more; a server that is gone forgets by itself. */
  async leave(): Promise<void> {
    await leave(this.#session.kept, "sweep", this.#name).catch(() => {});
  }

  #notice(own: readonly Presence[], others: readonly Presence[]): void {
    const notice = [
      atWork(own, others, this.#session.server.address.shown),
      ...strangers(own, others, this.#session.version),
    ].join(" ");
    if (notice !== "" && notice !== this.#last) this.#onNotice(notice);
    this.#last = notice;
  }
}

function atWork(own: readonly Presence[], others: readonly Presence[], address: string): string {
  if (own.length > 0) return `${counted(own.length, "worker")} with ${counted(threadsOf(own), "thread")} at work.`;
  if (others.length > 0) return `Only workers of another version are there: ${listOf(others)}.`;
  return `No worker is there. Start one, here or elsewhere: brink worker --queue ${address}`;
}

function threadsOf(workers: readonly Presence[]): number {
  return workers.reduce((sum, worker) => sum + worker.threads, 0);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function strangers(own: readonly Presence[], others: readonly Presence[], version: string): readonly string[] {
  if (own.length === 0 || others.length === 0) return [];
  return [`Workers of another version do not take part: ${listOf(others)}. This sweep is of ${version}.`];
}

function mismatch(version: string, others: readonly Presence[]): SweepError {
  return new SweepError(
    "version-mismatch",
    `Every worker is of another version: ${listOf(others)}. This sweep is of ${version}, and digits of different versions are not mixed.`,
    "install the same version on the workers, or run the sweep with theirs; the jobs wait, and what is done is kept.",
    { version, workers: others.map((other) => other.version) },
  );
}

function listOf(workers: readonly Presence[]): string {
  return [...new Set(workers.map(({ version, host }) => `${version} on ${host}`))].sort().join(", ");
}
