import type { QuickOdds } from "brink";
import type { Work } from "../solver/protocol.ts";
import { desk } from "../state/desk.svelte.ts";

export type QuickWork = Extract<Work, { kind: "quick" }>;

/**
 * The odds alone, asked for while a slider moves: one question after the other,
 * and always the newest next. What was asked is let finish, since a place
 * between two others is of use too. Make it while a component is set up.
 */
export class Quick {
  /** Undefined where there are none: a full answer says why. */
  odds: QuickOdds | undefined = $state.raw();
  /** What the odds answer. */
  answered: QuickWork | undefined = $state.raw();
  busy: boolean = $state(false);
  #wanted: QuickWork | undefined;
  #running: boolean = false;
  /** Counts what was begun and stopped: what ends after its turn changes nothing any more. */
  #turn: number = 0;
  readonly #lane: string;
  readonly #onOdds: (work: QuickWork, odds: QuickOdds) => void;

  /**
   * @param work what to ask now; undefined asks nothing
   * @param onOdds told of every answer, those to older questions too
   */
  constructor(lane: string, work: () => QuickWork | undefined, onOdds: (work: QuickWork, odds: QuickOdds) => void) {
    this.#lane = lane;
    this.#onOdds = onOdds;
    $effect(() => {
      this.#wanted = work();
      void this.#run();
    });
    $effect(() => () => {
      this.#wanted = undefined;
    });
  }

  /** Ends the work; the last answer stays. */
  stop(): void {
    this.#wanted = undefined;
    this.#turn += 1;
    this.#end();
    desk.solver.drop(this.#lane);
  }

  #end(): void {
    this.#running = false;
    this.busy = false;
  }

  async #run(): Promise<void> {
    if (this.#running || this.#wanted === undefined) return;
    this.#turn += 1;
    const turn = this.#turn;
    this.#running = true;
    this.busy = true;
    for (
      let work: QuickWork | undefined = this.#wanted;
      work !== undefined;
      work = this.#wanted === work ? undefined : this.#wanted
    ) {
      // A failure is said by the full answer, which meets it too.
      const failed = { result: undefined };
      const reply = await desk.solver.ask<"quick">(this.#lane, work).catch(() => failed);
      if (reply?.result) this.#onOdds(work, reply.result);
      if (turn !== this.#turn) return;
      if (!reply || this.#wanted !== work) continue;
      this.odds = reply.result;
      this.answered = work;
    }
    this.#end();
  }
}
