import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { StageColumns } from "./move-mass.ts";
import type { FilterPlan, LegPlan } from "./plan-filter.ts";
import { buildWeighing, type Classes, selectColumns, type Weighing } from "./weigh-step.ts";

/** The columns of one leg. */
export interface LegColumns {
  /** Number of columns at each position of the leg. */
  readonly widths: readonly number[];
  /** By stage of the leg; null where every column keeps its place. */
  readonly stages: readonly (StageColumns | null)[];
  /** Where the columns of the first position stand at the last, for what has ended in an earlier leg of the step; null where they keep their places. */
  readonly endedBefore: Int32Array | null;
  readonly weighing: Weighing;
}

/**
 * The columns of the tables: combinations of bits, those taken together that
 * no report to come tells apart. (Where the only source left is unreliable,
 * nothing seen matters; of several moves of which none was to be made, it does
 * not matter which was made.) Combinations in which a source differs are kept
 * apart, so that its reliability can be read off.
 */
export function buildColumns(game: Game, evidence: Evidence, plan: FilterPlan): LegColumns[] {
  const legs: LegColumns[] = [];
  let after: Classes = { of: Int32Array.of(0), first: Int32Array.of(0) };
  for (let leg = plan.legs.length - 1; leg >= 0; leg--) {
    const own = plan.legs[leg]!;
    const all = buildWeighing(game, evidence, plan, leg, after);
    const atEnd = classesAtEnd(all, own);
    const weighing = selectColumns(all, atEnd.first);
    let next = atEnd;
    const widths = [atEnd.first.length];
    const stages: (StageColumns | null)[] = [];
    for (let k = own.latches.length - 1; k >= 0; k--) {
      const latch = own.latches[k]!;
      const here = classesBefore(next, latch, own.bitsAt[k]!);
      stages.unshift(stageColumns(here, next, atEnd, latch));
      widths.unshift(here.first.length);
      next = here;
    }
    legs.unshift({ widths, stages, endedBefore: places(next.first, atEnd), weighing });
    after = next;
  }
  return legs;
}

function classify(count: number, keyOf: (column: number) => string): Classes {
  const classes = new Map<string, number>();
  const of = new Int32Array(count);
  const first: number[] = [];
  for (let column = 0; column < count; column++) {
    const key = keyOf(column);
    let id = classes.get(key);
    if (id === undefined) {
      id = first.push(column) - 1;
      classes.set(key, id);
    }
    of[column] = id;
  }
  return { of, first: Int32Array.from(first) };
}

/** Together: the same weight and the same column after, whatever is seen and drawn. */
function classesAtEnd(all: Weighing, leg: LegPlan): Classes {
  const { signatures, columnsIn, fan, split, pairOut, code } = all;
  const sources = leg.bits.reduce((mask, bit, k) => (bit.kind === "source" ? mask | (1 << k) : mask), 0);
  const codes = fan * split * all.weighed.length;
  return classify(columnsIn, (column) => {
    let key = `${column & sources}`;
    for (let signature = 0; signature < signatures; signature++) {
      const at = signature * columnsIn + column;
      key += `;${pairOut.subarray(at * fan, (at + 1) * fan).join()};${code.subarray(at * codes, (at + 1) * codes).join("")}`;
    }
    return key;
  });
}

/** Together before a stage: together after it, whatever is chosen. */
function classesBefore(next: Classes, latch: Int32Array | null, bits: number): Classes {
  if (latch === null) return next;
  const latches = [...new Set(latch)];
  return classify(2 ** bits, (column) => latches.map((set) => next.of[column | set]!).join());
}

/** Classes of some combinations; null where they are their own numbers. */
function places(combinations: Int32Array, to: Classes): Int32Array | null {
  const map = combinations.map((column) => to.of[column]!);
  return map.length === to.first.length && map.every((column, k) => column === k) ? null : map;
}

function stageColumns(here: Classes, next: Classes, atEnd: Classes, latch: Int32Array | null): StageColumns | null {
  const latches = latch === null ? [0] : [...new Set(latch)];
  const mapTo = (to: Classes, set: number): Int32Array | null => {
    const map = here.first.map((column) => to.of[column | set]!);
    return map.every((column, k) => column === k) ? null : map;
  };
  const onward = latches.map((set) => mapTo(next, set));
  const ended = latches.map((set) => mapTo(atEnd, set));
  if (latches.length === 1 && onward[0] === null && ended[0] === null) return null;
  const mapOfAct = latch === null ? new Int32Array(0) : latch.map((set) => latches.indexOf(set));
  return { mapOfAct, onward, ended };
}
