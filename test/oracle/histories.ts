/** Every history of a crisis, move by move and chance by chance, with its probability. */
import type { Equilibrium } from "./equilibrium.ts";
import type { State } from "./evaluate.ts";

export interface Act {
  readonly group: number;
  readonly actor: number;
  /** −1: the actor had no move and passed. */
  readonly move: number;
}

export interface Step {
  readonly before: State;
  readonly acts: readonly Act[];
  /** At the end of the step, or where the crisis ended within it. */
  readonly after: State;
}

export interface History {
  readonly probability: number;
  readonly steps: readonly Step[];
  /** How it ended, in the last of `steps`. */
  readonly ending: number;
}

export class TooManyHistories extends Error {}

/** All histories with a positive probability. */
export function enumerateHistories(equilibrium: Equilibrium, limit = 20_000): History[] {
  const { rules } = equilibrium;
  const found: History[] = [];

  const end = (probability: number, steps: readonly Step[], ending: number): void => {
    if (found.length >= limit) throw new TooManyHistories(`more than ${limit} histories`);
    if (probability > 0) found.push({ probability, steps, ending });
  };

  const stepEnds = (p: number, past: readonly Step[], step: Step): void => {
    const steps = [...past, step];
    const residual = rules.residual();
    const s = rules.residualChance(step.after);
    if (residual !== undefined && s > 0) end(p * s, steps, residual);
    if (s === 1) return;
    if (steps.length === rules.steps) end(p * (1 - s), steps, rules.otherwise());
    else walk(p * (1 - s), steps, rules.inStep(step.after, steps.length), 0, []);
  };

  /** From state x, before group k of the step that follows `past`. */
  const walk = (p: number, past: readonly Step[], x: State, k: number, acts: readonly Act[], begun?: State): void => {
    const before = begun ?? x;
    if (k === rules.crisis.turns.length) {
      for (const b of rules.afterDrivers(x)) {
        const step = { before, acts, after: b.state };
        if (b.ending === undefined) stepEnds(p * b.probability, past, step);
        else end(p * b.probability, [...past, step], b.ending);
      }
      return;
    }
    for (const choice of equilibrium.choices(past.length, k, x)) {
      if (choice.probability === 0) continue;
      const made = choice.moves.map((move, i) => ({ group: k, actor: rules.crisis.turns[k]![i]!, move }));
      const all = [...acts, ...made];
      for (const b of choice.after) {
        const q = p * choice.probability * b.probability;
        if (b.ending === undefined) walk(q, past, b.state, k + 1, all, before);
        else end(q, [...past, { before, acts: all, after: b.state }], b.ending);
      }
    }
  };

  for (const start of rules.starts()) walk(start.probability, [], start.state, 0, []);
  return found;
}
