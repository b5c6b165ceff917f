import type { Game, StageTable } from "../../src/game/game.ts";

/** A game in which all actors move at the same time, then chance draws the next state. */
export interface MarkovSpec {
  /** Options of each actor in each state. */
  readonly counts: readonly (readonly number[])[];
  /** Payoff of the step to each actor. */
  readonly payoff: (state: number, profile: readonly number[]) => readonly number[];
  /** Probability of each next state. */
  readonly next: (state: number, profile: readonly number[]) => readonly number[];
  readonly precision: readonly number[];
  readonly discount: readonly number[];
  readonly shocks?: "excluded" | "counted";
  /** Infinity by default. */
  readonly steps?: number;
  readonly cost?: (state: number, actor: number, option: number) => number;
  /** Probability of an option of an actor that acts by chance; NaN for the others. */
  readonly given?: (state: number, actor: number, option: number) => number;
}

/**
 * Positions: 0 the actors, 1 chance, 2 the end of the step. A node of position
 * 1 is (state, profile), one of position 2 (state, profile, next state).
 */
export function buildMarkovGame(spec: MarkovSpec): Game {
  const S = spec.counts.length;
  const J = spec.precision.length;
  const endless = spec.steps === undefined;
  const middle: { state: number; profile: number[] }[] = [];
  const choiceStart = [0];
  const options: { start: number[]; cost: number[]; given: number[] } = { start: [0], cost: [], given: [] };
  spec.counts.forEach((counts, state) => {
    for (const profile of profilesOf(counts)) middle.push({ state, profile });
    choiceStart.push(middle.length);
    counts.forEach((count, actor) => {
      for (let option = 0; option < count; option++) {
        options.cost.push(spec.cost?.(state, actor, option) ?? 0);
        options.given.push(spec.given?.(state, actor, option) ?? Number.NaN);
      }
      options.start.push(options.cost.length);
    });
  });
  const M = middle.length;
  const blockStart = Int32Array.of(0, S, S + M, S + M + M * S, S + M + M * S + 1);
  const together: StageTable = {
    ...rows(choiceStart, M),
    target: range(M, S),
    chance: new Float64Array(M).fill(1),
    options: {
      start: Int32Array.from(options.start),
      move: new Int32Array(options.cost.length),
      cost: Float64Array.from(options.cost),
      given: Float64Array.from(options.given),
    },
  };
  const driver: StageTable = {
    ...rows(Array.from(range(M + 1, 0)), M * S, S),
    target: range(M * S, S + M),
    chance: Float64Array.from(middle.flatMap(({ state, profile }) => spec.next(state, profile))),
  };
  const payoff = middle.flatMap(({ state, profile }) => new Array(S).fill(spec.payoff(state, profile)).flat());
  const steps = spec.steps ?? Number.POSITIVE_INFINITY;
  return {
    actors: spec.precision.map((_, j) => `actor ${j + 1}`),
    precision: Float64Array.from(spec.precision),
    discount: Float64Array.from(spec.discount),
    shocks: spec.shocks ?? "excluded",
    steps,
    phaseOfStep: new Int32Array(endless ? 1 : steps),
    moves: [],
    acts: { start: Int32Array.of(0, 0), move: new Int32Array(0) },
    endings: ["otherwise"],
    variables: [],
    stages: [
      {
        kind: "together",
        actors: Array.from(range(J, 0)),
        name: "all",
        tables: [together],
        tableOfPhase: new Int32Array(1),
      },
      { kind: "driver", actors: [], name: "next", tables: [driver], tableOfPhase: new Int32Array(1) },
    ],
    blockStart,
    active: Int32Array.from(new Array(endless ? 1 : steps).fill([S, M, M * S]).flat()),
    stateCode: new Float64Array(S + M + M * S + 1),
    end: {
      tables: [
        {
          payoff: Float64Array.from(payoff),
          residualChance: new Float64Array(M * S),
          residualTerminal: new Int32Array(M * S).fill(-1),
        },
      ],
      tableOfPhase: new Int32Array(1),
    },
    nextNode: range(M * S, 0).map((i) => i % S),
    otherwiseTerminal: new Int32Array(M * S).fill(S + M + M * S),
    terminalEnding: Int32Array.of(0),
    terminalPayoff: new Float64Array(J),
    start: { node: Int32Array.of(0), probability: Float64Array.of(1) },
    payoffRange: payoff.reduce((a, b) => Math.max(a, b)) - payoff.reduce((a, b) => Math.min(a, b)),
  };
}

function profilesOf(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (all, count) => all.flatMap((head) => Array.from({ length: count }, (_, option) => [...head, option])),
    [[]],
  );
}

/** Rows of choices; each choice with `outcomes / choices` outcomes. */
function rows(choiceStart: readonly number[], outcomes: number, each = 1) {
  const choices = outcomes / each;
  return {
    choiceStart: Int32Array.from(choiceStart),
    act: new Int32Array(choices),
    cost: new Float64Array(choices),
    given: new Float64Array(choices).fill(1),
    outcomeStart: range(choices + 1, 0).map((c) => c * each),
  };
}

function range(length: number, from: number): Int32Array {
  return Int32Array.from({ length }, (_, k) => k + from);
}
