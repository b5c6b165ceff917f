import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { dateOfStep, endOfStep } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import { bundleHash } from "./crisis-bundle.ts";
import { JobFiles } from "./job-files.ts";
import type { Scenario, ScenarioChanges } from "./plan.ts";
import type { PlannedSweep } from "./plan-jobs.ts";
import { type ResultTable, resultTable } from "./result-table.ts";
import { SweepError } from "./sweep-error.ts";
import { writeCsv } from "./write-csv.ts";
import type { ParquetWriter } from "./write-parquet.ts";
import { writeWholeFile } from "./write-whole-file.ts";

const MANIFEST = "manifest.json";
const PARQUET = "rows.parquet";
const CSV = "rows.csv";

/** What `manifest.json` says: enough to know what the rows are, and to compute them again. */
export interface Manifest {
  readonly format: 1;
  /** Program that computed the rows; see `sweepVersion`. */
  readonly brink: string;
  readonly sweep: string;
  readonly complete: boolean;
  /** SHA-256 over the names of all jobs: equal for equal rows. */
  readonly planHash: string;
  readonly seed: number;
  readonly rows: number;
  readonly jobs: number;
  readonly crisis: string;
  /** Every crisis of the sweep: that of the plan, and those with other reports, by what they are made of. */
  readonly crises: readonly {
    readonly scenarios: readonly string[];
    readonly hash: string;
    readonly files: readonly { readonly name: string; readonly sha256: string }[];
  }[];
  readonly scenarios: readonly WrittenScenario[];
  readonly asOf: readonly string[];
  readonly grid: PlannedSweep["plan"]["grid"];
  readonly drawn: PlannedSweep["plan"]["drawn"];
  readonly draws: number;
  readonly columns?: readonly { readonly name: string; readonly type: string; readonly meaning: string }[];
  /** Rows without an answer, by what keeps them from having one. */
  readonly problems?: Readonly<Record<string, number>>;
  readonly files?: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

/** A scenario with dates in place of steps. */
type WrittenScenario = Omit<Scenario, "changes"> & {
  readonly changes: Omit<ScenarioChanges, "from" | "until"> & { readonly from?: string; readonly until?: string };
};

/** Name of a sweep: SHA-256 over the names of its jobs in the order of their rows. */
export function planHash({ jobs }: Pick<PlannedSweep, "jobs">): string {
  return sha256(jobs.map(({ id }) => id).join("\n"));
}

/** The folder a sweep writes to: `jobs/`, and at the end `rows.parquet`, `rows.csv` and `manifest.json`. */
export class ResultsFolder {
  readonly path: string;
  readonly jobs: JobFiles;

  constructor(path: string) {
    this.path = path;
    this.jobs = new JobFiles(path);
  }

  /**
   * Begin, or go on with, a sweep.
   *
   * @param replace take over a folder that holds another sweep; jobs both have in common are kept.
   *
   * @throws {SweepError} `other-sweep-there`, `folder-is-file`, `folder-not-writable`, `disk-full`.
   */
  begin(sweep: PlannedSweep, replace: boolean): void {
    if (existsSync(this.path) && !statSync(this.path).isDirectory()) {
      throw new SweepError(
        "folder-is-file",
        `\`${this.path}\` is a file. What a sweep finds needs a folder.`,
        "name another folder with `-o`.",
        { folder: this.path },
      );
    }
    if (!replace) this.#refuseOthers(sweep);
    writeWholeFile(join(this.path, MANIFEST), (append) => append(asText(manifestOf(sweep))));
  }

  /**
   * Write the tables and the manifest that goes with them, all jobs being done.
   *
   * @throws {SweepError} `folder-not-writable`, `disk-full`.
   */
  finish(sweep: PlannedSweep, toParquet: ParquetWriter): { readonly manifest: Manifest; readonly table: ResultTable } {
    const table = resultTable(sweep, this.jobs);
    const parquet = toParquet(table, { "brink.version": sweep.version, "brink.plan": planHash(sweep) });
    writeWholeFile(join(this.path, PARQUET), (append) => append(parquet));
    writeWholeFile(join(this.path, CSV), (append) => writeCsv(table, append));
    const manifest = { ...manifestOf(sweep), complete: true, ...contents(table), files: this.#written() };
    writeWholeFile(join(this.path, MANIFEST), (append) => append(asText(manifest)));
    return { manifest, table };
  }

  #refuseOthers(sweep: PlannedSweep): void {
    if (!existsSync(this.path)) return;
    const found = this.#otherSweep(sweep);
    if (found === undefined) return;
    throw new SweepError(
      "other-sweep-there",
      `The folder \`${this.path}\` holds ${found}. Nothing was written over it.`,
      "name another folder with `-o`, or say `--replace`: rows both have in common are not computed again.",
      { folder: this.path },
    );
  }

  /** What is there that is not of this sweep. */
  #otherSweep(sweep: PlannedSweep): string | undefined {
    const names = readdirSync(this.path);
    if (names.includes(MANIFEST)) {
      const known = hashIn(readFileSync(join(this.path, MANIFEST), "utf8"));
      return known === planHash(sweep) ? undefined : "another sweep, or this one with another crisis, plan or version";
    }
    const inTheWay = names.find((name) => [PARQUET, CSV, "jobs"].includes(name));
    return inTheWay === undefined ? undefined : `\`${inTheWay}\`, but no manifest of a sweep`;
  }

  #written(): Manifest["files"] & {} {
    return [PARQUET, CSV].map((name) => {
      const bytes = readFileSync(join(this.path, name));
      return { name, sha256: sha256(bytes), bytes: bytes.length };
    });
  }
}

function manifestOf(sweep: PlannedSweep): Manifest {
  const { plan, crises, jobs, rowCount, version } = sweep;
  const bundles = new Map(crises.map(({ bundle }) => [bundleHash(bundle), bundle]));
  return {
    format: 1,
    brink: version,
    sweep: plan.name,
    complete: false,
    planHash: planHash(sweep),
    seed: plan.seed,
    rows: rowCount,
    jobs: jobs.length,
    crisis: crises[0]!.crisis.name,
    crises: [...bundles].map(([hash, bundle]) => ({
      scenarios: plan.scenarios.filter((_, s) => bundleHash(crises[s]!.bundle) === hash).map(({ name }) => name),
      hash,
      files: bundle.texts.map(([name, text]) => ({ name, sha256: sha256(text) })),
    })),
    scenarios: plan.scenarios.map((scenario) => written(scenario, crises[0]!.crisis)),
    asOf: [...new Set(jobs.map(({ asOf }) => asOf))],
    grid: plan.grid,
    drawn: plan.drawn,
    draws: plan.draws,
  };
}

function written({ changes: { from, until, ...changes }, ...scenario }: Scenario, { clock }: Crisis): WrittenScenario {
  const window = {
    ...(from === undefined ? {} : { from: dateOfStep(clock, from) }),
    ...(until === undefined ? {} : { until: endOfStep(clock, until) }),
  };
  return { ...scenario, changes: { ...changes, ...window } };
}

function contents({ columns, problems }: ResultTable): Pick<Manifest, "columns" | "problems"> {
  return { columns: columns.map(({ name, type, meaning }) => ({ name, type, meaning })), problems };
}

function hashIn(manifest: string): unknown {
  try {
    const data: unknown = JSON.parse(manifest);
    return typeof data === "object" && data !== null && "planHash" in data ? data.planHash : undefined;
  } catch {
    return undefined;
  }
}

function asText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
