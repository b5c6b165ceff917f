import {
  type Crisis,
  compileGame,
  type Diagnostic,
  type Game,
  hasErrors,
  type Part,
  type Policy,
  partsOf,
  type Random,
  randomStream,
  type SolvedPrivateGame,
  solveBackward,
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

/**
 * Draws the hidden facts, compiles that part of the crisis and solves it.
 *
 * @throws {GameError} those of `solveBackward` and `solvePrivateGame`.
 */
export function solvePlay(
  crisis: Crisis,
  { seed, run }: { readonly seed: number; readonly run: number },
  onStep?: (done: number, all: number) => void,
): SolvedPlay | readonly Diagnostic[] {
  if (crisis.clock.steps === undefined) return [endlessCannotBePlayed(crisis)];
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
  const { policy } = solveBackward(game, onStep ? { onStep } : {});
  return { crisis, game, policy, secret: undefined, random };
}

function endlessCannotBePlayed(crisis: Crisis): Diagnostic {
  return {
    code: "endless-play",
    severity: "error",
    message:
      "This crisis goes on without a last step, and a play needs one: give its clock `steps`, for instance `steps: 24`.",
    span: crisis.at,
    params: {},
  };
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
