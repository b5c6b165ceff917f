import type { JobRunner } from "./job-runner.ts";
import type { PlannedJob, PlannedSweep } from "./plan-jobs.ts";
import type { ResultTable } from "./result-table.ts";
import type { Manifest, ResultsFolder } from "./results-folder.ts";
import type { ParquetWriter } from "./write-parquet.ts";

export interface SweepOptions {
  readonly run: JobRunner;
  readonly signal: AbortSignal;
  /** Take over a folder that holds another sweep. */
  readonly replace: boolean;
  readonly toParquet: ParquetWriter;
  /** Called when some rows are done, with how many of how many. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** How far a sweep came. */
export interface SweepOutcome {
  /** The manifest of the tables; undefined where the sweep was stopped before all was done. */
  readonly manifest: Manifest | undefined;
  readonly table: ResultTable | undefined;
  readonly rows: number;
  readonly done: number;
  /** Rows that were there before. */
  readonly found: number;
}

/**
 * Compute the jobs of a sweep whose results are not in the folder yet, and
 * write the tables when all are. Every result is on disk before it counts, so
 * that a stop at any moment loses at most what is being computed.
 *
 * @throws {SweepError} those of the folder and of the runner; what was done is kept.
 */
export async function runSweep(
  sweep: PlannedSweep,
  folder: ResultsFolder,
  options: SweepOptions,
): Promise<SweepOutcome> {
  folder.begin(sweep, options.replace);
  const { missing, found } = divide(sweep, folder);
  // The same job may stand in two scenarios: it is computed once and counts for both.
  const rowsOf = new Map<string, number>();
  for (const { id, job } of missing) rowsOf.set(id, (rowsOf.get(id) ?? 0) + job.rows.length);
  const once = [...new Map(missing.map((job) => [job.id, job])).values()];
  let done = found;
  options.onProgress?.(done, sweep.rowCount);
  await options.run(once, {
    signal: options.signal,
    deliver(job, result) {
      folder.jobs.write(job.id, result);
      done += rowsOf.get(job.id)!;
      options.onProgress?.(done, sweep.rowCount);
    },
  });
  const finished = done === sweep.rowCount ? folder.finish(sweep, options.toParquet) : undefined;
  return { manifest: finished?.manifest, table: finished?.table, rows: sweep.rowCount, done, found };
}

function divide(
  { jobs }: PlannedSweep,
  { jobs: files }: ResultsFolder,
): { readonly missing: readonly PlannedJob[]; readonly found: number } {
  const missing: PlannedJob[] = [];
  let found = 0;
  for (const planned of jobs) {
    const rows = planned.job.rows.length;
    if (files.read(planned.id, rows)) found += rows;
    else missing.push(planned);
  }
  return { missing, found };
}
