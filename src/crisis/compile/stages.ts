import type { StageKind } from "../../game/game.ts";
import type { Acts } from "./acts.ts";
import {
  availableMoves,
  type CompileContext,
  type CompiledMove,
  compileMoves,
  costOf,
  givenChances,
  holds,
  readsOfMoves,
} from "./moves.ts";
import { OutcomeList } from "./outcomes.ts";
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
        builder.addCost(costOf(context, move, levels));
        move.outcomes.visit(levels, (chance, after, ends) => builder.outcome(arrive(after, ends), chance));
      }
    },
  };
}

function givenStage(context: CompileContext, acts: Acts, actor: number): CompiledStage {
  const moves = compileMoves(context, actor);
  return {
    kind: "given",
    actors: [actor],
    name: context.crisis.actors[actor]!.name,
    reads: readsOfMoves(moves),
    members: 1,
    checksEndings: true,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const available = availableMoves(moves, levels);
      if (available.length === 0) {
        writePass(builder, levels, arrive);
        builder.addGiven(1);
      }
      const chances = givenChances(context, available, levels);
      available.forEach((move, i) => {
        if (!(chances[i]! > 0)) return;
        builder.beginChoice(acts.single(move.move));
        builder.addCost(0);
        builder.addGiven(chances[i]!);
        move.outcomes.visit(levels, (chance, after, ends) => builder.outcome(arrive(after, ends), chance));
      });
    },
  };
}

function writePass(builder: TableBuilder, levels: Int32Array, arrive: Arrive): void {
  builder.beginChoice(0);
  builder.addCost(0);
  builder.outcome(arrive(levels, -1), 1);
}

function togetherStage(context: CompileContext, acts: Acts, actors: readonly number[]): CompiledStage {
  const { crisis } = context;
  const movesOf = actors.map((actor) => compileMoves(context, actor));
  return {
    kind: "together",
    actors,
    name: actors.map((actor) => crisis.actors[actor]!.name).join(" and "),
    reads: movesOf.flatMap(readsOfMoves),
    members: actors.length,
    checksEndings: true,
    writeRow: (builder, node, levels, arrive) => {
      builder.beginRow(node);
      const open = movesOf.map((moves) => availableMoves(moves, levels));
      const costs = open.map((moves) => moves.map((move) => costOf(context, move, levels)));
      open.forEach((moves, m) => {
        const byChance = crisis.actors[actors[m]!]!.actsByChance;
        const given = byChance ? givenChances(context, moves, levels) : undefined;
        builder.beginMember();
        if (moves.length === 0) builder.option(-1, 0, byChance ? 1 : Number.NaN);
        moves.forEach((move, i) => {
          builder.option(move.move, costs[m]![i]!, given ? given[i]! : Number.NaN);
        });
      });
      forEachProfile(open, (chosen) => {
        builder.beginChoice(acts.joint(chosen.flatMap((i, m) => (i < 0 ? [] : [open[m]![i]!.move]))));
        chosen.forEach((i, m) => {
          builder.addCost(i < 0 ? 0 : costs[m]![i]!);
        });
        const profile = chosen.map((i, m) => (i < 0 ? undefined : open[m]![i]!));
        applyInOrder(profile, 0, 1, levels, (chance, after, ends) => builder.outcome(arrive(after, ends), chance));
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
  profile: readonly (CompiledMove | undefined)[],
  from: number,
  chance: number,
  levels: Int32Array,
  visit: (chance: number, levels: Int32Array, ends: number) => void,
): void {
  let m = from;
  while (m < profile.length && !profile[m]) m++;
  if (m === profile.length) {
    visit(chance, levels, -1);
    return;
  }
  profile[m]!.outcomes.visit(levels, (outcomeChance, after, ends) => {
    if (ends >= 0) visit(chance * outcomeChance, after, ends);
    else applyInOrder(profile, m + 1, chance * outcomeChance, after, visit);
  });
}

function driverStage(context: CompileContext, driver: number): CompiledStage {
  const { crisis, tabulator, problems } = context;
  const { name, rows, mustCover, at } = crisis.drivers[driver]!;
  const compiled = rows.map((row): { when: Tabulated | undefined; outcomes: OutcomeList } => ({
    when: row.when && tabulator.tabulate(row.when),
    outcomes: new OutcomeList(crisis, row.outcomes, `the driver \`${name}\``, context),
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
        builder.addCost(0);
        row.outcomes.visit(levels, (chance, after, ends) => builder.outcome(arrive(after, ends), chance));
        return;
      }
      if (mustCover) problems.add("uncovered-state", at, { driver: name, state: stateInWords(crisis, levels) });
      writePass(builder, levels, arrive);
    },
  };
}
