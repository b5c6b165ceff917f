import type { Crisis } from "brink";

/** Two reports that cannot both be true. */
export interface Contradiction {
  readonly one: string;
  readonly other: string;
}

type Report = Crisis["reports"][number];
type Trigger = NonNullable<Report["claim"]>[number]["any"][number];
type Condition = Extract<Trigger, { kind: "level" }>["condition"];

/** One entry of a claim: one of some events happened, or none of them, in some steps. */
interface Claimed {
  readonly report: string;
  readonly never: boolean;
  readonly from: number;
  readonly to: number;
  readonly events: ReadonlySet<string>;
  /** The variable whose levels the events are; undefined for moves, and for what is too mixed to compare. */
  readonly variable: number | undefined;
}

/**
 * Pairs of reports of which at most one can be true, as far as it is plain from
 * their words: what one says never happened, the other says did; or one
 * variable at two levels at the same time.
 */
export function contradictionsOf(crisis: Crisis): readonly Contradiction[] {
  const claims = crisis.reports.flatMap((report) => claimsOf(crisis, report));
  const found = new Map<string, Contradiction>();
  claims.forEach((one, k) => {
    for (const other of claims.slice(k + 1)) {
      if (one.report === other.report || !excludes(one, other)) continue;
      found.set(`${one.report} ${other.report}`, { one: one.report, other: other.report });
    }
  });
  return [...found.values()];
}

function excludes(one: Claimed, other: Claimed): boolean {
  if (one.never !== other.never) {
    const [never, once] = one.never ? [one, other] : [other, one];
    const covered = once.from >= never.from && once.to <= never.to;
    return covered && once.events.size > 0 && [...once.events].every((event) => never.events.has(event));
  }
  if (one.never || one.variable === undefined || one.variable !== other.variable) return false;
  const sameMoment = one.from === one.to && other.from === other.to && one.from === other.from;
  return sameMoment && [...one.events].every((event) => !other.events.has(event));
}

function claimsOf(crisis: Crisis, report: Report): readonly Claimed[] {
  return (report.claim ?? []).flatMap(({ never, any }) => {
    const events = new Set<string>();
    const variables = new Set<number | undefined>();
    for (const trigger of any) {
      const levels = trigger.kind === "level" ? levelsOf(crisis, trigger.condition) : undefined;
      if (trigger.kind === "level" && !levels) return [];
      variables.add(levels?.variable);
      if (trigger.kind === "move") events.add(`move ${trigger.move}`);
      for (const level of levels?.levels ?? []) events.add(`level ${levels?.variable} ${level}`);
    }
    const variable = variables.size === 1 ? [...variables][0] : undefined;
    return [
      { report: report.name, never, from: report.from, to: Math.min(report.to, report.toldStep), events, variable },
    ];
  });
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
function levelsOf(crisis: Crisis, condition: Condition): { variable: number; levels: readonly number[] } | undefined {
  if (condition.kind !== "binary") return undefined;
  const { op, left, right } = condition;
  const holds = comparisons[op];
  if (!holds || left.kind !== "variable" || right.kind !== "number") return undefined;
  const levels = crisis.variables[left.variable]?.levels ?? [];
  return { variable: left.variable, levels: levels.flatMap((_, k) => (holds(k, right.value) ? [k] : [])) };
}
