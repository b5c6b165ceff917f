import type { PgPool, PgPoolClient, PgQueryResult } from "bullmq";
import { AGAIN } from "../connection-errors.ts";
import type { ConnectOptions } from "../queue-server.ts";
import { isCollision, isLost } from "./postgres-errors.ts";

/**
 * Connections to a Postgres, in the form BullMQ takes. Knows whether Postgres
 * answers. A patient one asks again until it does: an answer lost on the way
 * means asking twice, which jobs bear, being known by their content.
 */
export class PostgresPool implements PgPool {
  readonly #pool: PgPool;
  readonly #options: ConnectOptions;
  #lost = false;
  #ended: Promise<void> | undefined;

  constructor(pool: PgPool, options: ConnectOptions) {
    this.#pool = pool;
    this.#options = options;
    // A connection that nobody used just now ended; the next question shows whether others can be made.
    pool.on("error", (error) => this.#note(error));
  }

  get isReady(): boolean {
    return !this.#lost;
  }

  async query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return await this.#do(() => this.#pool.query<R>(text, values));
  }

  async connect(): Promise<PgPoolClient> {
    return await this.#do(() => this.#pool.connect());
  }

  on(event: "error", listener: (error: Error) => void): this;
  on(event: "connect", listener: (client: PgPoolClient) => void): this;
  on(event: "error" | "connect", listener: ((error: Error) => void) & ((client: PgPoolClient) => void)): this {
    if (event === "error") this.#pool.on(event, listener);
    else this.#pool.on(event, listener);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.#pool.removeAllListeners(event);
    return this;
  }

  /** Nothing is asked again from now on. */
  async end(): Promise<void> {
    this.#ended ??= this.#pool.end();
    await this.#ended;
  }

  async #do<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const found = await act();
        this.#found();
        return found;
      } catch (thrown) {
        this.#note(thrown);
        const again = isCollision(thrown) || (this.#options.patient && isLost(thrown));
        if (!again || this.#ended) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }

  #note(thrown: unknown): void {
    if (this.#lost || this.#ended || !isLost(thrown)) return;
    this.#lost = true;
    this.#options.onLost?.();
  }

  #found(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.#options.onBack?.();
  }
}
