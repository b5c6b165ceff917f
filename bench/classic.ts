/**
 * Classic games: `npm run bench -- classic`. A minute; five with the peers.
 *
 * - The branch of logit equilibria of random tables (payoffs even in [0, 1],
 *   five seeds a size) to λ = 1, to λ = 100 and to a regret of 1e-8 of the
 *   payoff range; medians of processor time. Where `gambit-logit` is on the
 *   PATH it runs on the same games beside us, its start (that of a game of one
 *   profile) taken off, and its answers are compared; where it is not, that is
 *   said, and published medians of games of the same kind on another machine
 *   stand beside ours, which only their order of magnitude makes comparable.
 * - Stationary Markov equilibria of random stochastic games to λ = 1 as the
 *   states grow; beside sgamesolver where Python can import it.
 * - Sequential trees up to 10⁶ nodes: time per node.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BranchTracer } from "../src/numeric/branch-tracer.ts";
import { LogitSystem } from "../src/numeric/logit-system.ts";
import { randomStream } from "../src/numeric/random.ts";
import type { StageGame } from "../src/numeric/stage-game.ts";
import { profileWorth } from "../src/solvers/classic/profile-worth.ts";
import { solveRecursively } from "../src/solvers/classic/solve-recursively.ts";
import { traceToLimit } from "../src/solvers/classic/trace-to-limit.ts";
import { rangesOfGame } from "../src/tree/strategic-game.ts";
import { GambitLogit, hasGambit } from "./classic-gambit.ts";
import { markovTimes } from "./classic-markov.ts";
import { randomTable } from "./classic-tables.ts";
import { sequentialTree } from "./classic-trees.ts";
import { publishedMedians } from "./published-medians.ts";
import { recordResult } from "./record-result.ts";

const SIZES = [2, 3, 4, 5].flatMap((players) => [3, 4, 5, 6].map((actions) => [players, actions] as const));
const SEEDS = [1, 2, 3, 4, 5];
const GOALS = ["1", "100", "regret"] as const;
type Goal = (typeof GOALS)[number];
const REGRET = 1e-8;
/** λ at which the way to a regret is given up. */
const FARTHEST = 1e9;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/**
 * Processor milliseconds of a run, the fastest of as many as fit into a short
 * time: short runs are made often enough for the engine to compile them, as a
 * peer's program is before it starts.
 */
function timed(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let k = 0; k < 300 && spent < 120; k++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
    spent += (user + system) / 1000;
  }
  return best;
}

interface OurRun {
  readonly milliseconds: number;
  readonly profile: Float64Array;
}

function traceOurs(game: StageGame, goal: Goal): OurRun {
  const { players, counts } = game;
  const system = new LogitSystem();
  const ranges = rangesOfGame(game);
  const first = Int32Array.from({ length: players + 1 }, (_, i) => i * counts[0]!);
  let profile = new Float64Array(0);
  const milliseconds = timed(() => {
    system.load(game, new Float64Array(players).fill(goal === "regret" ? FARTHEST : Number(goal)));
    const limit = goal === "regret" ? traceToLimit(system, { first, range: ranges }, REGRET) : undefined;
    const { probabilities, converged } = limit?.branch ?? new BranchTracer(system).trace();
    if (!(limit?.converged ?? converged)) throw new Error("did not arrive");
    profile = probabilities.slice(0, first[players]!);
  });
  return { milliseconds, profile };
}

/** One size to one goal, both programs on the same games one after the other. */
function tracingRow(players: number, actions: number, goal: Goal, gambit: GambitLogit | undefined): object {
  const runs = SEEDS.map((seed) => {
    const game = randomTable(players, actions, seed);
    const ours = traceOurs(game, goal);
    const theirs = gambit?.trace(game, goal === "regret" ? { regret: REGRET } : { lambda: Number(goal) });
    return { ours, theirs };
  });
  const milliseconds = round(median(runs.map(({ ours }) => ours.milliseconds)));
  const name = `${players} × ${actions} to ${goal}`;
  if (!gambit) {
    const gambitElsewhere = publishedMedians[`${players}x${actions}`]![goal];
    console.error(`${name}: ${milliseconds} ms; Gambit elsewhere ${gambitElsewhere} ms`);
    return { players, actions, goal, milliseconds, gambit: null, gambitElsewhere };
  }
  const theirs = median(runs.map(({ theirs }) => theirs!.milliseconds));
  const ratio = Math.round(theirs / milliseconds);
  const difference = Math.max(...runs.map(({ ours, theirs }) => distance(ours.profile, theirs!.profile)));
  console.error(`${name}: ${milliseconds} ms; Gambit ${round(theirs)} ms, ${ratio} times; apart ${round(difference)}`);
  return { players, actions, goal, milliseconds, gambit: round(theirs), ratio, difference: round(difference) };
}

function tracing(): object {
  const folder = mkdtempSync(join(tmpdir(), "brink-bench-"));
  try {
    const gambit = hasGambit() ? new GambitLogit(folder) : undefined;
    const rows = SIZES.flatMap(([players, actions]) => GOALS.map((goal) => tracingRow(players, actions, goal, gambit)));
    return {
      gambit: gambit
        ? `on the PATH, run beside us; ${round(gambit.start)} ms of starting it taken off`
        : "not on the PATH: `gambitElsewhere` has published medians of another machine",
      tracing: rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let k = 0; k < a.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

function trees(): object[] {
  return [3, 4, 5, 6].map((power) => {
    const tree = sequentialTree(10 ** power, randomStream(power));
    const precision = new Float64Array(tree.players.length).fill(1);
    let sum = 0;
    const milliseconds = timed(() => {
      const { profile, payoffs } = solveRecursively(tree, precision, 0);
      sum = payoffs[0]! + profileWorth(tree, profile).gains[0]!;
    });
    const nodes = tree.infoset.length;
    const nanosecondsPerNode = Math.round((milliseconds * 1e6) / nodes);
    console.error(`${nodes} nodes: ${round(milliseconds)} ms, ${nanosecondsPerNode} ns a node (${sum.toFixed(3)})`);
    return { nodes, milliseconds: round(milliseconds), nanosecondsPerNode };
  });
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

recordResult("classic", { ...tracing(), markov: markovTimes(), trees: trees() });
