import type { StageKind } from "../../game/game.ts";
import type { Acts } from "./acts.ts";
import type { CompileContext } from "./compile-context.ts";
import {
  availableMoves,
  type CompiledMove,
  compileMoves,
  costCell,
  GivenChances,
  holds,
  readsOfMoves,
} from "./moves.ts";
import { OutcomeList, type OutcomeVisitor } from "./outcomes.ts";
import { CELL_NONE, CELL_ONE, CELL_ZERO, type PriceBook } from "./price-book.ts";
import { stateInWords } from "./state-space.ts";
import type { TableBuilder } from "./table-builder.ts";
import type { Tabulated } from "./tabulate.ts";

/** Where the levels after an outcome lead: a node of the next block, or −1 − a terminal. */
export type Arrive = (levels: Int32Array, ends: number) => number;

/** One stage of a step, ready to write the row of any state. */
export interface CompiledStage {
  readonly kind: StageKind;
  readonly actors: readonly number[];
  readonly name: string;
  /** Variables whose levels matter here. */
  readonly reads: readonly number[];
  /** Number of members whose cost stands with each choice. */
  readonly members: number;
  /** Endings are looked at after it. */
  readonly checksEndings: boolean;
  writeRow(builder: TableBuilder, node: number, levels: Int32Array, arrive: Arrive): void;
}

/** The stages of a step in their order: the groups of `turns`, then the drivers. */
export function compileStages(context: CompileContext, acts: Acts): readonly CompiledStage[] {
  const { crisis } = context;
  const groups = crisis.turns.map((actors) =>
    actors.length > 1
      ? togetherStage(context, acts, actors)
      : crisis.actors[actors[0]!]!.actsByChance
        ? givenStage(context, acts, actors[0]!)
        : turnStage(context, acts, actors[0]!),
  );
  const drivers = crisis.drivers.map((_, driver) => driverStage(context, driver));
  return [...groups, ...drivers];
}

function turnStage(context: CompileContext, acts: Acts, actor: number): CompiledStage {
  const moves = compileMoves(context, actor);
  return {
    kind: "turn",
    actors: [actor],
    name: context.crisis.actors[actor]!.name,
    reads: readsOfMoves(moves),
    members: 1,
    checksEndings: true,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const available = availableMoves(moves, levels);
      if (available.length === 0) writePass(builder, levels, arrive);
      for (const move of available) {
        builder.beginChoice(acts.single(move.move));
        builder.addCost(costCell(context, move, levels));
        move.outcomes.visit(levels, (cell, after, ends) => builder.outcome(arrive(after, ends), cell));
      }
    },
  };
}

function givenStage(context: CompileContext, acts: Acts, actor: number): CompiledStage {
  const moves = compileMoves(context, actor);
  const given = new GivenChances(context, actor);
  const { book } = context.tabulator;
  return {
    kind: "given",
    actors: [actor],
    name: context.crisis.actors[actor]!.name,
    reads: [...readsOfMoves(moves), ...given.reads],
    members: 1,
    checksEndings: true,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const available = availableMoves(moves, levels);
      if (available.length === 0) {
        writePass(builder, levels, arrive);
        builder.addGiven(CELL_ONE);
      }
      for (const move of available) {
        const chance = given.cell(move, levels);
        if (!(book.at(chance) > 0)) continue;
        builder.beginChoice(acts.single(move.move));
        builder.addCost(CELL_ZERO);
        builder.addGiven(chance);
        move.outcomes.visit(levels, (cell, after, ends) => builder.outcome(arrive(after, ends), cell));
      }
    },
  };
}

function writePass(builder: TableBuilder, levels: Int32Array, arrive: Arrive): void {
  builder.beginChoice(0);
  builder.addCost(CELL_ZERO);
  builder.outcome(arrive(levels, -1), CELL_ONE);
}

function togetherStage(context: CompileContext, acts: Acts, actors: readonly number[]): CompiledStage {
  const { crisis, tabulator } = context;
  const { book } = tabulator;
  const movesOf = actors.map((actor) => compileMoves(context, actor));
  const givenOf = actors.map((actor) => {
    return crisis.actors[actor]!.actsByChance ? new GivenChances(context, actor) : undefined;
  });
  return {
    kind: "together",
    actors,
    name: actors.map((actor) => crisis.actors[actor]!.name).join(" and "),
    reads: [...movesOf.flatMap(readsOfMoves), ...givenOf.flatMap((given) => given?.reads ?? [])],
    members: actors.length,
    checksEndings: true,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const open = movesOf.map((moves) => availableMoves(moves, levels));
      const costs = open.map((moves) => moves.map((move) => costCell(context, move, levels)));
      open.forEach((moves, m) => {
        const given = givenOf[m];
        builder.beginMember();
        if (moves.length === 0) builder.option(-1, CELL_ZERO, given ? CELL_ONE : CELL_NONE);
        moves.forEach((move, i) => {
          builder.option(move.move, costs[m]![i]!, given ? given.cell(move, levels) : CELL_NONE);
        });
      });
      forEachProfile(open, (chosen) => {
        builder.beginChoice(acts.joint(chosen.flatMap((i, m) => (i < 0 ? [] : [open[m]![i]!.move]))));
        chosen.forEach((i, m) => {
          builder.addCost(i < 0 ? CELL_ZERO : costs[m]![i]!);
        });
        const profile = chosen.map((i, m) => (i < 0 ? undefined : open[m]![i]!));
        applyInOrder(book, profile, 0, CELL_ONE, levels, (cell, after, ends) =>
          builder.outcome(arrive(after, ends), cell),
        );
      });
    },
  };
}

/** Visit every combination of one move a member (−1 for a pass), the last member's changing fastest. */
function forEachProfile(open: readonly (readonly CompiledMove[])[], visit: (chosen: readonly number[]) => void): void {
  const chosen: number[] = [];
  const descend = (m: number): void => {
    if (m === open.length) {
      visit(chosen);
      return;
    }
    const count = open[m]!.length;
    for (let i = count === 0 ? -1 : 0; i < count; i++) {
      chosen[m] = i;
      descend(m + 1);
    }
  };
  descend(0);
}

/** Joint effects: each member's outcome reads the state the earlier ones left; an ending stops the rest. */
function applyInOrder(
  book: PriceBook,
  profile: readonly (CompiledMove | undefined)[],
  from: number,
  cell: number,
  levels: Int32Array,
  visit: OutcomeVisitor,
): void {
  let m = from;
  while (m < profile.length && !profile[m]) m++;
  if (m === profile.length) {
    visit(cell, levels, -1);
    return;
  }
  profile[m]!.outcomes.visit(levels, (own, after, ends) => {
    const joint = productCell(book, cell, own);
    if (ends >= 0) visit(joint, after, ends);
    else applyInOrder(book, profile, m + 1, joint, after, visit);
  });
}

/** Cell of the product of two chances. */
function productCell(book: PriceBook, one: number, other: number): number {
  if (one === CELL_ONE) return other;
  if (other === CELL_ONE) return one;
  return book.single(book.at(one) * book.at(other));
}

function driverStage(context: CompileContext, driver: number): CompiledStage {
  const { crisis, tabulator, problems } = context;
  const { name, rows, mustCover, at } = crisis.drivers[driver]!;
  const compiled = rows.map((row): { when: Tabulated | undefined; outcomes: OutcomeList } => ({
    when: row.when && tabulator.tabulate(row.when, "truth"),
    outcomes: new OutcomeList(context, row.outcomes, `the driver \`${name}\``),
  }));
  return {
    kind: "driver",
    actors: [],
    name,
    reads: compiled.flatMap(({ when, outcomes }) => [...(when?.reads ?? []), ...outcomes.reads]),
    members: 1,
    checksEndings: driver === crisis.drivers.length - 1,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const row = compiled.find(({ when }) => holds(when, levels));
      if (row) {
        builder.beginChoice(0);
        builder.addCost(CELL_ZERO);
        row.outcomes.visit(levels, (cell, after, ends) => builder.outcome(arrive(after, ends), cell));
        return;
      }
      if (mustCover) problems.add("uncovered-state", at, { driver: name, state: stateInWords(crisis, levels) });
      writePass(builder, levels, arrive);
    },
  };
}
