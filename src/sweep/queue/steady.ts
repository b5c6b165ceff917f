import { SweepError } from "../sweep-error.ts";
import { AGAIN } from "./connection-errors.ts";
import type { QueueServer } from "./queue-server.ts";

export interface SteadyOptions {
  readonly server: QueueServer;
  /** Milliseconds without an answer after which it is given up. */
  readonly patience: number;
  /** Called when the connection is lost, and when it is back. */
  readonly onLost?: () => void;
  readonly onBack?: () => void;
  readonly signal: AbortSignal;
}

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
        const { server } = this.#options;
        const refusal = server.refusalOf(thrown);
        if (!server.isLost(thrown)) throw refusal ?? thrown;
        if (!this.#lost) this.#options.onLost?.();
        this.#lost = true;
        if (performance.now() - begin > this.#options.patience || this.#options.signal.aborted)
          throw refusal ?? this.#given(begin);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }

  #given(begin: number): SweepError {
    const seconds = Math.round((performance.now() - begin) / 1000);
    const { name, address } = this.#options.server;
    return new SweepError(
      "queue-lost",
      `The connection to ${address.shown} is lost, and did not come back within ${seconds} seconds.`,
      `when ${name} runs again, run the same command: it goes on from what is there.`,
      { address: address.shown, seconds },
    );
  }
}
