/**
 * A process of its own with a pool of threads, for `draws.ts`: what else has
 * run in a process changes how fast its code is. `FILE COUNT THREADS`; it says
 * when it is warm, then runs the draws whenever it is told to and tells the time.
 */
import { resolve } from "node:path";
import { drawsInTask } from "../src/analysis/ranges/draw-solver.ts";
import { partPool } from "../src/cli/part-pool.ts";
import { now, type Seconds, since, tasksOf } from "./drawn-tasks.ts";

const [file = "", count = "", threads = ""] = process.argv.slice(2);
const worker = resolve("dist/cli/part-worker.js");
const { crisis, request, draws } = tasksOf(file, Number(count));
const pool = partPool(Number(threads), worker);
const size = drawsInTask(draws.length, Number(threads));
const tasks = Array.from({ length: Math.ceil(draws.length / size) }, (_, k) => ({
  crisis,
  request,
  draws: draws.slice(k * size, (k + 1) * size),
}));

async function run(): Promise<Seconds> {
  const begin = now();
  await pool.runDraws(tasks);
  return since(begin);
}

await run();
process.on("message", async () => process.send!(await run()));
process.send!("warm");
