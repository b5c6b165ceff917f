import { createHash } from "node:crypto";
import type { AnswerKind, ScenarioChanges } from "./plan.ts";

/**
 * Some rows of a sweep that are computed in one go: plain data that says all
 * there is to know, so that any machine computes the same digits from it.
 */
export interface SweepJob {
  readonly format: 1;
  /** Of the program whose digits these are; another one does not compute the job. */
  readonly version: string;
  /** Hash of the bundle of the crisis. */
  readonly crisis: string;
  readonly changes: ScenarioChanges;
  /** Date to look ahead from; null: when the last report was told. */
  readonly asOf: string | null;
  readonly answers: readonly AnswerKind[];
  /** Names of the parameters that have other values than in the file. */
  readonly parameters: readonly string[];
  /** Their values, row by row. */
  readonly rows: readonly (readonly number[])[];
}

/** What came of one row. */
export type RowResult =
  /** Values by answer column; null where there is none. */
  | { readonly values: readonly (number | null)[] }
  /** Code of what keeps the row from having any, for instance `impossible-reports`. */
  | { readonly problem: string };

/** Rows in the order of the job. */
export type JobResult = readonly RowResult[];

/**
 * Name of a job: SHA-256 over all that its result depends on (crisis with
 * includes, changes, date, values of the parameters, version), in
 * hexadecimal. The seed is in it by what it does: the drawn values.
 */
export function jobId(job: SweepJob): string {
  const { format, version, crisis, changes, asOf, answers, parameters, rows } = job;
  const { set, force, forbid, plan, from = null, until = null } = changes;
  const all = [format, version, crisis, [set, force, forbid, plan, from, until], asOf, answers, parameters, rows];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex");
}
