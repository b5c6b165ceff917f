/**
 * Draws of the parameters per second, on the Caribbean crisis and on the
 * teaching example: `npm run bench -- draws [DRAWS]`, 32 by default for the
 * Caribbean crisis and 4096 times as many for the example. One and two threads
 * against a plain loop in which each draw is a single solve that reads the file
 * and lays the game out anew. Everything in one run; processor time beside wall
 * time, since other programs may be at work.
 */
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { EvidenceOfParts } from "../src/analysis/evidence-of-parts.ts";
import { runDraws } from "../src/analysis/ranges/run-draws.ts";
import { partsOf } from "../src/crisis/compile/parts.ts";
import { PartCompiler } from "../src/crisis/compile-game.ts";
import { FilterGrounds } from "../src/inference/filter-ground.ts";
import { filterOdds } from "../src/inference/filter-odds.ts";
import { LANES } from "../src/lanes/kernel.ts";
import { LaneGames } from "../src/lanes/lane-games.ts";
import { solveBackward } from "../src/solvers/solve-backward.ts";
import { bundled } from "./bundled.ts";
import { now, type Seconds, since, type Tasks, tasksOf } from "./drawn-tasks.ts";
import { recordResult } from "./record-result.ts";
import { inTurns } from "./rounds.ts";

const DRAWS = Number(process.argv[2] ?? 32);
/** One and two threads take turns so often: more often where a round is short. */
const ROUNDS = { caribbean: 8, deterrence: 36 };
/** After so many rounds the processes start anew: the same program runs 15 to 20 % faster or slower from one start to the next. */
const ROUNDS_OF_START = { caribbean: 2, deterrence: 4 };
/** Draws of the plain loop at most. */
const MOST_PLAIN = { caribbean: 24, deterrence: 2048 };

/** Draws per second on the clock, and processor milliseconds a draw. */
function perDraw(
  { wall, cpu }: Seconds,
  draws: number,
): { readonly perSecond: number; readonly cpuMilliseconds: number } {
  const milliseconds = (1000 * cpu) / draws;
  return { perSecond: Math.round((100 * draws) / wall) / 100, cpuMilliseconds: Number(milliseconds.toPrecision(3)) };
}

/** Each draw by itself: the file read, the game laid out, solved and filtered. */
function plainLoop({ load, request, draws }: Tasks): Seconds {
  const begin = now();
  for (const parameters of draws) {
    const [result] = runDraws({ crisis: load(), request, draws: [parameters] });
    if (!result || "failure" in result) throw new Error("a draw makes no game");
  }
  return since(begin);
}

/** A process whose threads have started and are warm. */
async function processWith(
  file: string,
  count: number,
  threads: number,
): Promise<{ readonly run: () => Promise<Seconds>; readonly end: () => void }> {
  const child = fork(program, [file, `${count}`, `${threads}`], { execArgv: [] });
  await once(child, "message");
  return {
    async run() {
      child.send("run");
      const [taken] = (await once(child, "message")) as [Seconds];
      return taken;
    },
    end: () => void child.kill(),
  };
}

/** Processor milliseconds of a draw in this thread, by what they go to: games solved and filtered at once, or one by one. */
function stages({ crisis, request, draws }: Tasks, atOnce: number): Record<string, number> {
  const some = draws.slice(0, Math.min(16, draws.length));
  const spent: Record<string, number> = {};
  let last = now().cpu;
  const lap = (stage: string): void => {
    const at = now().cpu;
    spent[stage] = (spent[stage] ?? 0) + (1000 * (at - last)) / some.length;
    last = at;
  };
  const compiler = new PartCompiler(crisis, { goodFor: atOnce });
  const told = new EvidenceOfParts({ crisis, request }, some[0]!);
  const grounds = new FilterGrounds();
  const lanes = new LaneGames();
  for (const parameters of some) {
    const parts = partsOf(crisis, parameters);
    for (let first = 0; first < parts.length; first += atOnce) {
      const group = parts.slice(first, first + atOnce);
      const games = group.map((part) => compiler.compile({ part, parameters }).game!);
      lap("compile");
      const solved = atOnce > 1 ? lanes.solve(games) : solveBackward(games[0]!);
      lap("solve");
      const [game] = games;
      const evidence = told.of(game!, group[0]!.fixedLevels);
      const ground = grounds.of(game!, evidence, request);
      lap("prepareFilter");
      if (typeof solved === "boolean") lanes.filterOdds(ground);
      else filterOdds(game!, solved.policy, evidence, request, ground);
      lap("filter");
    }
  }
  return Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(100 * ms) / 100]));
}

async function measure(of: keyof typeof ROUNDS, file: string, count: number): Promise<object> {
  const rounds = ROUNDS[of];
  const tasks = tasksOf(file, count);
  plainLoop({ ...tasks, draws: tasks.draws.slice(0, 2) });
  // So slow that some of the draws tell enough.
  const few = tasks.draws.slice(0, Math.min(count, MOST_PLAIN[of]));
  const plain = plainLoop({ ...tasks, draws: few });
  const processes = [await processWith(file, count, 1), await processWith(file, count, 2)];
  const cpu = [0, 0];
  const withThreads = (index: 0 | 1) => async (round: number) => {
    if (round > 0 && round % ROUNDS_OF_START[of] === 0) {
      processes[index]!.end();
      processes[index] = await processWith(file, count, index + 1);
    }
    const taken = await processes[index]!.run();
    cpu[index]! += taken.cpu / rounds;
    return taken.wall;
  };
  const { slow, fast, ratio, ratios } = await inTurns(rounds, withThreads(0), withThreads(1));
  for (const { end } of processes) end();
  return {
    draws: count,
    parts: partsOf(tasks.crisis).length,
    rounds,
    plainLoop: perDraw(plain, few.length),
    oneThread: perDraw({ wall: slow, cpu: cpu[0]! }, count),
    twoThreads: perDraw({ wall: fast, cpu: cpu[1]! }, count),
    oneThreadOverPlainLoop: Math.round((100 * plain.wall * count) / (slow * few.length)) / 100,
    twoThreadsOverOne: Math.round(100 * ratio) / 100,
    byRound: ratios.map((one) => Math.round(100 * one) / 100),
    secondsFor256OnTwoThreads: Math.round((2560 * fast) / count) / 10,
    stagesCpuMilliseconds: { atOnce: stages(tasks, LANES), oneByOne: stages(tasks, 1) },
  };
}

execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build.mjs", import.meta.url))]);
const program = await bundled("draws-process");
const load = loadavg()[0]!;
recordResult("draws", {
  about: "draws of the parameters, each a full solve and forward filter of all parts",
  loadAverageBefore: Math.round(load * 10) / 10,
  caribbean: await measure("caribbean", "crises/caribbean-2025/crisis.yaml", DRAWS),
  deterrence: await measure("deterrence", "crises/deterrence/crisis.yaml", 4096 * DRAWS),
});
