import { readAsOf } from "../src/analysis/as-of.ts";
import { uncertainParameters } from "../src/analysis/ranges/uncertain-parameters.ts";
import { factorSpace } from "../src/analysis/sensitivity/factor-space.ts";
import { loadCrisis } from "../src/cli/load-crisis.ts";
import { parameterValues } from "../src/crisis/compile/parts.ts";
import type { Crisis } from "../src/crisis/model.ts";
import type { FilterRequest } from "../src/inference/filter-request.ts";
import { sobolSequence } from "../src/numeric/sobol.ts";

/** Of the clock and of the processor. */
export interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

export function now(): Seconds {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, cpu: (user + system) / 1e6 };
}

export function since(begin: Seconds): Seconds {
  const end = now();
  return { wall: end.wall - begin.wall, cpu: end.cpu - begin.cpu };
}

/** Draws of a crisis, and the crisis read anew. */
export interface Tasks {
  readonly load: () => Crisis;
  readonly crisis: Crisis;
  readonly request: FilterRequest;
  readonly draws: readonly Float64Array[];
}

/** Draws of a file: of the wide crisis, so that the teaching example, which has no parameters, can be drawn too. */
export function tasksOf(file: string, count: number): Tasks {
  const load = (): Crisis => {
    const { crisis } = loadCrisis(file, process.cwd(), new Map());
    return factorSpace(crisis, parameterValues(crisis)).crisis;
  };
  const crisis = load();
  const asOf = readAsOf(crisis);
  if ("code" in asOf) throw new Error(asOf.message);
  const uncertain = uncertainParameters(crisis, parameterValues(crisis));
  const sequence = sobolSequence(uncertain.count, { seed: 1 });
  const draws = Array.from({ length: count }, (_, n) => uncertain.at(sequence.at(n)));
  return { load, crisis, request: { asOfStep: asOf.step, asOfDay: asOf.day }, draws };
}
