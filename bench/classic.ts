/**
 * Classic games: `npm run bench -- classic`. Under a minute.
 *
 * - The branch of logit equilibria of random tables (payoffs even in [0, 1],
 *   five seeds a size) to λ = 1, to λ = 100 and to a regret of 1e-8 of the
 *   payoff range; medians of processor time. Where `gambit-logit` is on the
 *   PATH it runs on the same games, its start (that of a 1 × 1 game)
 *   taken off; where it is not, that is said, and published medians of games
 *   of the same kind on another machine stand beside ours, which only their
 *   order of magnitude makes comparable.
 * - Stationary Markov equilibria of random stochastic games to λ = 1 as the
 *   states grow; beside sgamesolver where Python can import it.
 * - Sequential trees up to 10⁶ nodes: time per node.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BranchTracer } from "../src/numeric/branch-tracer.ts";
import { LogitSystem } from "../src/numeric/logit-system.ts";
import { randomStream } from "../src/numeric/random.ts";
import { profileWorth } from "../src/solvers/classic/profile-worth.ts";
import { solveRecursively } from "../src/solvers/classic/solve-recursively.ts";
import { traceToLimit } from "../src/solvers/classic/trace-to-limit.ts";
import { rangesOfGame } from "../src/tree/strategic-game.ts";
import { markovTimes } from "./classic-markov.ts";
import { randomTable, tableText } from "./classic-tables.ts";
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

const gambit = onPath("gambit-logit");

function onPath(name: string): boolean {
  return spawnSync(name, ["-h"], { stdio: "ignore" }).error === undefined;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Processor milliseconds of a run, the fastest of as many as fit into a short time. */
function timed(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  let spent = 0;
  for (let k = 0; k < 5 && spent < 120; k++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
    spent += (user + system) / 1000;
  }
  return best;
}

function traceOurs(players: number, actions: number, seed: number, goal: Goal): number {
  const game = randomTable(players, actions, seed);
  const system = new LogitSystem();
  const ranges = rangesOfGame(game);
  const first = Int32Array.from({ length: players + 1 }, (_, i) => i * actions);
  return timed(() => {
    if (goal === "regret") {
      system.load(game, new Float64Array(players).fill(FARTHEST));
      if (!traceToLimit(system, { first, range: ranges }, REGRET).converged) throw new Error("did not arrive");
    } else {
      system.load(game, new Float64Array(players).fill(Number(goal)));
      if (!new BranchTracer(system).trace().converged) throw new Error("did not arrive");
    }
  });
}

/** Processor milliseconds of a child, its start included. */
function traceTheirs(file: string, goal: Goal): number {
  const args = ["-q", "-e", ...(goal === "regret" ? [] : ["-l", goal]), file];
  const before = process.resourceUsage();
  execFileSync("bash", ["-c", 'time -p "$@" >/dev/null', "bash", "gambit-logit", ...args], { stdio: "ignore" });
  const after = process.resourceUsage();
  return (after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime) / 1000;
}

function tracing(): object[] {
  const folder = mkdtempSync(join(tmpdir(), "brink-bench-"));
  const rows: object[] = [];
  try {
    for (const [players, actions] of SIZES) {
      for (const goal of GOALS) {
        const ours = median(SEEDS.map((seed) => traceOurs(players, actions, seed, goal)));
        const published = publishedMedians[`${players}x${actions}`]![goal];
        const theirs = gambit
          ? median(
              SEEDS.map((seed) => {
                const file = join(folder, `${players}x${actions}-${seed}.nfg`);
                writeFileSync(file, tableText(randomTable(players, actions, seed)));
                return traceTheirs(file, goal);
              }),
            )
          : null;
        rows.push({ players, actions, goal, milliseconds: round(ours), gambit: theirs, gambitElsewhere: published });
        console.error(`${players} × ${actions} to ${goal}: ${round(ours)} ms; Gambit elsewhere ${published} ms`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
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

recordResult("classic", {
  gambit: gambit
    ? "on the PATH, run beside"
    : "not on the PATH: `gambitElsewhere` has published medians of another machine",
  tracing: tracing(),
  markov: markovTimes(),
  trees: trees(),
});
