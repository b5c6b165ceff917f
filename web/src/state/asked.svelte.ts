import type { Replies, Work } from "../solver/protocol.ts";
import type { Progress } from "../solver/solver.ts";
import { desk } from "./desk.svelte.ts";

/**
 * An answer a view asks for beside the forecast: kept while the next one is
 * computed, and dropped with its view. Make it while a component is set up.
 *
 * @param lane newer work of a lane takes the place of older
 * @param work what to ask now; undefined asks nothing
 * @param rest milliseconds to wait for the last of many changes
 */
export class Asked<Kind extends "explain" | "whatIf" | "check" | "ranges"> {
  reply: Replies[Kind] | undefined = $state.raw();
  /** What the reply answers. */
  answered: Extract<Work, { kind: Kind }> | undefined = $state.raw();
  progress: Progress | undefined = $state.raw();
  busy: boolean = $state(false);
  failure: string | undefined = $state();
  readonly #lane: string;
  /** Asks once what is wanted has rested. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: Extract<Work, { kind: Kind }> | undefined;

  constructor(lane: string, work: () => Extract<Work, { kind: Kind }> | undefined, rest: () => number = () => 120) {
    this.#lane = lane;
    $effect(() => {
      const wanted = desk.busy ? undefined : work();
      this.busy = desk.busy || wanted !== undefined;
      if (!wanted) {
        if (!desk.busy) {
          this.reply = undefined;
          this.failure = undefined;
        }
        return;
      }
      this.#timer = setTimeout(() => void this.#ask(lane, wanted), rest());
      return () => {
        clearTimeout(this.#timer);
        this.#current = undefined;
        desk.solver.drop(lane);
      };
    });
  }

  /** Ends the work; the last answer stays. */
  stop(): void {
    clearTimeout(this.#timer);
    desk.solver.drop(this.#lane);
    this.busy = false;
  }

  async #ask(lane: string, work: Extract<Work, { kind: Kind }>): Promise<void> {
    this.progress = undefined;
    this.failure = undefined;
    this.#current = work;
    try {
      const reply = await desk.solver.ask<Kind>(lane, work, (progress) => {
        this.progress = progress;
      });
      // Newer work has taken the lane; it says itself when it is done.
      if (this.#current !== work) return;
      if (!reply) {
        this.busy = false;
        return;
      }
      this.answered = work;
      this.reply = reply;
    } catch (thrown) {
      if (this.#current !== work) return;
      this.failure = thrown instanceof Error ? thrown.message : String(thrown);
    }
    this.busy = false;
  }
}
