import { SweepError } from "../sweep-error.ts";
import { refusalOf } from "./connect.ts";
import type { QueueAddress } from "./queue-address.ts";

export interface SteadyOptions {
  readonly address: QueueAddress;
  /** Milliseconds without an answer after which it is given up. */
  readonly patience: number;
  /** Called when the connection is lost, and when it is back. */
  readonly onLost?: () => void;
  readonly onBack?: () => void;
  readonly signal: AbortSignal;
}

/** Milliseconds between two tries. */
const AGAIN = 500;

/** Does things over a connection that may break, again and again until one is done or patience ends. */
export class Steady {
  readonly #options: SteadyOptions;
  #lost = false;

  constructor(options: SteadyOptions) {
    this.#options = options;
  }

  /**
   * @param act may be done twice: what it does must then be the same.
   *
   * @throws {SweepError} `queue-lost`, `queue-refuses`.
   */
  async do<T>(act: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    for (;;) {
      try {
        const found = await act();
        if (this.#lost) this.#options.onBack?.();
        this.#lost = false;
        return found;
      } catch (thrown) {
        const refusal = refusalOf(thrown, this.#options.address);
        if (refusal) throw refusal;
        if (!isConnectionError(thrown)) throw thrown;
        if (!this.#lost) this.#options.onLost?.();
        this.#lost = true;
        if (performance.now() - begin > this.#options.patience || this.#options.signal.aborted)
          throw this.#given(begin);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }

  #given(begin: number): SweepError {
    const seconds = Math.round((performance.now() - begin) / 1000);
    const { shown } = this.#options.address;
    return new SweepError(
      "queue-lost",
      `The connection to ${shown} is lost, and did not come back within ${seconds} seconds.`,
      "when Redis runs again, run the same command: it goes on from what is there.",
      { address: shown, seconds },
    );
  }
}

/** Codes of a connection that is gone, or of a Redis that is just starting. */
const GONE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
];

function isConnectionError(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if ("code" in thrown && GONE.includes(String(thrown.code))) return true;
  if (thrown.name === "MaxRetriesPerRequestError" || thrown.name === "ConnectionClosedError") return true;
  // ioredis has no code for a connection it closed itself; LOADING and BUSY are codes of Redis.
  return /Connection is closed|Connection is in|Stream isn't writeable|^(LOADING|BUSY|MASTERDOWN)\b/.test(
    thrown.message,
  );
}
