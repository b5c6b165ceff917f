import { uncertainParameters } from "../analysis/ranges/uncertain-parameters.ts";
import { parameterValues } from "../crisis/compile/parts.ts";
import type { Crisis, Parameter } from "../crisis/model.ts";
import { sobolSequence } from "../numeric/sobol.ts";
import { rowsPerGroup } from "./check-plan.ts";
import type { DrawnParameter, Scenario, SweepPlan } from "./plan.ts";

/** The values of a plan's rows; the same for every scenario and date, so that rows can be compared in pairs. */
export interface PlanRows {
  /** Rows of one scenario and date. */
  readonly count: number;
  /** Parameters that vary, and those that some scenario sets, in the order of the columns. */
  readonly parameters: readonly string[];
  /** Values of `parameters` in a row. */
  valuesOf(scenario: Scenario, row: number): readonly number[];
  /** Number of the draw in a row, from 0; null where nothing is drawn. */
  drawOf(row: number): number | null;
}

/**
 * Rows of a scenario and date: values combined, the first parameter changing
 * slowest, and within each combination all draws. Draw d is point d of the
 * scrambled Sobol sequence of the seed.
 */
export function planRows(plan: SweepPlan, crisis: Crisis): PlanRows {
  const { grid, drawn, draws } = plan;
  const set = plan.scenarios.flatMap(({ values }) => Object.keys(values));
  const parameters = [...new Set([...grid.map(({ name }) => name), ...drawn.map(({ name }) => name), ...set])];
  const fileValues = new Map(crisis.parameters.map(({ name, value }) => [name, value]));
  const drawnValues = draws > 0 ? drawsOf(plan, crisis) : [];
  const times = Math.max(1, draws);
  return {
    count: rowsPerGroup(plan),
    parameters,
    valuesOf({ values }, row) {
      const own = new Map(Object.entries(values));
      let rest = Math.floor(row / times);
      for (const { name, values: steps } of grid.toReversed()) {
        own.set(name, steps[rest % steps.length]!);
        rest = Math.floor(rest / steps.length);
      }
      const draw = drawnValues[row % times];
      drawn.forEach(({ name }, d) => {
        own.set(name, draw![d]!);
      });
      return parameters.map((name) => own.get(name) ?? fileValues.get(name)!);
    },
    drawOf: (row) => (draws > 0 ? row % times : null),
  };
}

/** [draw][drawn parameter]. */
function drawsOf({ drawn, draws, seed }: SweepPlan, crisis: Crisis): readonly (readonly number[])[] {
  const only = withRanges(crisis, drawn);
  const uncertain = uncertainParameters(only, parameterValues(only));
  const sequence = sobolSequence(uncertain.count, { seed });
  const places = drawn.map(({ name }) => crisis.parameters.findIndex((parameter) => parameter.name === name));
  return Array.from({ length: draws }, (_, d) => {
    const values = uncertain.at(sequence.at(d));
    return places.map((place) => values[place]!);
  });
}

/** The crisis as if exactly these parameters had ranges. */
function withRanges(crisis: Crisis, drawn: readonly DrawnParameter[]): Crisis {
  const byName = new Map(drawn.map((one) => [one.name, one]));
  return {
    ...crisis,
    parameters: crisis.parameters.map((parameter): Parameter => {
      const one = byName.get(parameter.name);
      if (one && !one.range) return parameter;
      const { range: _range, distribution: _distribution, limits: _limits, ...fixed } = parameter;
      if (!one?.range) return fixed;
      return { ...fixed, range: one.range, ...(one.distribution ? { distribution: one.distribution } : {}) };
    }),
  };
}
