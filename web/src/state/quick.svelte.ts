import type { QuickOdds } from "brink";
import type { Work } from "../solver/protocol.ts";
import { desk } from "./desk.svelte.ts";

type QuickWork = Extract<Work, { kind: "quick" }>;

/**
 * The odds alone, asked for while a slider moves: one question after the other,
 * and always the newest next. What was asked is let finish, since a place
 * between two others is of use too. Make it while a component is set up.
 */
export class Quick {
  odds: QuickOdds | undefined = $state.raw();
  /** What the odds answer. */
  answered: QuickWork | undefined = $state.raw();
  #wanted: QuickWork | undefined;
  #running = false;
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

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let work = this.#wanted; work !== undefined; work = this.#wanted === work ? undefined : this.#wanted) {
      // A failure is said by the full answer, which meets it too.
      const reply = await desk.solver.ask<"quick">(this.#lane, work).catch(() => undefined);
      if (!reply?.result) continue;
      this.#onOdds(work, reply.result);
      if (this.#wanted !== work) continue;
      this.odds = reply.result;
      this.answered = work;
    }
    this.#running = false;
  }
}
