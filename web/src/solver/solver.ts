import { carriedWorker } from "../state/carried.ts";
import type { Ask, Replies, Told, Work } from "./protocol.ts";

export interface Progress {
  readonly done: number;
  readonly all: number;
}

interface Waiting {
  readonly lane: string;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Undefined: newer work took the lane, or it was stopped. */
  readonly settle: (reply: Replies[keyof Replies] | undefined) => void;
  readonly fail: (reason: Error) => void;
}

/** The worker as the page sees it: ask, be told of progress, drop, stop. */
export class Solver {
  #worker: Worker = start();
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor() {
    this.#listen();
  }

  /**
   * @param lane newer work of a lane takes the place of older work of it
   * @returns undefined when the work was dropped
   */
  ask<Kind extends Work["kind"]>(
    lane: string,
    work: Extract<Work, { kind: Kind }>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Replies[Kind] | undefined> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((settle, fail) => {
      // The worker replies to each kind with the reply of that kind.
      this.#waiting.set(id, { lane, onProgress, settle: settle as Waiting["settle"], fail });
      this.#post({ id, lane, work });
    });
  }

  drop(lane: string): void {
    this.#post({ drop: lane });
  }

  /** Ends everything that runs, at once; the next question starts a new worker. */
  stop(): void {
    this.#worker.terminate();
    this.#worker = start();
    this.#listen();
    for (const { settle } of this.#waiting.values()) settle(undefined);
    this.#waiting.clear();
  }

  #post(ask: Ask): void {
    this.#worker.postMessage(ask);
  }

  #listen(): void {
    this.#worker.onmessage = ({ data }: MessageEvent<Told>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      for (const { fail } of this.#waiting.values())
        fail(new Error(event.message || "The solver could not be started."));
      this.#waiting.clear();
    };
  }

  #hear(told: Told): void {
    const waiting = this.#waiting.get(told.id);
    if (!waiting) return;
    if ("progress" in told) {
      waiting.onProgress?.(told.progress);
      return;
    }
    this.#waiting.delete(told.id);
    if ("reply" in told) waiting.settle(told.reply);
    else if ("fault" in told) waiting.fail(new Error(told.fault));
    else waiting.settle(undefined);
  }
}

function start(): Worker {
  return carriedWorker("solver") ?? new Worker(new URL("../worker.ts", import.meta.url), { type: "module" });
}
