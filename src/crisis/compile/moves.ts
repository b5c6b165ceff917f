import type { Crisis } from "../model.ts";
import { OutcomeList } from "./outcomes.ts";
import type { Problems } from "./problems.ts";
import { stateInWords } from "./state-space.ts";
import type { Tabulated, Tabulator } from "./tabulate.ts";

const SUM_TOLERANCE = 1e-9;

/** A move ready to be tried in states. */
export interface CompiledMove {
  readonly move: number;
  readonly when: Tabulated | undefined;
  readonly cost: Tabulated | undefined;
  /** For an actor that acts by chance; `undefined` is the rest. */
  readonly chance: Tabulated | undefined;
  readonly outcomes: OutcomeList;
}

/** What compiling needs everywhere. */
export interface CompileContext {
  readonly crisis: Crisis;
  readonly tabulator: Tabulator;
  readonly problems: Problems;
}

/** The moves of one actor in file order. */
export function compileMoves(context: CompileContext, actor: number): readonly CompiledMove[] {
  const { crisis, tabulator } = context;
  return crisis.moves.flatMap((move, index) => {
    if (move.actor !== actor) return [];
    const what = `the move \`${crisis.actors[actor]!.name}.${move.name}\``;
    return [
      {
        move: index,
        when: move.when && tabulator.tabulate(move.when),
        cost: move.cost && tabulator.tabulate(move.cost),
        chance: move.chance === undefined || move.chance === "rest" ? undefined : tabulator.tabulate(move.chance),
        outcomes: new OutcomeList(crisis, move.outcomes, what, context),
      },
    ];
  });
}

/** Variables whose levels matter for these moves. */
export function readsOfMoves(moves: readonly CompiledMove[]): readonly number[] {
  return moves.flatMap(({ when, cost, chance, outcomes }) => [
    ...(when?.reads ?? []),
    ...(cost?.reads ?? []),
    ...(chance?.reads ?? []),
    ...outcomes.reads,
  ]);
}

/** No condition always holds. */
export function holds(condition: Tabulated | undefined, levels: Int32Array): boolean {
  return condition === undefined || condition.at(levels) !== 0;
}

/** The moves whose condition holds. */
export function availableMoves(moves: readonly CompiledMove[], levels: Int32Array): CompiledMove[] {
  const available: CompiledMove[] = [];
  for (let i = 0; i < moves.length; i++) {
    if (holds(moves[i]!.when, levels)) available.push(moves[i]!);
  }
  return available;
}

/** What making a move costs the mover; mistakes are noted and count as 0. */
export function costOf({ crisis, problems }: CompileContext, { move, cost }: CompiledMove, levels: Int32Array): number {
  if (!cost) return 0;
  const value = cost.at(levels);
  if (Number.isFinite(value)) return value;
  const { at, actor, name } = crisis.moves[move]!;
  const what = `The cost of \`${crisis.actors[actor]!.name}.${name}\``;
  problems.add("value-not-finite", at, { what, value, state: stateInWords(crisis, levels) });
  return 0;
}

/** Probability of each available move of an actor that acts by chance, summing to 1 unless a mistake is noted. */
export function givenChances(
  { crisis, problems }: CompileContext,
  moves: readonly CompiledMove[],
  levels: Int32Array,
): Float64Array {
  const chances = new Float64Array(moves.length);
  let sum = 0;
  let rest = -1;
  moves.forEach(({ move, chance }, i) => {
    if (!chance) {
      rest = i;
      return;
    }
    const value = chance.at(levels);
    if (!(value >= 0 && value <= 1)) {
      const { at, actor, name } = crisis.moves[move]!;
      const what = `the move \`${crisis.actors[actor]!.name}.${name}\``;
      problems.add("chance-out-of-range", at, { what, value, state: stateInWords(crisis, levels) });
    }
    chances[i] = value;
    sum += value;
  });
  const excess = rest >= 0 ? sum - 1 : Math.abs(sum - 1);
  if (moves.length > 0 && excess > SUM_TOLERANCE) {
    const { at, actor } = crisis.moves[moves[0]!.move]!;
    const what = `the moves of \`${crisis.actors[actor]!.name}\``;
    problems.add("chances-not-one", at, { what, sum, state: stateInWords(crisis, levels) });
  }
  if (rest >= 0) chances[rest] = Math.max(0, 1 - sum);
  const total = rest >= 0 ? Math.max(sum, 1) : sum;
  return chances.map((chance) => chance / total);
}
