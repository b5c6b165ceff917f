import type { Expression } from "./expression.ts";
import type { Crisis, Literal, Report } from "./model.ts";

/** Two reports of which at most one can be true. */
export interface ContraryReports {
  /** Indexes in the list of reports: the one that says it happened, or the earlier one in the file. */
  readonly report: number;
  readonly other: number;
  /** `never`: the other says that it never did; `level`: one variable at two levels at the same time. */
  readonly by: "never" | "level";
}

/** One entry of a claim: one of some events happened, or none of them, in some steps. */
interface Claimed {
  readonly report: number;
  readonly never: boolean;
  readonly from: number;
  readonly to: number;
  readonly events: ReadonlySet<string>;
  /** The variable whose levels the events are; undefined for moves, and for what is too mixed to compare. */
  readonly variable: number | undefined;
}

/**
 * Pairs of reports that exclude each other, as far as it is plain from their
 * words, whoever their sources are: what one says never happened the other
 * says did, within those steps; or one variable stood at two levels in the same
 * step. Members of one event are no pair.
 *
 * Cost: quadratic in the claims.
 */
export function contraryReports(crisis: Crisis): readonly ContraryReports[] {
  const claims = crisis.reports.flatMap((report, r) =>
    (report.claim ?? []).map((one) => claimed(crisis, report, r, one)),
  );
  const found = new Map<string, ContraryReports>();
  claims.forEach((one, k) => {
    for (const other of claims.slice(k + 1)) {
      const pair = excluding(one, other);
      if (!pair || crisis.reports[one.report]!.sameAs === crisis.reports[other.report]!.sameAs) continue;
      const key = `${pair.report} ${pair.other}`;
      if (!found.has(key)) found.set(key, pair);
    }
  });
  return [...found.values()];
}

function excluding(one: Claimed, other: Claimed): ContraryReports | undefined {
  if (one.never !== other.never) {
    const [never, once] = one.never ? [one, other] : [other, one];
    const covered = once.from >= never.from && once.to <= never.to;
    const denied = once.events.size > 0 && [...once.events].every((event) => never.events.has(event));
    return covered && denied ? { report: once.report, other: never.report, by: "never" } : undefined;
  }
  if (one.never || one.variable === undefined || one.variable !== other.variable) return undefined;
  const sameStep = one.from === one.to && other.from === other.to && one.from === other.from;
  const apart = [...one.events].every((event) => !other.events.has(event));
  return sameStep && apart ? { report: one.report, other: other.report, by: "level" } : undefined;
}

function claimed(crisis: Crisis, { from, to, toldStep }: Report, report: number, { never, any }: Literal): Claimed {
  const events = new Set<string>();
  const variables = new Set<number | undefined>();
  for (const trigger of any) {
    const levels = trigger.kind === "level" ? levelsOf(crisis, trigger.condition) : undefined;
    variables.add(levels?.variable);
    if (trigger.kind === "move") events.add(`move ${trigger.move}`);
    else if (!levels) events.add(plain(trigger.condition));
    for (const level of levels?.levels ?? []) events.add(`level ${levels?.variable} ${level}`);
  }
  const variable = variables.size === 1 ? [...variables][0] : undefined;
  return { report, never, from, to: Math.min(to, toldStep), events, variable };
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** The levels of the one variable at which a simple comparison holds. */
function levelsOf(crisis: Crisis, condition: Expression): { variable: number; levels: readonly number[] } | undefined {
  if (condition.kind !== "binary") return undefined;
  const { op, left, right } = condition;
  const holds = comparisons[op];
  if (!holds || left.kind !== "variable" || right.kind !== "number") return undefined;
  const levels = crisis.variables[left.variable]?.levels ?? [];
  return { variable: left.variable, levels: levels.flatMap((_, k) => (holds(k, right.value) ? [k] : [])) };
}

/** A condition without its places in the file, for comparison. */
function plain(condition: Expression): string {
  return JSON.stringify(condition, (key: string, part: unknown) => (key === "at" ? undefined : part));
}
