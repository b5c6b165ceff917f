import { spawnSync } from "node:child_process";
import { randomStream } from "../src/numeric/random.ts";
import { solveEndless } from "../src/solvers/solve-endless.ts";
import { buildMarkovGame } from "../test/solvers/build-markov-game.ts";

const PLAYERS = 2;
const ACTIONS = 3;
const DELTA = 0.95;

/**
 * Seconds that sgamesolver 1.0.2 (compiled, one thread) took to λ = 1 on random
 * games of this size elsewhere: 2 players, 3 actions, δ = 0.95, payoffs in
 * [0, 1]. Up to 32 states medians of three seeds, above one seed.
 */
const publishedSeconds: Readonly<Record<number, number>> = { 16: 0.08, 32: 0.31, 64: 2.2, 128: 14, 256: 134 };

/**
 * Processor time to the stationary equilibrium at λ = 1 by number of states,
 * by the rule that a crisis takes (clocks), and along the branch from λ = 0
 * (which is what the peer does).
 */
export function markovTimes(): object {
  const peer = spawnSync("python3", ["-c", "import sgamesolver"], { stdio: "ignore" }).status === 0;
  const rows = [16, 32, 64, 128, 256].map((states) => {
    const game = randomMarkovGame(states, states);
    const clocks = timed(() => solveEndless(game).record);
    const branch = timed(() => solveEndless(game, { maxSteps: 1 }).record);
    const published = publishedSeconds[states]!;
    console.error(
      `${states} states: ${clocks.milliseconds} ms by clocks, ${branch.milliseconds} ms by branch; sgamesolver elsewhere ${published * 1000} ms`,
    );
    return { states, clocks, branch, sgamesolverElsewhere: published * 1000 };
  });
  return {
    sgamesolver: peer
      ? "can be imported here; run it on the same games by hand"
      : "cannot be imported here: `sgamesolverElsewhere` has published milliseconds of another machine",
    rows,
  };
}

function timed(run: () => { readonly converged: boolean; readonly residual: number }): {
  readonly milliseconds: number;
  readonly residual: number;
} {
  let best = Number.POSITIVE_INFINITY;
  let residual = Number.NaN;
  for (let k = 0; k < 3; k++) {
    const before = process.cpuUsage();
    const record = run();
    const { user, system } = process.cpuUsage(before);
    if (!record.converged) throw new Error("did not converge");
    best = Math.min(best, (user + system) / 1000);
    residual = record.residual;
    if (best > 1000) break;
  }
  return { milliseconds: Number(best.toPrecision(3)), residual };
}

function randomMarkovGame(states: number, seed: number): ReturnType<typeof buildMarkovGame> {
  const random = randomStream(seed, 64);
  const profiles = ACTIONS ** PLAYERS;
  const draw = (count: number): number[] => Array.from({ length: count }, () => random.next());
  const payoffs = Array.from({ length: states * profiles }, () => draw(PLAYERS));
  const chances = Array.from({ length: states * profiles }, () => {
    const weights = draw(states);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  const at = (state: number, profile: readonly number[]): number =>
    state * profiles + profile.reduce((index, action) => index * ACTIONS + action, 0);
  return buildMarkovGame({
    counts: Array.from({ length: states }, () => Array.from({ length: PLAYERS }, () => ACTIONS)),
    payoff: (state, profile) => payoffs[at(state, profile)]!,
    next: (state, profile) => chances[at(state, profile)]!,
    precision: Array.from({ length: PLAYERS }, () => 1),
    discount: Array.from({ length: PLAYERS }, () => DELTA),
  });
}
