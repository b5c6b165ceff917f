import type { GameVariable } from "../../game/game.ts";
import type { Crisis, Effect } from "../model.ts";

/**
 * How the levels of the variables of one part are written as one number, a
 * mixed-radix code. Variables that never change have no digit in it, nor have
 * calendars, which follow from the date.
 */
export interface StateSpace {
  /** Per variable: its place value, 0 where it has none. */
  readonly strides: Float64Array;
  readonly radices: Int32Array;
  /** Variables that have a digit. */
  readonly moving: Int32Array;
  /** Levels of the others, calendars at 0; the start for every decoding. */
  readonly fixedLevels: Int32Array;
  /** Number of codes: product of the radices of the moving variables. */
  readonly size: number;
}

/** By crisis: asked for with every draw. */
const changedIn = new WeakMap<Crisis, ReadonlySet<number>>();

/** Variables that some effect of a move or driver changes. */
export function changedVariables(crisis: Crisis): ReadonlySet<number> {
  const known = changedIn.get(crisis);
  if (known) return known;
  const changed = new Set<number>();
  const note = (effects: readonly Effect[]): void => {
    for (const effect of effects) changed.add(effect.variable);
  };
  for (const move of crisis.moves) for (const outcome of move.outcomes) note(outcome.effects);
  for (const driver of crisis.drivers) {
    for (const row of driver.rows) for (const outcome of row.outcomes) note(outcome.effects);
  }
  changedIn.set(crisis, changed);
  return changed;
}

/** @param fixedLevels level of each variable that keeps it, −1 for those that move. */
export function stateSpace(crisis: Crisis, fixedLevels: Int32Array): StateSpace {
  const count = crisis.variables.length;
  const strides = new Float64Array(count);
  const radices = new Int32Array(count);
  const moving: number[] = [];
  const levels = new Int32Array(count);
  let size = 1;
  for (let v = 0; v < count; v++) {
    const variable = crisis.variables[v]!;
    radices[v] = variable.levels.length;
    if (variable.calendar) continue;
    if (fixedLevels[v]! >= 0) {
      levels[v] = fixedLevels[v]!;
      continue;
    }
    strides[v] = size;
    size *= variable.levels.length;
    moving.push(v);
  }
  return { strides, radices, moving: Int32Array.from(moving), fixedLevels: levels, size };
}

/** Code of a state. */
export function encode(space: StateSpace, levels: Int32Array): number {
  let code = 0;
  for (let i = 0; i < space.moving.length; i++) {
    const v = space.moving[i]!;
    code += space.strides[v]! * levels[v]!;
  }
  return code;
}

/** Write the levels of the moving variables of a code into `levels`; the others are left alone. */
export function decode(space: StateSpace, code: number, levels: Int32Array): void {
  let left = code;
  for (let i = 0; i < space.moving.length; i++) {
    const v = space.moving[i]!;
    const radix = space.radices[v]!;
    const rest = Math.floor(left / radix);
    levels[v] = left - rest * radix;
    left = rest;
  }
}

/** The state in words, for messages: `pressure = fleet, oil = low`. */
export function stateInWords(crisis: Crisis, levels: ArrayLike<number>): string {
  return crisis.variables
    .map((variable, v) => ({ variable, level: levels[v]! }))
    .filter(({ variable, level }) => variable.origin === "declared" || level > 0)
    .map(({ variable, level }) => `${variable.name} = ${variable.levels[level] ?? level}`)
    .join(", ");
}

/** How a reader of the game finds the levels of a state code. */
export function gameVariables(crisis: Crisis, space: StateSpace): readonly GameVariable[] {
  return crisis.variables.flatMap((variable, v) =>
    variable.calendar
      ? []
      : [
          {
            name: variable.name,
            levels: variable.levels,
            stride: space.strides[v]!,
            radix: space.radices[v]!,
            fixed: space.fixedLevels[v]!,
          },
        ],
  );
}
