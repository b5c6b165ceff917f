/**
 * Draws of the parameters per second, on the Caribbean crisis and on the
 * teaching example: `npm run bench -- draws [DRAWS]`, 32 by default for the
 * Caribbean crisis and 1024 times as many for the example. One and two threads
 * against a plain loop in which each draw is a single solve that reads the file
 * and lays the game out anew. Everything in one run; processor time beside wall
 * time, since other programs may be at work.
 */
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { readAsOf } from "../src/analysis/as-of.ts";
import { EvidenceOfParts } from "../src/analysis/evidence-of-parts.ts";
import { drawsInTask } from "../src/analysis/ranges/draw-solver.ts";
import { runDraws } from "../src/analysis/ranges/run-draws.ts";
import { uncertainParameters } from "../src/analysis/ranges/uncertain-parameters.ts";
import { factorSpace } from "../src/analysis/sensitivity/factor-space.ts";
import { loadCrisis } from "../src/cli/load-crisis.ts";
import { partPool } from "../src/cli/part-pool.ts";
import { parameterValues, partsOf } from "../src/crisis/compile/parts.ts";
import { PartCompiler } from "../src/crisis/compile-game.ts";
import type { Crisis } from "../src/crisis/model.ts";
import { FilterGrounds } from "../src/inference/filter-ground.ts";
import { filterOdds } from "../src/inference/filter-odds.ts";
import { sobolSequence } from "../src/numeric/sobol.ts";
import { solveBackward } from "../src/solvers/solve-backward.ts";
import { recordResult } from "./record-result.ts";

const DRAWS = Number(process.argv[2] ?? 32);
/** Draws of the plain loop at most. */
const MOST_PLAIN = 2048;
const root = fileURLToPath(new URL("..", import.meta.url));
const worker = fileURLToPath(new URL("../dist/cli/part-worker.js", import.meta.url));

interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

function now(): Seconds {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

function since(begin: Seconds): Seconds {
  const end = now();
  return { wall: end.wall - begin.wall, cpu: end.cpu - begin.cpu };
}

/** Draws per second on the clock, and processor milliseconds a draw. */
function perDraw(
  { wall, cpu }: Seconds,
  draws: number,
): { readonly perSecond: number; readonly cpuMilliseconds: number } {
  return { perSecond: Math.round((100 * draws) / wall) / 100, cpuMilliseconds: Math.round((1e5 * cpu) / draws) / 100 };
}

/** The wide crisis, so that the teaching example, which has no parameters, can be drawn too. */
function tasksOf(file: string, count: number) {
  const load = (): Crisis => {
    const { crisis } = loadCrisis(file, root, new Map());
    return factorSpace(crisis, parameterValues(crisis)).crisis;
  };
  const crisis = load();
  const asOf = readAsOf(crisis);
  if ("code" in asOf) throw new Error(asOf.message);
  const uncertain = uncertainParameters(crisis, parameterValues(crisis));
  const sequence = sobolSequence(uncertain.count, { seed: 1 });
  const draws = Array.from({ length: count }, (_, n) => uncertain.at(sequence.at(n)));
  return { load, crisis, request: { asOfStep: asOf.step, asOfDay: asOf.day }, draws };
}

type Tasks = ReturnType<typeof tasksOf>;

/** Each draw by itself: the file read, the game laid out, solved and filtered. */
function plainLoop({ load, request, draws }: Tasks): Seconds {
  const begin = now();
  for (const parameters of draws) {
    const [result] = runDraws({ crisis: load(), request, draws: [parameters] });
    if (!result || "failure" in result) throw new Error("a draw makes no game");
  }
  return since(begin);
}

async function pooled({ crisis, request, draws }: Tasks, threads: number): Promise<Seconds> {
  const pool = partPool(threads, worker);
  const size = drawsInTask(draws.length, threads);
  const tasks = Array.from({ length: Math.ceil(draws.length / size) }, (_, k) => ({
    crisis,
    request,
    draws: draws.slice(k * size, (k + 1) * size),
  }));
  try {
    // The threads start, and their engines warm up.
    await pool.runDraws(tasks.slice(0, Math.max(2, Math.ceil(tasks.length / 4))));
    const begin = now();
    await pool.runDraws(tasks);
    return since(begin);
  } finally {
    await pool.close();
  }
}

/** Processor milliseconds of a draw, by what they go to, in this thread. */
function stages({ crisis, request, draws }: Tasks): Record<string, number> {
  const some = draws.slice(0, Math.min(16, draws.length));
  const spent: Record<string, number> = {};
  let last = now().cpu;
  const lap = (stage: string): void => {
    const at = now().cpu;
    spent[stage] = (spent[stage] ?? 0) + (1000 * (at - last)) / some.length;
    last = at;
  };
  const compiler = new PartCompiler(crisis);
  const told = new EvidenceOfParts({ crisis, request }, some[0]!);
  const grounds = new FilterGrounds();
  for (const parameters of some) {
    for (const part of partsOf(crisis, parameters)) {
      const { game } = compiler.compile({ part, parameters });
      lap("compile");
      const { policy } = solveBackward(game!);
      lap("solve");
      const evidence = told.of(game!, part.fixedLevels);
      const ground = grounds.of(game!, evidence, request);
      lap("prepareFilter");
      filterOdds(game!, policy, evidence, request, ground);
      lap("filter");
    }
  }
  return Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(100 * ms) / 100]));
}

async function measure(file: string, count: number): Promise<object> {
  const tasks = tasksOf(file, count);
  plainLoop({ ...tasks, draws: tasks.draws.slice(0, 2) });
  // So slow that some of the draws tell enough.
  const few = tasks.draws.slice(0, Math.min(count, MOST_PLAIN));
  const plain = plainLoop({ ...tasks, draws: few });
  const one = await pooled(tasks, 1);
  const two = await pooled(tasks, 2);
  return {
    draws: count,
    parts: partsOf(tasks.crisis).length,
    plainLoop: perDraw(plain, few.length),
    oneThread: perDraw(one, count),
    twoThreads: perDraw(two, count),
    oneThreadOverPlainLoop: Math.round((100 * plain.wall * count) / (one.wall * few.length)) / 100,
    twoThreadsOverOne: Math.round((100 * one.wall) / two.wall) / 100,
    secondsFor256OnTwoThreads: Math.round((2560 * two.wall) / count) / 10,
    stagesCpuMilliseconds: stages(tasks),
  };
}

execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build.mjs", import.meta.url))]);
const load = loadavg()[0]!;
recordResult("draws", {
  about: "draws of the parameters, each a full solve and forward filter of all parts",
  loadAverageBefore: Math.round(load * 10) / 10,
  caribbean: await measure("crises/caribbean-2025/crisis.yaml", DRAWS),
  deterrence: await measure("crises/deterrence/crisis.yaml", 1024 * DRAWS),
});
