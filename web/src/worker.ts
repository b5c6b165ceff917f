/**
 * The page's worker: keeps the page free while a crisis is read, solved and
 * questioned. The workers it starts run this same script and solve parts.
 */
import { answerPart, QuickParts, type QuickTaskResult } from "brink";
import { answerWork } from "./solver/answer-work.ts";
import { Dropped, type Lane, type NamedQuickTask, PartPool, type WorkerTask } from "./solver/part-pool.ts";
import { AHEAD, type Ask, type Told, type Work } from "./solver/protocol.ts";
import { RememberedRuns } from "./solver/remember-parts.ts";
import { PART_WORKER, startPartWorker } from "./solver/start-part-worker.ts";

/** One core stays with the page; each worker holds the tables of one part. */
const MOST_WORKERS = 4;
const pool = new PartPool(Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency)), startPartWorker);
const runs = new RememberedRuns();
const lanes = new Map<string, Lane>();

let quickParts = new QuickParts();
let quickTasks = 0;

if (self.name === PART_WORKER)
  self.onmessage = ({ data }: MessageEvent<WorkerTask>) => void hearTask(data).catch(raise);
else self.onmessage = ({ data }: MessageEvent<Ask>) => hear(data);

/** A fault of ours: the one who started this worker hears of errors, not of refused promises. */
function raise(thrown: unknown): void {
  setTimeout(() => {
    throw thrown;
  });
}

async function hearTask(task: WorkerTask): Promise<void> {
  if ("quick" in task) self.postMessage(await answerQuick(task));
  else if ("draws" in task) self.postMessage((await import("./solver/run-draws-later.ts")).solveDraws(task));
  else self.postMessage(await answerPart(task));
}

/** The first view asks once; whoever asks again moves a slider, or a date, and goes on for a while. */
async function answerQuick({ quick, about }: NamedQuickTask): Promise<QuickTaskResult> {
  quickTasks += 1;
  if (quickTasks === 2) {
    await import("./solver/lanes-later.ts").then(
      ({ quickPartsAtOnce }) => {
        quickParts = quickPartsAtOnce();
      },
      // The server is gone. One part after the other has the same digits.
      () => {},
    );
  }
  return quickParts.answer(quick, about);
}

function hear(data: Ask): void {
  if ("drop" in data) {
    drop(data.drop);
    return;
  }
  drop(data.lane);
  const lane: Lane = { dropped: false };
  lanes.set(data.lane, lane);
  void answer(data.id, data.work, lane, !data.lane.startsWith(AHEAD));
}

function drop(name: string): void {
  const lane = lanes.get(name);
  lanes.delete(name);
  if (lane) pool.drop(lane);
}

async function answer(id: number, work: Work, lane: Lane, urgent: boolean): Promise<void> {
  const tell = (told: Told): void => self.postMessage(told);
  const source = JSON.stringify(work.source);
  try {
    const reply = await answerWork(work, {
      runner: runs.runner(pool.runner(lane, { urgent, short: urgent && work.kind !== "explain" })),
      quickRunner: (shape) => pool.quickRunner(lane, `${shape}\n${"asOf" in work ? work.asOf : ""}\n${source}`, urgent),
      drawRunner: pool.drawRunner(lane),
      threads: pool.size,
      onProgress: (done, all) => tell({ id, progress: { done, all } }),
      clock: () => performance.now(),
    });
    tell(lane.dropped ? { id, dropped: true } : { id, reply });
  } catch (thrown) {
    if (thrown instanceof Dropped) tell({ id, dropped: true });
    else tell({ id, fault: thrown instanceof Error ? thrown.message : String(thrown) });
    // Whatever failed, the rest of it is of no use.
    pool.drop(lane);
  }
}
