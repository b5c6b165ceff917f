import type { PartResult, PartRunner, PartTask } from "brink";

/** Runs kept; the oldest goes first. */
const MOST_RUNS = 12;

/**
 * Results of runs that were asked for before. A what-if compares with the
 * crisis as it is, which is the same run for every place of a slider.
 */
export class RememberedRuns {
  /** The last asked for stands last. */
  #runs: Run[] = [];

  /**
   * @param runner runs what is not known yet
   */
  runner(runner: PartRunner): PartRunner {
    return async (tasks, onDone) => {
      const asked = askedOf(tasks);
      if (asked === undefined) return await runner(tasks, onDone);
      const known = this.#runs.find((run) => holds(run.asked, asked));
      const run = known ?? { asked, results: await runner(tasks, onDone) };
      this.#runs = [...this.#runs.filter((other) => other !== known), run].slice(-MOST_RUNS);
      if (known) onDone?.(tasks.length);
      return run.results;
    };
  }
}

interface Run {
  readonly asked: Asked;
  readonly results: readonly (readonly PartResult[])[];
}

/** What a run is about, and what it was asked to find out beside the beliefs. */
interface Asked {
  readonly about: string;
  readonly wants: Readonly<Record<string, unknown>>;
}

/** Whether one run found out all the other asks for, and perhaps more. */
function holds(known: Asked, asked: Asked): boolean {
  return (
    known.about === asked.about && Object.entries(asked.wants).every(([what, value]) => known.wants[what] === value)
  );
}

/** Undefined for a run that starts elsewhere. */
function askedOf(tasks: readonly PartTask[]): Asked | undefined {
  if (tasks.some(({ start }) => start !== undefined)) return undefined;
  const described = tasks.map(({ parts, parameters, request, withoutReports }) => ({
    parts,
    parameters: parameters && [...parameters],
    request,
    withoutReports,
  }));
  // All tasks of a run want the same, and are about one crisis: that of the file, or one with other chances.
  return { about: JSON.stringify([tasks[0]?.crisis, described]), wants: { ...tasks[0]?.wants } };
}
