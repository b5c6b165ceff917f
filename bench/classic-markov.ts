import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Game } from "../src/game/game.ts";
import type { Policy } from "../src/game/policy.ts";
import { randomStream } from "../src/numeric/random.ts";
import { endlessResidual } from "../src/solvers/endless-residual.ts";
import { memberMix } from "../src/solvers/endless-sweep.ts";
import { solveEndless } from "../src/solvers/solve-endless.ts";
import { buildMarkovGame } from "../test/solvers/build-markov-game.ts";

const PLAYERS = 2;
const ACTIONS = 3;
const DELTA = 0.95;
const LAMBDA = 1;
const PROFILES = ACTIONS ** PLAYERS;
const SIZES = [16, 32, 64, 128, 256];
/** The peer's time grows with the third power of the states: minutes beyond these. */
const MOST_STATES_OF_PEER = 128;

/**
 * Seconds that sgamesolver 1.0.2 (compiled, one thread) took to λ = 1 on random
 * games of this size elsewhere: 2 players, 3 actions, δ = 0.95, payoffs in
 * [0, 1]. Up to 32 states medians of three seeds, above one seed.
 */
const publishedSeconds: Readonly<Record<number, number>> = { 16: 0.08, 32: 0.31, 64: 2.2, 128: 14, 256: 134 };

/** A random stochastic game, as drawn: [state · PROFILES + profile][player] and […][next state]. */
interface Drawn {
  readonly states: number;
  readonly payoffs: readonly (readonly number[])[];
  readonly chances: readonly (readonly number[])[];
}

interface PeerRun {
  readonly milliseconds: number;
  readonly implementation: string;
  readonly converged: boolean;
  readonly steps: number;
  /** [state][player][action]. */
  readonly strategies: readonly (readonly (readonly number[])[])[];
}

/**
 * Processor time to the stationary equilibrium at λ = 1 by number of states,
 * by the rule that a crisis takes (clocks), and along the branch from λ = 0
 * (which is what the peer does). Our times hold the check of the residual.
 * The peer's leave out starting Python and building its game, as ours leave
 * out building ours.
 */
export function markovTimes(): object {
  const peer = hasSgamesolver();
  const rows = SIZES.map((states) => markovRow(drawGame(states, states), peer));
  const [small, large] = [rows.at(-3)!, rows.at(-1)!];
  const power = Math.log(large.clocks.milliseconds / small.clocks.milliseconds) / Math.log(large.states / small.states);
  return {
    sgamesolver: peer
      ? "importable, run beside us on the same games, one thread; starting it and building the game not counted"
      : "cannot be imported here: `sgamesolverElsewhere` has published milliseconds of another machine",
    /** Time by clocks grows like states^power over the last two doublings. */
    growthPower: round(power),
    rows,
  };
}

function hasSgamesolver(): boolean {
  return spawnSync("python3", ["-c", "import sgamesolver"], { stdio: "ignore" }).status === 0;
}

function markovRow(drawn: Drawn, peer: boolean) {
  const { states } = drawn;
  const game = gameOf(drawn);
  const clocks = timed(() => solveEndless(game));
  const branch = timed(() => solveEndless(game, { maxSteps: 1 }));
  const ours = { states, clocks: clocks.figures, branch: branch.figures };
  const words = `${states} states: ${ours.clocks.milliseconds} ms by clocks, ${ours.branch.milliseconds} ms by branch`;
  if (!peer) {
    const sgamesolverElsewhere = publishedSeconds[states]! * 1000;
    console.error(`${words}; sgamesolver elsewhere ${sgamesolverElsewhere} ms`);
    return { ...ours, sgamesolver: null, sgamesolverElsewhere };
  }
  if (states > MOST_STATES_OF_PEER) {
    console.error(`${words}; sgamesolver not run`);
    return { ...ours, sgamesolver: null };
  }
  const theirs = solveByPeer(drawn);
  const sgamesolver = {
    milliseconds: round(theirs.milliseconds),
    implementation: theirs.implementation,
    steps: theirs.steps,
    residual: residualOf(game, theirs),
  };
  const ratio = {
    clocks: Math.round(theirs.milliseconds / ours.clocks.milliseconds),
    branch: Math.round(theirs.milliseconds / ours.branch.milliseconds),
  };
  const difference = round(farthest(game, clocks.policy, theirs));
  console.error(
    `${words}; sgamesolver ${sgamesolver.milliseconds} ms, ${ratio.clocks} and ${ratio.branch} times; apart ${difference}`,
  );
  return { ...ours, sgamesolver, ratio, difference };
}

function solveByPeer(drawn: Drawn): PeerRun {
  const driver = fileURLToPath(new URL("./reference/stationary.py", import.meta.url));
  const result = spawnSync("python3", [driver], {
    input: JSON.stringify(specOf(drawn)),
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  if (result.status !== 0) throw new Error(`sgamesolver: ${result.stderr}`);
  const run = JSON.parse(result.stdout) as PeerRun;
  if (!run.converged) throw new Error("sgamesolver did not converge");
  return run;
}

/** The game as the driver reads it. */
function specOf({ states, payoffs, chances }: Drawn): object {
  const table = <T>(of: (cell: number) => T, state: number): T[][] =>
    Array.from({ length: ACTIONS }, (_, a) =>
      Array.from({ length: ACTIONS }, (_, b) => of(state * PROFILES + a * ACTIONS + b)),
    );
  const all = Array.from({ length: states }, (_, state) => state);
  return {
    payoffs: all.map((state) =>
      Array.from({ length: PLAYERS }, (_, player) => table((cell) => payoffs[cell]![player]!, state)),
    ),
    transitions: all.map((state) => table((cell) => chances[cell]!, state)),
    discount: DELTA,
    precision: LAMBDA,
  };
}

/** How well the peer's strategies meet the equations, by our check. */
function residualOf(game: Game, { strategies }: PeerRun): number {
  const probability = Float64Array.from(
    strategies.flatMap(([first, second]) => first!.flatMap((p) => second!.map((q) => p * q))),
  );
  return endlessResidual(game, { at: (_, stage) => (stage === 0 ? probability : new Float64Array(0)) });
}

/** Largest difference between a probability of ours and of the peer's. */
function farthest(game: Game, policy: Policy, { strategies }: PeerRun): number {
  const table = game.stages[0]!.tables[0]!;
  let worst = 0;
  strategies.forEach((players, state) => {
    players.forEach((strategy, player) => {
      const mix = memberMix(table, PLAYERS, state, player, policy.at(0, 0));
      strategy.forEach((p, a) => {
        worst = Math.max(worst, Math.abs(p - mix[a]!));
      });
    });
  });
  return worst;
}

function timed(run: () => ReturnType<typeof solveEndless>): {
  readonly policy: Policy;
  readonly figures: { readonly milliseconds: number; readonly residual: number };
} {
  let best = Number.POSITIVE_INFINITY;
  let spent = 0;
  let solution = undefined as ReturnType<typeof solveEndless> | undefined;
  for (let k = 0; k < 10 && spent < 1500; k++) {
    const before = process.cpuUsage();
    solution = run();
    const { user, system } = process.cpuUsage(before);
    if (!solution.record.converged) throw new Error("did not converge");
    best = Math.min(best, (user + system) / 1000);
    spent += (user + system) / 1000;
  }
  const { policy, record } = solution!;
  return { policy, figures: { milliseconds: round(best), residual: record.residual } };
}

export function drawGame(states: number, seed: number): Drawn {
  const random = randomStream(seed, 64);
  const draw = (count: number): number[] => Array.from({ length: count }, () => random.next());
  const payoffs = Array.from({ length: states * PROFILES }, () => draw(PLAYERS));
  const chances = Array.from({ length: states * PROFILES }, () => {
    const weights = draw(states);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  return { states, payoffs, chances };
}

export function gameOf({ states, payoffs, chances }: Drawn): Game {
  const at = (state: number, profile: readonly number[]): number =>
    state * PROFILES + profile.reduce((index, action) => index * ACTIONS + action, 0);
  return buildMarkovGame({
    counts: Array.from({ length: states }, () => Array.from({ length: PLAYERS }, () => ACTIONS)),
    payoff: (state, profile) => payoffs[at(state, profile)]!,
    next: (state, profile) => chances[at(state, profile)]!,
    precision: Array.from({ length: PLAYERS }, () => LAMBDA),
    discount: Array.from({ length: PLAYERS }, () => DELTA),
  });
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
