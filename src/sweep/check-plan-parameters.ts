import { outsideRange } from "../analysis/read-intervention.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Located } from "../crisis/shape/shape.ts";
import { SOBOL_DIMENSIONS } from "../numeric/sobol-directions.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { DrawnParameter, GridParameter, SweepPlan } from "./plan.ts";
import { planMistake } from "./plan-messages.ts";
import type { ParameterPlan, PlanEntry } from "./plan-shape.ts";

type Note = (found: Diagnostic) => void;
type Varied = GridParameter | DrawnParameter | undefined;

/**
 * Which parameters take given values and which are drawn. With `draws` and
 * none marked, every parameter with a range and without values is drawn.
 */
export function checkParameters(
  entry: PlanEntry,
  crisis: Crisis,
  note: Note,
): Pick<SweepPlan, "grid" | "drawn" | "draws"> {
  const grid: GridParameter[] = [];
  const drawn: DrawnParameter[] = [];
  for (const { name, value } of entry.parameters ?? []) {
    const known = crisis.parameters.find((parameter) => parameter.name === name.value);
    const valid = crisis.parameters.map((parameter) => parameter.name);
    if (known) warnOutside(known, value, note);
    else note(planMistake("unknown-parameter", { name: name.value, valid }, name.at));
    const found = varied(name, value, known?.range !== undefined, note);
    if (!found) continue;
    if ("values" in found) grid.push(found);
    else if (!entry.draws) note(planMistake("range-needs-draws", { name: name.value }, name.at));
    else drawn.push(found);
  }
  const draws = entry.draws?.value ?? 0;
  if (draws > 0 && drawn.length === 0) drawn.push(...allWithRange(crisis, grid));
  if (draws > 0 && drawn.length === 0) note(planMistake("nothing-to-draw", {}, entry.draws?.at));
  if (entry.seed && !entry.draws) note(planMistake("seed-without-draws", {}, entry.seed.at));
  if (drawn.length > SOBOL_DIMENSIONS) {
    note(planMistake("too-many-drawn", { count: drawn.length, limit: SOBOL_DIMENSIONS }, entry.draws?.at));
  }
  return { grid, drawn, draws };
}

/** As where one is set, a value beyond its range in the file is told, and taken; a `range` of the plan's own is meant so. */
function warnOutside(parameter: Crisis["parameters"][number], plan: ParameterPlan, note: Note): void {
  const { from, to } = plan.kind === "spread" ? plan : {};
  const given = plan.kind === "values" ? plan.values : [from, to].filter((one) => one !== undefined);
  for (const { value, at } of given) {
    const found = outsideRange(parameter, value);
    if (found) note({ ...found, span: at });
  }
}

function allWithRange(crisis: Crisis, grid: readonly GridParameter[]): readonly DrawnParameter[] {
  const given = new Set(grid.map(({ name }) => name));
  return crisis.parameters.filter(({ name, range }) => range && !given.has(name)).map(({ name }) => ({ name }));
}

function varied(name: Located<string>, plan: ParameterPlan, hasRange: boolean, note: Note): Varied {
  if (plan.kind === "values") return gridOf(name, plan.values, note);
  if (plan.kind === "draw") {
    if (hasRange) return { name: name.value };
    note(planMistake("no-range", { name: name.value }, name.at));
    return undefined;
  }
  const { from, to, points, range, distribution } = plan;
  if (range && !from && !to && !points) return drawnOf(name, range, distribution?.value, note);
  if (from && to && points && !range && !distribution) {
    const [first, last, count] = [from.value, to.value, points.value];
    if (!(first < last)) {
      note(planMistake("spread-backwards", { name: name.value, from: first, to: last }, plan.at));
      return undefined;
    }
    return { name: name.value, values: Array.from({ length: count }, (_, k) => evenly(first, last, k, count)) };
  }
  note(planMistake("spread-unclear", { name: name.value }, plan.at));
  return undefined;
}

/** The ends are met exactly; short decimals stay short (0.1 to 0.5 by five has 0.3, not 0.30000000000000004). */
function evenly(first: number, last: number, k: number, count: number): number {
  if (k === count - 1) return last;
  return Number((first + ((last - first) * k) / (count - 1)).toPrecision(12));
}

function gridOf(name: Located<string>, written: readonly Located<number>[], note: Note): GridParameter {
  if (written.length === 0) note(planMistake("no-values", { name: name.value }, name.at));
  const seen = new Set<number>();
  for (const { value, at } of written) {
    if (seen.has(value)) note(planMistake("value-twice", { name: name.value, value }, at));
    seen.add(value);
  }
  return { name: name.value, values: written.map(({ value }) => value) };
}

function drawnOf(
  name: Located<string>,
  written: readonly Located<number>[],
  distribution: DrawnParameter["distribution"],
  note: Note,
): Varied {
  const [low, high] = written.map(({ value }) => value);
  if (low === undefined || high === undefined || written.length > 2) {
    note(planMistake("spread-unclear", { name: name.value }, name.at));
    return undefined;
  }
  if (!(low < high)) {
    note(planMistake("spread-backwards", { name: name.value, from: low, to: high }, written[0]?.at));
    return undefined;
  }
  if (low <= 0 && (distribution === "loguniform" || distribution === "lognormal")) {
    note(planMistake("bad-log-range", { name: name.value, distribution }, written[0]?.at));
    return undefined;
  }
  return { name: name.value, range: [low, high], distribution: distribution ?? "uniform" };
}
