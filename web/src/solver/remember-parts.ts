import type { PartResult, PartRunner, PartTask } from "brink";

/** Runs kept; the oldest goes first. */
const MOST_RUNS = 12;

/**
 * Results of runs that were asked for before. A what-if compares with the
 * crisis as it is, which is the same run for every place of a slider.
 */
export class RememberedRuns {
  readonly #runs = new Map<string, readonly (readonly PartResult[])[]>();

  /**
   * @param source tells one crisis from another: all that its text says
   * @param runner runs what is not known yet
   */
  runner(source: string, runner: PartRunner): PartRunner {
    return async (tasks, onDone) => {
      const key = keyOf(source, tasks);
      if (key === undefined) return await runner(tasks, onDone);
      const known = this.#runs.get(key);
      const results = known ?? (await runner(tasks, onDone));
      // The last asked for stands last.
      this.#runs.delete(key);
      this.#runs.set(key, results);
      const [oldest] = this.#runs.keys();
      if (this.#runs.size > MOST_RUNS && oldest !== undefined) this.#runs.delete(oldest);
      if (known) onDone?.(tasks.length);
      return results;
    };
  }
}

/** What a run depends on beside its crisis; undefined for one that starts elsewhere, or has another game. */
function keyOf(source: string, tasks: readonly PartTask[]): string | undefined {
  if (tasks.some(({ start }) => start !== undefined)) return undefined;
  const described = tasks.map(({ parts, parameters, request, wants, withoutReports }) => ({
    parts,
    parameters: parameters && [...parameters],
    request,
    wants,
    withoutReports,
  }));
  return `${source}\n${JSON.stringify(described)}`;
}
