import type { ReadingAsk, ReadingTold } from "./reading-protocol.ts";
import { startReader } from "./start-reader.ts";

export type ReaderAnswer = Exclude<ReadingTold, { readonly fault: string }>;
/** What is asked, without its number. */
export type ReaderQuestion = ReadingAsk extends infer Ask ? (Ask extends ReadingAsk ? Omit<Ask, "id"> : never) : never;

/** The worker that reads articles, as the page talks to it: started when it is first needed, and again after a failure. */
export class Reader {
  #worker: Promise<Worker> | undefined;
  #last = 0;
  readonly #waiting = new Map<number, { settle: (answer: ReaderAnswer) => void; fail: (reason: Error) => void }>();

  /** Loads the language packages ahead of need. */
  warm(): void {
    // Whoever asks hears of it where it fails.
    this.#ready().catch(() => undefined);
  }

  /** @throws Error in words, where the worker cannot be started or has a fault */
  async ask(question: ReaderQuestion): Promise<ReaderAnswer> {
    const worker = await this.#ready();
    this.#last += 1;
    const id = this.#last;
    return new Promise<ReaderAnswer>((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      worker.postMessage({ ...question, id });
    });
  }

  /** A worker that could not be started is started again when it is asked for the next time. */
  async #ready(): Promise<Worker> {
    this.#worker ??= this.#start();
    try {
      return await this.#worker;
    } catch (thrown) {
      this.#worker = undefined;
      throw thrown;
    }
  }

  async #start(): Promise<Worker> {
    const worker = await startReader();
    worker.onmessage = ({ data }: MessageEvent<ReadingTold>) => this.#hear(data);
    worker.onerror = (event) => {
      for (const { fail } of this.#waiting.values())
        fail(new Error(event.message || "The reader could not be started."));
      this.#waiting.clear();
      this.#worker = undefined;
    };
    return worker;
  }

  #hear(told: ReadingTold): void {
    const waiting = this.#waiting.get(told.id);
    this.#waiting.delete(told.id);
    if ("fault" in told) waiting?.fail(new Error(told.fault));
    else waiting?.settle(told);
  }
}
