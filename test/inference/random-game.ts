import type { Evidence, EvidenceReport } from "../../src/game/evidence.ts";
import type { Game, StageKind } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { buildTinyGame, type TinyChoice, type TinyOutcome, type TinySpec, type TinyStage } from "./tiny-game.ts";

/** A small generator of random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;

function below(random: Random, n: number): number {
  return Math.floor(random() * n);
}

/** n chances that sum to 1. */
export function shares(random: Random, n: number): number[] {
  const raw = Array.from({ length: n }, () => 0.1 + random());
  const sum = raw.reduce((total, one) => total + one, 0);
  return raw.map((one) => one / sum);
}

const MOVES = [
  { actor: 0, name: "a" },
  { actor: 0, name: "b" },
  { actor: 1, name: "c" },
  { actor: 1, name: "d" },
  { actor: 2, name: "e" },
];
const ENDINGS = 4;

/**
 * A random game of three actors, two calendar phases and at most `mostPaths` histories, of those `wanted`.
 *
 * @param drivers so many more drivers at the end of each step that end the crisis or lead on to one state.
 */
export function randomGame(
  seed: number,
  mostPaths = 6000,
  wanted: (game: Game) => boolean = () => true,
  drivers = 0,
): Game {
  const random = randomFrom(seed);
  for (;;) {
    const game = buildTinyGame(withDrivers(random, randomSpec(random), drivers));
    if (wanted(game) && countHistories(game) <= mostPaths) return game;
  }
}

function randomSpec(random: Random): TinySpec {
  const states = 2 + below(random, 4);
  const steps = 1 + below(random, 4);
  const makers: (() => TinyStage)[] = [
    () => randomStage(random, states, "turn", [0]),
    () => randomStage(random, states, "turn", [1]),
    () => randomStage(random, states, "together", [0, 1]),
    () => randomStage(random, states, "given", [2]),
    () => randomStage(random, states, "driver", []),
  ];
  const stages = Array.from({ length: 1 + below(random, 3) }, () => makers[below(random, makers.length)]!());
  const s = (): number => (random() < 0.5 ? 0 : 0.3 * random());
  const perPhase = <T>(make: () => T): T[] => [make(), make()];
  return {
    states,
    steps,
    phaseOfStep: Array.from({ length: steps }, () => below(random, 2)),
    actors: 3,
    moves: MOVES,
    endings: ENDINGS,
    stages,
    residual: perPhase(() => Array.from({ length: states }, s)),
    residualEnding: 2,
    otherwise: 3,
    payoff: perPhase(() => Array.from({ length: states }, () => [random(), random(), random()])),
    discount: [0.9, 1, 0.5],
    start: random() < 0.5 ? shares(random, states) : [1, ...Array(states - 1).fill(0)],
  };
}

function withDrivers(random: Random, spec: TinySpec, count: number): TinySpec {
  const straight = (): TinyChoice[] => {
    const state = below(random, spec.states);
    const ends = random();
    if (ends < 0.4) return [{ moves: [], cost: [], outcomes: [{ chance: 1, state }] }];
    if (ends > 0.95) return [{ moves: [], cost: [], outcomes: [{ chance: 1, state, ending: 0 }] }];
    const [first, second, on] = shares(random, 3);
    const outcomes: TinyOutcome[] = [
      { chance: first!, state: below(random, spec.states), ending: 0 },
      { chance: second!, state: below(random, spec.states), ending: 1 },
      { chance: on!, state },
    ];
    return [{ moves: [], cost: [], outcomes }];
  };
  const drivers = Array.from({ length: count }, (): TinyStage => {
    const table = (): TinyChoice[][] => Array.from({ length: spec.states }, straight);
    return { kind: "driver", actors: [], tables: [table(), table()], tableOfPhase: [0, 1] };
  });
  return { ...spec, stages: [...spec.stages, ...drivers] };
}

function randomStage(random: Random, states: number, kind: StageKind, actors: readonly number[]): TinyStage {
  const outcomes = (): TinyOutcome[] =>
    shares(random, 1 + below(random, 2)).map((chance) => {
      const state = below(random, states);
      return random() < 0.12 ? { chance, state, ending: below(random, 2) } : { chance, state };
    });
  const choice = (moves: readonly number[]): TinyChoice => ({
    moves,
    cost: actors.map(() => random()),
    outcomes: outcomes(),
  });
  const ownMoves = (actor: number): number[][] => {
    const own = MOVES.flatMap((move, m) => (move.actor === actor ? [m] : []));
    const open = own.filter(() => random() < 0.7);
    return open.length === 0 ? [[]] : open.map((move) => [move]);
  };
  const choices = (): TinyChoice[] => {
    if (kind === "driver") return [choice([])];
    if (kind !== "together") {
      const open = ownMoves(actors[0]!).map(choice);
      if (kind !== "given") return open;
      const given = shares(random, open.length);
      return open.map((one, k) => ({ ...one, given: given[k]! }));
    }
    const second = ownMoves(actors[1]!);
    return ownMoves(actors[0]!).flatMap((first) => second.map((other) => choice([...first, ...other])));
  };
  const table = (): TinyChoice[][] => Array.from({ length: states }, choices);
  return random() < 0.5
    ? { kind, actors, tables: [table()], tableOfPhase: [0, 0] }
    : { kind, actors, tables: [table(), table()], tableOfPhase: [0, 1] };
}

/** Random choice probabilities, now and then a 0. */
export function randomPolicy(game: Game, seed: number): Policy {
  const random = randomFrom(seed);
  const rows = Array.from({ length: game.steps }, (_, step) =>
    game.stages.map(({ kind, tables, tableOfPhase }) => {
      const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
      const policy = new Float64Array(table.act.length);
      for (let i = 0; i + 1 < table.choiceStart.length; i++) {
        const first = table.choiceStart[i]!;
        const n = table.choiceStart[i + 1]! - first;
        const own = random() < 0.1 ? [1, ...Array(Math.max(0, n - 1)).fill(0)] : shares(random, n);
        if (n > 0) policy.set(kind === "driver" ? Array(n).fill(Number.NaN) : own, first);
      }
      return policy;
    }),
  );
  return { at: (step, stage) => rows[step]![stage]! };
}

function countHistories(game: Game): number {
  const P = game.stages.length;
  let paths = new Map<number, number>([...game.start.node].map((node) => [node, 1]));
  let total = 0;
  for (let step = 0; step < game.steps; step++) {
    for (let p = 0; p < P; p++) {
      const { tables, tableOfPhase } = game.stages[p]!;
      const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
      const next = new Map<number, number>();
      for (const [node, count] of paths) {
        const i = node - game.blockStart[p]!;
        const from = table.outcomeStart[table.choiceStart[i]!]!;
        const to = table.outcomeStart[table.choiceStart[i + 1]!]!;
        for (let o = from; o < to; o++) next.set(table.target[o]!, (next.get(table.target[o]!) ?? 0) + count);
      }
      paths = new Map([...next].filter(([node]) => node < game.blockStart[P + 1]!));
      total += [...next].reduce((sum, [node, count]) => (paths.has(node) ? sum : sum + count), 0);
    }
    let alive = 0;
    const next = new Map<number, number>();
    for (const [node, count] of paths) {
      alive += 2 * count;
      next.set(game.nextNode[node - game.blockStart[P]!]!, count);
    }
    total += alive;
    paths = next;
  }
  return total;
}

/**
 * Random sources (some in chains), watches and reports for a game. Claims are of nodes, so that nothing is taken for granted.
 *
 * @param onlyMoves every watch waits for moves and looks at no condition.
 */
export function randomEvidence(game: Game, seed: number, onlyMoves = false): Evidence {
  const random = randomFrom(seed);
  const sources = Array.from({ length: 1 + below(random, 4) }, (_, k) => ({
    name: `source ${k}`,
    reliability: random() < 0.08 ? 1 : random(),
  }));
  const via = sources.map((_, k) => (k > 0 && random() < 0.5 ? below(random, k) : -1));
  const chainOf = (source: number): number[] => (source < 0 ? [] : [source, ...chainOf(via[source]!)]);
  const P = game.stages.length;
  const nodes = game.blockStart[P + 2]!;
  const watches = Array.from({ length: 1 + below(random, 4) }, () => {
    const withMoves = onlyMoves || random() < 0.6;
    const holds = new Uint8Array(onlyMoves || (withMoves && random() < 0.7) ? 0 : nodes);
    if (random() < 0.5) for (let k = game.blockStart[P]!; k < holds.length; k++) holds[k] = random() < 0.3 ? 1 : 0;
    else {
      const state = below(random, 4);
      for (let k = game.blockStart[P]!; k < holds.length; k++) holds[k] = game.stateCode[k] === state ? 1 : 0;
    }
    const moves = withMoves ? MOVES.flatMap((_, m) => (random() < 0.4 ? [m] : [])) : [];
    return { from: below(random, game.steps), moves: Int32Array.from(moves), holds };
  });
  const reports: EvidenceReport[] = [];
  const count = below(random, 7);
  for (let k = 0; k < count; k++) {
    const same = k > 0 && random() < 0.3 ? reports[reports[below(random, k)]!.sameAs]! : undefined;
    const claim =
      same?.claim ??
      Array.from({ length: 1 + below(random, 2) }, () => ({
        watch: below(random, watches.length),
        never: random() < 0.4,
      }));
    const from = Math.max(...claim.map(({ watch }) => watches[watch]!.from));
    const to = from + below(random, game.steps - from);
    const toldStep = Math.min(game.steps - 1, to + below(random, 2));
    reports.push({
      id: `report ${k}`,
      chain: chainOf(below(random, sources.length)),
      hit: [0.98, 0.9, 0.75, 0.55, 0.25, 0.5, 0][below(random, random() < 0.1 ? 7 : 6)]!,
      to,
      toldDay: toldStep * 10 + below(random, 10),
      toldStep,
      sameAs: same?.sameAs ?? k,
      claim,
    });
  }
  return { sources, watches, reports };
}
