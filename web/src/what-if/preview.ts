import type { WhatIfResult } from "brink";
import type { Work } from "../solver/protocol.ts";
import type { Assumption } from "../state/assumptions.ts";

type Asked = Extract<Work, { kind: "whatIf" }>;

interface Point {
  readonly value: number;
  readonly result: WhatIfResult;
}

/** Points a curve is drawn through: more would wiggle. */
const DEGREE = 3;

/**
 * Odds of the endings between places of a slider that were solved: a curve
 * through the three nearest of them, shown as a preview only until the solver
 * has answered, and only between solved places, never beyond them. Next moves
 * turn too sharply for a curve and are not previewed.
 */
export class Previews {
  /** Solved places by the parameter moved and all else that was asked. */
  readonly #lines = new Map<string, Point[]>();
  #assumptions: readonly Assumption[] = [];

  /** Forgets all; the sliders are those of another crisis, or of the same one changed. */
  begin(assumptions: readonly Assumption[]): void {
    this.#lines.clear();
    this.#assumptions = assumptions;
  }

  /** Keeps a solved answer. */
  note(asked: Asked, result: WhatIfResult): void {
    for (const { key, own, value } of places(asked, this.#assumptions)) {
      const line = this.#lines.get(key) ?? [];
      this.#lines.set(key, line);
      if (isAlone(asked)) add(line, { value: own, result: asItIs(result) });
      add(line, { value, result });
    }
  }

  knows(asked: Asked): boolean {
    return places(asked, this.#assumptions).some(({ key, value }) =>
      this.#lines.get(key)?.some((point) => point.value === value),
    );
  }

  /** The answer read off between solved ones; undefined where there are too few, or none beyond it. */
  at(asked: Asked): WhatIfResult | undefined {
    for (const { key, value } of places(asked, this.#assumptions).reverse()) {
      const found = between(this.#lines.get(key) ?? [], value);
      if (found) return found;
    }
    return undefined;
  }
}

/** Every slider that was moved, with its place, that of the file, and a key of all else. */
function places(
  { words, from, until, asOf }: Asked,
  assumptions: readonly Assumption[],
): { key: string; own: number; value: number }[] {
  const set = words.set ?? [];
  return set.flatMap((text) => {
    const at = text.indexOf("=");
    const assumption = assumptions.find(({ name }) => name === text.slice(0, at));
    const value = assumption?.read(text.slice(at + 1));
    if (!assumption || value === undefined || !Number.isFinite(value)) return [];
    const others = set.filter((other) => other !== text).sort();
    const key = JSON.stringify([assumption.name, others, words.force, words.forbid, from, until, asOf]);
    return [{ key, own: assumption.own, value }];
  });
}

/** One slider, throughout: then the file's own value is the crisis as it is. */
function isAlone({ words, from }: Asked): boolean {
  const { set = [], force = [], forbid = [] } = words;
  return set.length === 1 && force.length + forbid.length === 0 && from === undefined;
}

function add(line: Point[], point: Point): void {
  const before = line.findIndex(({ value }) => value === point.value);
  if (before >= 0) line.splice(before, 1);
  line.push(point);
  line.sort((a, b) => a.value - b.value);
}

function asItIs(result: WhatIfResult): WhatIfResult {
  return {
    ...result,
    question: result.question && { ...result.question, changed: result.question.base, difference: 0 },
    endings: result.endings.map((ending) => ({
      ...ending,
      changed: ending.base,
      difference: 0,
      byStep: { base: ending.byStep.base, changed: ending.byStep.base },
    })),
  };
}

function between(line: readonly Point[], value: number): WhatIfResult | undefined {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 2 || value < first.value || value > last.value) return undefined;
  const near = [...line].sort((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value)).slice(0, DEGREE);
  const weights = near.map((point) =>
    near.reduce(
      (product, other) => (other === point ? product : (product * (value - other.value)) / (point.value - other.value)),
      1,
    ),
  );
  const mix = (read: (result: WhatIfResult) => number): number => {
    const sum = near.reduce((total, { result }, k) => total + (weights[k] ?? 0) * read(result), 0);
    return Math.max(0, Math.min(1, sum));
  };
  const model = near[0]?.result;
  return model && mixed(model, mix);
}

/** Odds on a curve need not add up once they are kept between 0 and 1: they are made to. */
function mixed(model: WhatIfResult, mix: (read: (result: WhatIfResult) => number) => number): WhatIfResult {
  const odds = model.endings.map((_, e) => mix(({ endings }) => endings[e]?.changed ?? 0));
  const total = sumOf(odds);
  const changed = mix(({ question }) => question?.changed ?? 0) / total;
  return {
    ...model,
    question: model.question && { ...model.question, changed, difference: changed - model.question.base },
    endings: model.endings.map((ending, e) => {
      const own = odds[e]! / total;
      const byStep = ending.byStep.base.map((_, t) => mix(({ endings }) => endings[e]?.byStep.changed[t] ?? 0) / total);
      return {
        ...ending,
        changed: own,
        difference: own - ending.base,
        byStep: { base: ending.byStep.base, changed: byStep },
      };
    }),
    nextMoves: {},
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, own) => sum + own, 0);
}
