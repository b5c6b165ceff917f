import { answerColumns } from "./answer-columns.ts";
import type { JobFiles } from "./job-files.ts";
import type { PlannedJob, PlannedSweep } from "./plan-jobs.ts";
import type { RowResult } from "./sweep-job.ts";

/** A column with its values in the order of the rows; null where there is none. */
export interface ResultColumn {
  readonly name: string;
  readonly type: "INT32" | "STRING" | "DOUBLE";
  readonly meaning: string;
  readonly data: readonly (number | string | null)[];
}

export interface ResultTable {
  readonly rows: number;
  readonly columns: readonly ResultColumn[];
  /** Rows without an answer, by what keeps them from having one. */
  readonly problems: Readonly<Record<string, number>>;
}

/**
 * The table of a sweep whose jobs are all done, rows in the order of the plan,
 * whoever computed them and when.
 *
 * @throws {Error} where the result of a job is not there.
 */
export function resultTable(sweep: PlannedSweep, files: JobFiles): ResultTable {
  const rows = rowsOf(sweep, files);
  const { parameters } = sweep.rows;
  const answers = answerColumns(sweep.crises[0]!.crisis, sweep.plan.answers);
  const problems: Record<string, number> = {};
  for (const { result } of rows) {
    if ("problem" in result) problems[result.problem] = (problems[result.problem] ?? 0) + 1;
  }
  const columns: ResultColumn[] = [
    { name: "row", type: "INT32", meaning: "number of the row, from 1", data: rows.map((_, r) => r + 1) },
    { name: "scenario", type: "STRING", meaning: "scenario of the plan", data: rows.map(({ of }) => of.scenario) },
    { name: "as_of", type: "STRING", meaning: "date looked ahead from", data: rows.map(({ of }) => of.asOf) },
    {
      name: "draw",
      type: "INT32",
      meaning: "number of the draw, from 1; the same values in every scenario and at every date",
      data: rows.map(({ draw }) => (draw === null ? null : draw + 1)),
    },
    ...parameters.map((name, p): ResultColumn => {
      const meaning = `value of the parameter \`${name}\``;
      return { name: `parameter.${name}`, type: "DOUBLE", meaning, data: rows.map(({ values }) => values[p]!) };
    }),
    ...answers.map(
      ({ name, meaning }, a): ResultColumn => ({
        name,
        type: "DOUBLE",
        meaning,
        data: rows.map(({ result }) => ("problem" in result ? null : (result.values[a] ?? null))),
      }),
    ),
    {
      name: "problem",
      type: "STRING",
      meaning: "what keeps the row from having an answer",
      data: rows.map(({ result }) => ("problem" in result ? result.problem : null)),
    },
  ];
  return { rows: rows.length, columns, problems };
}

interface Row {
  readonly of: PlannedJob;
  readonly draw: number | null;
  readonly values: readonly number[];
  readonly result: RowResult;
}

function rowsOf({ jobs, rows: plan }: PlannedSweep, files: JobFiles): readonly Row[] {
  return jobs.flatMap((of): readonly Row[] => {
    const results = files.read(of.id, of.job.rows.length);
    if (!results) throw new Error(`The result of the job ${of.id} is not there.`);
    return results.map((result, k) => {
      const draw = plan.drawOf((of.firstRow + k) % plan.count);
      return { of, draw, values: of.job.rows[k]!, result };
    });
  });
}
