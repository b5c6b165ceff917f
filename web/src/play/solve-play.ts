import {
  type Crisis,
  compileGame,
  type Diagnostic,
  type Game,
  hasErrors,
  notStationary,
  type Part,
  type Policy,
  partsOf,
  type Random,
  randomStream,
  type SolvedPrivateGame,
  solveBackward,
  solveEndless,
  solvePrivateGame,
} from "brink";

/** A crisis with its hidden facts drawn, and how the others move in it. */
export interface SolvedPlay {
  readonly crisis: Crisis;
  readonly game: Game;
  readonly policy: Policy;
  /** Where actors keep secrets: who sees and believes what. */
  readonly secret: SolvedPrivateGame | undefined;
  /** Draws of a new play, the hidden facts being drawn. */
  readonly random: () => Random;
}

/** Told of steps solved, of how many; on an endless clock of steps of ever longer clocks, and nobody knows how many. */
export type OnStep = (done: number, all?: number) => void;

/**
 * Draws the hidden facts, compiles that part of the crisis and solves it: by
 * backward induction, or for the stationary equilibrium of an endless clock.
 *
 * Errors: those of `compileGame` and `solvePrivateGame`; `not-converged` where no stationary equilibrium is found.
 *
 * @throws {GameError} those of `solveBackward`, `solveEndless` and `solvePrivateGame`.
 */
export function solvePlay(
  crisis: Crisis,
  { seed, run }: { readonly seed: number; readonly run: number },
  onStep?: OnStep,
): SolvedPlay | readonly Diagnostic[] {
  const parts = partsOf(crisis);
  const part = parts[drawPart(randomStream(seed, run), parts)]!;
  const { game, diagnostics } = compileGame(crisis, { part });
  if (!game) return diagnostics;
  const random = (): Random => {
    const stream = randomStream(seed, run);
    drawPart(stream, parts);
    return stream;
  };
  if (crisis.information === "private") {
    const { solved, diagnostics: mistakes } = solvePrivateGame(crisis, game);
    if (hasErrors(mistakes)) return mistakes;
    if (solved) return { crisis, game: solved.game, policy: solved.policy, secret: solved, random };
  }
  if (Number.isFinite(game.steps)) {
    const { policy } = solveBackward(game, onStep ? { onStep } : {});
    return { crisis, game, policy, secret: undefined, random };
  }
  const { policy, record } = solveEndless(game, onStep ? { onStep: (steps) => onStep(steps) } : {});
  if (!record.converged) return [notStationary(crisis, record)];
  return { crisis, game, policy, secret: undefined, random };
}

function drawPart(random: Random, parts: readonly Part[]): number {
  return pick(
    random,
    parts.map(({ weight }) => weight),
  );
}

/** Nothing is drawn where there is one branch only. */
export function pick(random: Random, weights: ArrayLike<number>): number {
  return weights.length < 2 ? 0 : random.pick(weights);
}
