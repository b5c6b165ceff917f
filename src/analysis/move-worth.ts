import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { tableStep } from "../game/table-step.ts";
import { type Block, stageMove } from "../inference/move-mass.ts";
import { type Column, columnsOf, type PayoffPlace } from "./reasons-columns.ts";
import { ColumnValues, optionChances } from "./reasons-values.ts";
import { worthAfter } from "./worth-after.ts";

/** One move open to an actor in one situation. */
export interface MoveWorth {
  /** Move id of the game; −1 is the pass. */
  readonly move: number;
  /** By the solution. */
  readonly odds: number;
  /** Expected discounted payoff if it is made and everyone keeps to the solution afterwards, equation (1), in utils. */
  readonly total: number;
  /** Named parts that add up to the total. */
  readonly parts: readonly { readonly kind: PayoffPlace["kind"]; readonly name: string; readonly value: number }[];
  /** P(ending | this move), in the order of the game's endings; on an endless clock, that it ever comes about. */
  readonly endings: readonly number[];
}

export interface Situation {
  /** Step of the clock, from 0. */
  readonly step: number;
  /** Position at which the actor moves. */
  readonly stage: number;
  /** Node of that position. */
  readonly node: number;
  readonly actor: number;
}

/** A node an actor may stand at, with its odds. */
export interface WeightedNode {
  readonly node: number;
  readonly weight: number;
}

/**
 * What each move open to an actor in one situation is worth to it, in parts,
 * and what it does to the odds of the endings: a hint for who plays that seat.
 *
 * @param policy     the solution everyone keeps to afterwards (and others in a group at the same time).
 * @param parameters the values the game was compiled with.
 * @param among      where the actor cannot tell some nodes apart: all of them, with odds that sum to 1.
 *
 * @throws {GameError} `chain-too-large` on an endless clock.
 *
 * Cost: one backward pass from the last step to this one; that of `stationaryColumns` on an endless clock.
 * Does not mutate its arguments.
 *
 * Tests: test/analysis/move-worth.test.ts, test/analysis/move-worth-endless.test.ts.
 */
export function moveWorth(
  crisis: Crisis,
  game: Game,
  policy: Policy,
  parameters: Float64Array,
  at: Situation,
  among: readonly WeightedNode[] = [{ node: at.node, weight: 1 }],
): readonly MoveWorth[] {
  const columns = columnsOf(crisis, game, parameters, [at.actor]);
  const step = tableStep(game, at.step);
  const valuation = { crisis, game, policy, step };
  const values = new ColumnValues(valuation, columns);
  let found: readonly MoveWorth[] = [];
  values.back(step, worthAfter(valuation, columns, values), (stage, next, ended) => {
    if (stage !== at.stage) return;
    found = among
      .map(({ node, weight }) => {
        return scaled(worthOfOptions(game, policy, { ...at, step, node }, columns, next, ended), weight);
      })
      .reduce(added);
  });
  return found;
}

/** All but the odds of the moves, which are the same wherever the actor may stand. */
function scaled(worths: readonly MoveWorth[], by: number): readonly MoveWorth[] {
  return worths.map((own) => ({
    ...own,
    total: by * own.total,
    parts: own.parts.map((part) => ({ ...part, value: by * part.value })),
    endings: own.endings.map((odds) => by * odds),
  }));
}

function added(one: readonly MoveWorth[], other: readonly MoveWorth[]): readonly MoveWorth[] {
  return one.map((own, m) => {
    const more = other[m]!;
    return {
      ...own,
      total: own.total + more.total,
      parts: own.parts.map((part, k) => ({ ...part, value: part.value + more.parts[k]!.value })),
      endings: own.endings.map((odds, e) => odds + more.endings[e]!),
    };
  });
}

function worthOfOptions(
  game: Game,
  policy: Policy,
  at: Situation,
  columns: readonly Column[],
  next: Block,
  ended: Block,
): readonly MoveWorth[] {
  const { table, chances } = stageMove(game, policy, at.step, at.stage, null);
  const { actors } = game.stages[at.stage]!;
  const member = actors.indexOf(at.actor);
  const i = at.node - game.blockStart[at.stage]!;
  const mixes = optionChances(table, chances!, i, actors.length);
  const sums = Array.from(mixes[member]!, () => new Float64Array(columns.length));
  const moves = new Array<number>(sums.length).fill(-1);
  const first = table.choiceStart[i]!;
  for (let c = first; c < table.choiceStart[i + 1]!; c++) {
    const options = optionsOf(c - first, mixes);
    const own = options[member]!;
    const weight = options.reduce((product, option, m) => (m === member ? product : product * mixes[m]![option]!), 1);
    moves[own] = moveOf(game, table.act[c]!, at.actor);
    columns.forEach((column, k) => {
      let value = column.place?.kind === "cost" ? -table.cost[c * actors.length + member]! : 0;
      for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
        const to = table.target[o]! < ended.start ? next : ended;
        value += table.chance[o]! * to.cells[(table.target[o]! - to.start) * to.width + k]!;
      }
      sums[own]![k]! += weight * value;
    });
  }
  return sums.map((sum, option) => worthOf(columns, sum, moves[option]!, mixes[member]![option]!));
}

function worthOf(columns: readonly Column[], sum: Float64Array, move: number, odds: number): MoveWorth {
  const parts = columns.flatMap(({ place }, k) =>
    place === null ? [] : [{ kind: place.kind, name: place.name, value: sum[k]! }],
  );
  const endings = columns.flatMap(({ place }, k) => (place === null ? [sum[k]!] : []));
  return { move, odds, total: parts.reduce((total, { value }) => total + value, 0), parts, endings };
}

/** The option of each member in a profile, counted from 0; the last member's changes fastest. */
function optionsOf(profile: number, mixes: readonly Float64Array[]): readonly number[] {
  let rest = profile;
  const options = new Array<number>(mixes.length).fill(0);
  for (let m = mixes.length - 1; m >= 0; m--) {
    options[m] = rest % mixes[m]!.length;
    rest = Math.floor(rest / mixes[m]!.length);
  }
  return options;
}

/** The move an actor makes in an act, −1 for none. */
function moveOf({ acts, moves }: Game, act: number, actor: number): number {
  for (let m = acts.start[act]!; m < acts.start[act + 1]!; m++) {
    if (moves[acts.move[m]!]!.actor === actor) return acts.move[m]!;
  }
  return -1;
}
