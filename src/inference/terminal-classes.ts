import type { Game } from "../game/game.ts";
import type { LegColumns } from "./columns.ts";
import type { FilterPlan } from "./plan-filter.ts";

/**
 * Terminals taken together that no pass has to tell apart: the same ending, and
 * the same answers to all conditions that reports look at when a step ends.
 * A crisis has an ending in many states, and few such classes.
 */
export interface TerminalClasses {
  /** Class of each terminal, counted within its block. */
  readonly of: Int32Array;
  /** Ending of each class. */
  readonly ending: Int32Array;
}

/** @param answers by terminal, as many as there are; terminals that differ in one of them stay apart. */
export function terminalClasses({ terminalEnding }: Game, answers: readonly Int32Array[] = []): TerminalClasses {
  let of = Int32Array.from(terminalEnding);
  for (const answer of [of.slice(), ...answers]) {
    const known = new Map<number, number>();
    const most = answer.reduce((top, own) => Math.max(top, own), 0) + 1;
    of = of.map((own, terminal) => {
      const key = own * most + answer[terminal]!;
      const id = known.get(key) ?? known.size;
      known.set(key, id);
      return id;
    });
  }
  const ending = new Int32Array(of.reduce((top, own) => Math.max(top, own + 1), 0));
  of.forEach((own, terminal) => {
    ending[own] = terminalEnding[terminal]!;
  });
  return { of, ending };
}

/**
 * The classes of a filter's terminals, and its columns with one signature for each class in the place of each terminal.
 *
 * @param count steps in which what ends counts; conditions looked at in others tell nothing apart.
 */
export function mergeTerminals(
  game: Game,
  plan: FilterPlan,
  columns: readonly LegColumns[],
  count: (step: number) => boolean,
): { readonly classes: TerminalClasses; readonly columns: readonly LegColumns[] } {
  const nodes = plan.legs.map(({ to }) => game.blockStart[to + 1]! - game.blockStart[to]!);
  const classes = terminalClasses(
    game,
    columns.flatMap(({ weighing }, leg) => {
      return count(plan.legs[leg]!.step) ? [weighing.signature.subarray(nodes[leg]!)] : [];
    }),
  );
  const first = new Int32Array(classes.ending.length);
  for (let terminal = classes.of.length - 1; terminal >= 0; terminal--) first[classes.of[terminal]!] = terminal;
  const merged = columns.map((own, leg): LegColumns => {
    const { signature } = own.weighing;
    const short = new Int32Array(nodes[leg]! + first.length);
    short.set(signature.subarray(0, nodes[leg]!));
    first.forEach((terminal, k) => {
      short[nodes[leg]! + k] = signature[nodes[leg]! + terminal]!;
    });
    return { ...own, weighing: { ...own.weighing, signature: short } };
  });
  return { classes, columns: merged };
}
