import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { queueAddress } from "../../sweep/queue/queue-address.ts";
import { startWorker } from "../../sweep/queue/start-worker.ts";
import type { Answer, CommandInput, CommandRun } from "../command.ts";
import { wrongUse } from "../command-error.ts";
import { Notices } from "../notices.ts";
import { stopSignal } from "../stop-signal.ts";
import { sweepVersion, sweepWorkerFile } from "../sweep-version.ts";
import { sweepFailure } from "./sweep.ts";

/** Milliseconds between two lines about what is done. */
const TELL_EVERY = 10_000;

/** `brink worker`: computes rows of sweeps from a queue, until it is stopped. */
export const workerCommand: CommandRun = async (input) => {
  try {
    return await work(input);
  } catch (thrown) {
    throw sweepFailure(thrown);
  }
};

async function work({ options, host }: CommandInput): Promise<Answer> {
  const address = queueAddress(String(options.queue));
  if (!existsSync(sweepWorkerFile)) {
    throw wrongUse("worker-not-built", "Workers run only in the built program.", "run `npm run build` once.");
  }
  const version = sweepVersion();
  const threads = typeof options.threads === "number" ? options.threads : availableParallelism();
  const notices = new Notices(host.err, "Working");
  const done = { jobs: 0, rows: 0 };
  const stop = stopSignal();
  const worker = await startWorker({
    address,
    version,
    threads,
    lock: 1000 * (typeof options.lock === "number" ? options.lock : 10),
    processorFile: sweepWorkerFile,
    onNotice: (notice) => notices.say(notice),
    onRows(rows) {
      done.jobs += 1;
      done.rows += rows;
    },
  }).catch((thrown: unknown) => {
    stop.end();
    throw thrown;
  });
  notices.say(
    `Brink ${version} works for ${address.shown} with ${threads === 1 ? "1 thread" : `${threads} threads`}. Ctrl+C ends it after its jobs.`,
  );
  let told = 0;
  const timer = setInterval(() => {
    if (done.jobs > told) notices.say(`${doneInWords(done)} so far.`);
    told = done.jobs;
  }, TELL_EVERY);
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    stop.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  clearInterval(timer);
  notices.say("Ending after the jobs at hand; Ctrl+C again ends at once, and they go to others.");
  await worker.close();
  return { data: { brink: version, format: 1, ...done }, text: () => `${doneInWords(done)}.\n` };
}

function doneInWords({ jobs, rows }: { readonly jobs: number; readonly rows: number }): string {
  return `${jobs.toLocaleString("en-US")} ${jobs === 1 ? "job" : "jobs"} (${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}) done`;
}
