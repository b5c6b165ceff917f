import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { bundleHash, type CrisisBundle } from "../../sweep/crisis-bundle.ts";
import type { JobRunner } from "../../sweep/job-runner.ts";
import type { PlannedSweep } from "../../sweep/plan-jobs.ts";
import { cancelSweep } from "../../sweep/queue/cancel-sweep.ts";
import { queueAddress } from "../../sweep/queue/queue-address.ts";
import { runOnQueue } from "../../sweep/queue/run-on-queue.ts";
import { openSession, type QueueSession } from "../../sweep/queue/session.ts";
import { Steady } from "../../sweep/queue/steady.ts";
import { planHash, ResultsFolder } from "../../sweep/results-folder.ts";
import { runLocally } from "../../sweep/run-locally.ts";
import { runSweep, type SweepOutcome } from "../../sweep/run-sweep.ts";
import { SweepError } from "../../sweep/sweep-error.ts";
import { parquetWriter } from "../../sweep/write-parquet.ts";
import type { Answer, CommandInput, CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { Notices } from "../notices.ts";
import type { Options } from "../program.ts";
import { stopSignal } from "../stop-signal.ts";
import { sweepOf } from "../sweep-input.ts";
import { cancelledText, sweepText } from "../sweep-text.ts";
import { sweepWorkerFile } from "../sweep-version.ts";

/** `brink sweep`: many forecasts as a table. */
export const sweepCommand: CommandRun = async (input) => {
  try {
    return await answer(input);
  } catch (thrown) {
    throw sweepFailure(thrown);
  }
};

/** A sweep's failure in the form of the command line. */
export function sweepFailure(thrown: unknown): unknown {
  if (!(thrown instanceof SweepError)) return thrown;
  const { code, message, hint, params } = thrown;
  return new CommandError([{ code, severity: "error", message, hint, params }], exitCode.wrongUse);
}

async function answer(input: CommandInput): Promise<Answer> {
  const { options } = input;
  if (options.output === "") throw wrongUse("wrong-use", "`-o` names no folder.", "write for instance `-o results`.");
  const address = typeof options.queue === "string" ? queueAddress(options.queue) : undefined;
  if (!address) refuseOfQueue(options);
  if (address && options.threads !== undefined) {
    const hint = "say it to the workers: `brink worker --queue … --threads 2`.";
    throw wrongUse(
      "wrong-use",
      "With `--queue`, this command computes nothing itself; `--threads` would do nothing.",
      hint,
    );
  }
  const toParquet = options.cancel === true ? undefined : await parquetWriter();
  const sweep = sweepOf(input);
  const session = address && (await openSession(address, sweep.version));
  try {
    if (!toParquet) return await cancelled(session!, sweep, patienceOf(input));
    const { outcome, folder } = await computed(input, sweep, session, toParquet);
    return answerOf(input, sweep, outcome, folder);
  } finally {
    await session?.close();
  }
}

/** What says something only to a queue. */
function refuseOfQueue({ cancel, wait }: Options): void {
  if (cancel === true) {
    throw wrongUse("wrong-use", "`--cancel` needs `--queue`.", "without a queue, Ctrl+C stops a sweep.");
  }
  if (wait !== undefined) {
    throw wrongUse("wrong-use", "`--wait` needs `--queue`.", "without a queue, there is no server to wait for.");
  }
}

async function computed(
  input: CommandInput,
  sweep: PlannedSweep,
  session: QueueSession | undefined,
  toParquet: Awaited<ReturnType<typeof parquetWriter>>,
): Promise<{ readonly outcome: SweepOutcome; readonly folder: string }> {
  const { options, host } = input;
  const folder = typeof options.output === "string" ? options.output : folderFor(resolve(host.folder, input.file));
  const notices = new Notices(host.err, "Sweeping");
  const stop = stopSignal();
  try {
    const outcome = await runSweep(sweep, new ResultsFolder(resolve(host.folder, folder)), {
      run: runnerFor(input, sweep, session, notices),
      signal: stop.signal,
      replace: options.replace === true,
      toParquet,
      onProgress: (done, all) => notices.update(done, all),
    });
    return { outcome, folder };
  } finally {
    stop.end();
    notices.stop();
  }
}

function runnerFor(
  input: CommandInput,
  sweep: PlannedSweep,
  session: QueueSession | undefined,
  notices: Notices,
): JobRunner {
  const { options } = input;
  const bundles = new Map<string, CrisisBundle>(sweep.crises.map(({ bundle }) => [bundleHash(bundle), bundle]));
  if (!session) {
    const threads = typeof options.threads === "number" ? options.threads : availableParallelism();
    return runLocally({ threads, workerFile: sweepWorkerFile, bundles });
  }
  const onNotice = (notice: string): void => notices.say(notice);
  return runOnQueue({ session, bundles, planHash: planHash(sweep), patience: patienceOf(input), onNotice });
}

/** Beside nothing that was read: here, named after the plan or the folder of the crisis. */
function folderFor(path: string): string {
  const name = basename(path).replace(/\.ya?ml$/i, "");
  const own = name === "crisis" ? basename(dirname(path)) : name;
  return `${own}-sweep`;
}

/** Milliseconds without the server of the queue after which it is given up. */
function patienceOf({ options }: CommandInput): number {
  return 1000 * (typeof options.wait === "number" ? options.wait : 60);
}

async function cancelled(session: QueueSession, sweep: PlannedSweep, patience: number): Promise<Answer> {
  const stop = stopSignal();
  const steady = new Steady({ server: session.server, patience, signal: stop.signal });
  const count = await steady
    .do(() => cancelSweep(session, sweep.jobs, planHash(sweep)))
    .finally(() => {
      stop.end();
    });
  return { data: { brink: sweep.version, cancelled: count }, text: (view) => cancelledText(count, view) };
}

function answerOf({ options }: CommandInput, sweep: PlannedSweep, outcome: SweepOutcome, folder: string): Answer {
  const { manifest, table, rows, done, found } = outcome;
  const onQueue = options.queue !== undefined;
  return {
    data: {
      brink: sweep.version,
      format: 1,
      folder,
      rows,
      done,
      found,
      stopped: !manifest,
      manifest: manifest ?? null,
    },
    text: (view) => sweepText({ sweep, rows, done, found, folder, onQueue, ...(table ? { table } : {}) }, view),
    ...(manifest ? {} : { exit: exitCode.stopped }),
  };
}
