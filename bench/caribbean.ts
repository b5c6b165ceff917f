/**
 * The forecast of the Caribbean crisis, all hidden combinations:
 * `npm run bench -- caribbean [RUNS]`. First its stages in this thread, then
 * the whole of it with one and two threads, the start of the threads counted
 * in and left out. Everything in one run, medians; processor time beside wall
 * time, since other programs may be at work.
 */
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { readAsOf } from "../src/analysis/as-of.ts";
import { forecast } from "../src/analysis/forecast.ts";
import { joinBeliefs } from "../src/analysis/joined-belief.ts";
import { loadCrisis } from "../src/cli/load-crisis.ts";
import { partPool } from "../src/cli/part-pool.ts";
import { parameterValues, partsOf } from "../src/crisis/compile/parts.ts";
import { EvidenceCompiler } from "../src/crisis/compile-evidence.ts";
import { PartCompiler } from "../src/crisis/compile-game.ts";
import { FilterGrounds } from "../src/inference/filter-ground.ts";
import { filterOdds } from "../src/inference/filter-odds.ts";
import { filterPart } from "../src/inference/filter-part.ts";
import { solveBackward } from "../src/solvers/solve-backward.ts";
import { uniformPolicy } from "../src/solvers/uniform-policy.ts";
import { recordResult } from "./record-result.ts";

const RUNS = Number(process.argv[2] ?? 7);
const root = fileURLToPath(new URL("..", import.meta.url));
const { crisis } = loadCrisis("crises/caribbean-2025/crisis.yaml", root, new Map());

/** Seconds on the clock and of processor time, all threads of this process together. */
interface Seconds {
  wall: number;
  cpu: number;
}

function now(): Seconds {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

type Lap = (stage: string) => void;

/** What `runParts` does, stage by stage. */
function forecastInStages(lap: Lap): void {
  const asOf = readAsOf(crisis);
  if ("code" in asOf) throw new Error(asOf.message);
  const { ending, byStep } = crisis.question!;
  const request = { asOfStep: asOf.step, asOfDay: asOf.day, question: { ending, byStep } };
  const parameters = parameterValues(crisis);
  const compiler = new PartCompiler(crisis);
  const evidenceCompiler = new EvidenceCompiler(crisis, parameters);
  const grounds = new FilterGrounds();
  const parts = partsOf(crisis, parameters);
  const beliefs = parts.map((part) => {
    const { game } = compiler.compile({ part, parameters });
    lap("compile");
    const { policy } = solveBackward(game!);
    lap("solve");
    const evidence = evidenceCompiler.compile(game!, part.fixedLevels);
    const ground = grounds.of(game!, evidence, request);
    const belief = filterPart(game!, policy, evidence, request, ground);
    lap("filter");
    filterOdds(game!, uniformPolicy(game!), evidence, request, ground);
    lap("noStrategy");
    return belief;
  });
  joinBeliefs(
    beliefs,
    parts.map((part) => part.weight),
  );
  lap("join");
}

function measureStages(): Record<string, Seconds> {
  const runs = Array.from({ length: RUNS }, () => {
    const spent: Record<string, Seconds> = {};
    let last = now();
    forecastInStages((stage) => {
      const at = now();
      const own = spent[stage] ?? { wall: 0, cpu: 0 };
      own.wall += at.wall - last.wall;
      own.cpu += at.cpu - last.cpu;
      spent[stage] = own;
      last = at;
    });
    return spent;
  });
  return Object.fromEntries(Object.keys(runs[0]!).map((stage) => [stage, median(runs.map((run) => run[stage]!))]));
}

/** The whole forecast: the first run with the start of the threads, and runs with threads that are warm. */
async function measureThreads(threads: number): Promise<{ first: Seconds; warm: Seconds }> {
  const worker = fileURLToPath(new URL("../dist/cli/part-worker.js", import.meta.url));
  const firsts: Seconds[] = [];
  const warm: Seconds[] = [];
  for (let k = 0; k < 3; k++) {
    const pool = partPool(threads, worker);
    const run = async (): Promise<Seconds> => {
      const begin = now();
      const { result } = await forecast(crisis, { runner: pool.run, threads: pool.threads });
      if (!result) throw new Error("the crisis has mistakes");
      const end = now();
      return { wall: end.wall - begin.wall, cpu: end.cpu - begin.cpu };
    };
    firsts.push(await run());
    for (let r = 0; r < Math.ceil(RUNS / 3); r++) warm.push(await run());
    await pool.close();
  }
  return { first: median(firsts), warm: median(warm) };
}

function median(all: readonly Seconds[]): Seconds {
  const middle = (of: (one: Seconds) => number): number =>
    Math.round(all.map(of).sort((a, b) => a - b)[all.length >> 1]! * 1000) / 1000;
  return { wall: middle((one) => one.wall), cpu: middle((one) => one.cpu) };
}

/** Time of the whole command in a process of its own, from the file to the text. */
function measureCommand(): number {
  const brink = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
  const times = Array.from({ length: 3 }, () => {
    const begin = now();
    execFileSync(process.execPath, [brink, "forecast", "crises/caribbean-2025/crisis.yaml", "--json"], { cwd: root });
    return { wall: now().wall - begin.wall, cpu: 0 };
  });
  return median(times).wall;
}

execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build.mjs", import.meta.url))]);
const load = loadavg()[0]!;
const stages = measureStages();
const one = await measureThreads(1);
const two = await measureThreads(2);
recordResult("caribbean", {
  about: "seconds of the forecast of the Caribbean crisis, with the no-strategy baseline; medians",
  loadAverageBefore: Math.round(load * 10) / 10,
  stagesInOneThread: stages,
  oneThread: one,
  twoThreads: two,
  speedupOfTwoThreads: Math.round((one.warm.wall / two.warm.wall) * 100) / 100,
  wholeCommand: measureCommand(),
});
