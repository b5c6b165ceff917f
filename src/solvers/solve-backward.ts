/**
 * Backward induction on a finite clock: the agent logit quantal response
 * equilibrium of McKelvey and Palfrey (1998) in each part, equations (1) to (4)
 * of docs/model.md, from the last step to the first.
 */
import type { Game, StageTable } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Policy, Solution } from "../game/policy.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { BackwardStep } from "./backward-step.ts";
import { strategicView, widenValues } from "./strategic-view.ts";

export interface SolveOptions {
  /** Called after each step solved, with how many of how many are done. */
  readonly onStep?: (done: number, all: number) => void;
  /** Asked after each step; `true` stops with `cancelled`. */
  readonly shouldStop?: () => boolean;
  /** Of several equilibria of moves made at the same time, play the one worth most to this actor. */
  readonly favours?: number;
  /** Memory for the policy, and for what is needed on the way to it. */
  readonly numbers?: Numbers;
}

/** Probabilities by step and stage, one array each. */
export class TablePolicy implements Policy {
  private readonly rows: readonly (readonly Float64Array[])[];

  /** @param rows [step][stage]; the last row holds for all later steps. */
  constructor(rows: readonly (readonly Float64Array[])[]) {
    this.rows = rows;
  }

  at(step: number, stage: number): Float64Array {
    return this.rows[Math.min(step, this.rows.length - 1)]![stage]!;
  }
}

/** Arrays for the probabilities of one step: as long as the choices that can come up then, empty for chance. */
export function policyRow(game: Game, step: number, numbers: Numbers = freshNumbers): Float64Array[] {
  const width = game.stages.length + 1;
  const from = Number.isFinite(game.steps) ? step * width : 0;
  const phase = Number.isFinite(game.steps) ? game.phaseOfStep[step]! : 0;
  return game.stages.map((stage, p) => {
    if (stage.kind === "driver" || stage.kind === "given") return new Float64Array(0);
    const { choiceStart } = stage.tables[stage.tableOfPhase[phase]!]!;
    const choices = choiceStart[game.active[from + p]!]!;
    return stage.kind === "turn" ? numbers.takeUnwritten(choices) : numbers.take(choices);
  });
}

/** The table of a stage in a step. */
export function tableOf(game: Game, step: number, stage: number): StageTable {
  const { tables, tableOfPhase } = game.stages[stage]!;
  return tables[tableOfPhase[game.phaseOfStep[Math.min(step, game.phaseOfStep.length - 1)]!]!]!;
}

/**
 * Solve a game on a finite clock.
 *
 * @returns the policy (each node's probabilities sum to 1 within 1e-12), the
 *          value at the start and how it was got. `converged` is false where
 *          the branch of a same-time group could not be followed.
 *
 * @throws {GameError} `needs-finite-clock`, and those of `BackwardStep`.
 *
 * Cost: each (node, choice, outcome) once a step; memory 8 bytes for each
 * (choice, step) and 8 · J for each node. Does not mutate the game.
 *
 * Tests: test/solvers/solve-backward.test.ts, test/oracle.
 */
export function solveBackward(game: Game, options: SolveOptions = {}): Solution {
  if (!Number.isFinite(game.steps)) {
    throw new GameError("needs-finite-clock", "backward induction needs a last step; this clock is endless");
  }
  const view = strategicView(game, options.numbers);
  const favours = options.favours === undefined ? undefined : view.actors.indexOf(options.favours);
  const step = new BackwardStep(view.game, favours, options.numbers);
  const width = game.stages.length + 1;
  const rows: Float64Array[][] = new Array(game.steps);
  let positions = 0;
  for (let t = game.steps - 1; t >= 0; t--) {
    const row = policyRow(game, t, options.numbers);
    step.run(game.phaseOfStep[t]!, game.active, t * width, t === game.steps - 1, row);
    rows[t] = row;
    positions += choicesIn(game, t);
    options.onStep?.(game.steps - t, game.steps);
    if (options.shouldStop?.()) throw new GameError("cancelled", "stopped on request");
  }
  const own = step.value.slice(0, game.blockStart[1]! * view.actors.length);
  const value = widenValues(own, view, game.actors.length);
  return { policy: new TablePolicy(rows), value, record: recordOf(game, step, positions) };
}

/** (state, move) pairs of one step, all stages. */
export function choicesIn(game: Game, step: number): number {
  let choices = 0;
  for (let p = 0; p < game.stages.length; p++) choices += choicesOf(game, step, p);
  return choices;
}

/** Choices of a stage at the nodes that a step can reach. */
export function choicesOf(game: Game, step: number, stage: number): number {
  return tableOf(game, step, stage).choiceStart[game.active[step * (game.stages.length + 1) + stage]!]!;
}

function recordOf(game: Game, step: BackwardStep, positions: number): Solution["record"] {
  const notes: string[] = [];
  const together = game.stages.some((stage) => stage.kind === "together");
  if (together) {
    notes.push("Where actors move at the same time, the equilibrium on the branch from λ = 0 was taken.");
  }
  if (step.forks > 0) {
    notes.push(`At ${step.forks} (state, step) pairs the branch forks; the symmetric one was followed.`);
  }
  if (step.failures > 0) notes.push(`At ${step.failures} (state, step) pairs the branch could not be followed.`);
  if (step.ties > 0) notes.push(`At ${step.ties} (state, step) pairs best replies are tied and were split evenly.`);
  return {
    method: together
      ? "backward induction, logit responses; traced principal branch where moves are simultaneous"
      : "backward induction, logit responses",
    converged: step.failures === 0,
    residual: step.residual,
    iterations: game.steps,
    ties: step.ties,
    forks: step.forks,
    positions,
    ...(step.multiplicity ? { multiplicity: step.multiplicity } : {}),
    notes,
  };
}
