import type { Crisis } from "../model.ts";
import { ChanceTable } from "./chance-table.ts";
import type { CompileContext } from "./compile-context.ts";
import { OutcomeList } from "./outcomes.ts";
import { CELL_ZERO } from "./price-book.ts";
import { stateInWords } from "./state-space.ts";
import type { Tabulated } from "./tabulate.ts";

/** A move ready to be tried in states. */
export interface CompiledMove {
  readonly move: number;
  /** Place among the moves of its actor. */
  readonly place: number;
  readonly when: Tabulated | undefined;
  readonly cost: Tabulated | undefined;
  readonly outcomes: OutcomeList;
}

/** The moves of one actor in file order. */
export function compileMoves(context: CompileContext, actor: number): readonly CompiledMove[] {
  const { crisis, tabulator } = context;
  return movesOf(crisis, actor).map((index, place) => {
    const move = crisis.moves[index]!;
    const what = `the move \`${crisis.actors[actor]!.name}.${move.name}\``;
    return {
      move: index,
      place,
      when: move.when && tabulator.tabulate(move.when, "truth"),
      cost: move.cost && tabulator.tabulate(move.cost),
      outcomes: new OutcomeList(context, move.outcomes, what),
    };
  });
}

function movesOf(crisis: Crisis, actor: number): readonly number[] {
  return crisis.moves.flatMap((move, index) => (move.actor === actor ? [index] : []));
}

/** Variables whose levels matter for these moves. */
export function readsOfMoves(moves: readonly CompiledMove[]): readonly number[] {
  return moves.flatMap(({ when, cost, outcomes }) => [
    ...(when?.reads ?? []),
    ...(cost?.reads ?? []),
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

/** Cell of what making a move costs the mover; mistakes are noted and count as 0. */
export function costCell(
  { crisis, problems, tabulator }: CompileContext,
  { move, cost }: CompiledMove,
  levels: Int32Array,
): number {
  if (!cost) return CELL_ZERO;
  const cell = cost.cell(levels);
  const value = tabulator.book.at(cell);
  if (Number.isFinite(value)) return cell;
  const { at, actor, name } = crisis.moves[move]!;
  const what = `The cost of \`${crisis.actors[actor]!.name}.${name}\``;
  problems.add("value-not-finite", at, { what, value, state: stateInWords(crisis, levels) });
  return CELL_ZERO;
}

/** The given chances of an actor that acts by chance. */
export class GivenChances {
  readonly reads: readonly number[];
  private readonly table: ChanceTable;
  private readonly context: CompileContext;
  private readonly actor: number;

  constructor(context: CompileContext, actor: number) {
    const { crisis, tabulator } = context;
    this.context = context;
    this.actor = actor;
    const entries = movesOf(crisis, actor).map((index) => {
      const { chance = "rest", when } = crisis.moves[index]!;
      return { chance, when };
    });
    this.table = new ChanceTable(entries, crisis.variables.length, tabulator);
    this.reads = this.table.reads;
  }

  /** Cell of the probability of a move at these levels; NaN stands there where the chances are mistaken, which is noted. */
  cell(move: CompiledMove, levels: Int32Array): number {
    const cell = this.table.cell(levels, move.place);
    if (Number.isNaN(this.context.tabulator.book.at(cell))) this.noteMistake(levels);
    return cell;
  }

  private noteMistake(levels: Int32Array): void {
    const { crisis, problems } = this.context;
    const mistake = this.table.mistake(levels)!;
    const state = stateInWords(crisis, levels);
    const own = movesOf(crisis, this.actor);
    const actor = crisis.actors[this.actor]!.name;
    if (mistake.kind === "not-one") {
      const { at } = crisis.moves[own[0]!]!;
      problems.add("chances-not-one", at, { what: `the moves of \`${actor}\``, sum: mistake.sum, state });
    } else {
      const { at, name } = crisis.moves[own[mistake.entry]!]!;
      problems.add("chance-out-of-range", at, { what: `the move \`${actor}.${name}\``, value: mistake.value, state });
    }
  }
}
