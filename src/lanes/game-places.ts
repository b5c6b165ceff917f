import type { Game, StageTable } from "../game/game.ts";
import { choicesOf } from "../solvers/solve-backward.ts";
import { strategicActors } from "../solvers/strategic-view.ts";
import { Arena, type Shared } from "./arena.ts";
import { kernelTables, ROW_BYTES } from "./kernel.ts";

/** Choices worked on together in a turn: what they are worth stays in the fastest memory. */
const TOGETHER = 128;

/** Where the parts of a stage's table stand; 0 where it has none. */
export interface TablePlace {
  readonly choiceStart: number;
  readonly outcomeStart: number;
  readonly target: number;
  /** Rows: probability of each outcome, cost and given probability of each choice. */
  readonly share: number;
  readonly cost: number;
  readonly given: number;
}

/** Where what happens at the end of a step stands. */
export interface EndPlace {
  readonly residualTerminal: number;
  /** Rows. */
  readonly payoff: number;
  readonly residualChance: number;
}

/** Numbers of each game that go into rows. */
export interface GameRows {
  readonly address: number;
  /** Which columns of a table count; null where it has one. */
  readonly columns: readonly number[] | null;
  /** Columns of that table. */
  readonly width: number;
  /** The table of one game. */
  read(game: Game): Float64Array;
}

/**
 * Where everything of games of one structure stands in the kernel's memory:
 * what is the same for all of them, rows of their numbers, values and policies.
 */
export class GamePlaces {
  /** One of them. */
  readonly game: Game;
  /** Ids of the actors that have values, ascending. */
  readonly actors: readonly number[];
  readonly tables: readonly (readonly TablePlace[])[];
  readonly ends: readonly EndPlace[];
  readonly nextNode: number;
  readonly otherwiseTerminal: number;
  readonly exponentials: number;
  /** Rows by actor. */
  readonly precision: number;
  readonly discount: number;
  /** Rows by node and actor. */
  readonly value: number;
  readonly valueBytes: number;
  /** Rows of choices worked on together, and how many they may be. */
  readonly worth: number;
  readonly room: number;
  /** Rows of probabilities by step and stage; 0 where nobody chooses. */
  readonly policy: readonly (readonly number[])[];
  readonly shared: readonly Shared[];
  readonly rows: readonly GameRows[];
  /** First address after all of it. */
  readonly top: number;

  constructor(game: Game) {
    this.game = game;
    this.actors = strategicActors(game);
    const { stages, end, blockStart } = game;
    const J = this.actors.length;
    const arena = new Arena(ROW_BYTES);
    const rows: GameRows[] = [];
    const enter = (read: GameRows["read"], columns: readonly number[] | null = null): number => {
      const width = columns === null ? 1 : game.actors.length;
      const count = (read(game).length / width) * (columns?.length ?? 1);
      if (count === 0) return 0;
      const address = arena.rows(count);
      rows.push({ address, columns, width, read });
      return address;
    };
    this.exponentials = arena.share(kernelTables);
    this.nextNode = arena.share(game.nextNode);
    this.otherwiseTerminal = arena.share(game.otherwiseTerminal);
    this.precision = enter(({ precision }) => precision, this.actors);
    this.discount = enter(({ discount }) => discount, this.actors);
    this.ends = end.tables.map(({ residualTerminal }, k) => ({
      residualTerminal: arena.share(residualTerminal),
      payoff: enter((own) => own.end.tables[k]!.payoff, this.actors),
      residualChance: enter((own) => own.end.tables[k]!.residualChance),
    }));
    this.tables = stages.map(({ tables, kind }, p) =>
      tables.map((table, k): TablePlace => {
        const own = (of: Game): StageTable => of.stages[p]!.tables[k]!;
        return {
          choiceStart: arena.share(table.choiceStart),
          outcomeStart: arena.share(table.outcomeStart),
          target: arena.share(table.target),
          share: enter((of) => own(of).chance),
          cost: kind === "turn" ? enter((of) => own(of).cost) : 0,
          given: kind === "given" ? enter((of) => own(of).given) : 0,
        };
      }),
    );
    this.valueBytes = blockStart[stages.length + 2]! * J * ROW_BYTES;
    this.value = arena.take(this.valueBytes);
    rows.push({
      address: this.value + blockStart[stages.length + 1]! * J * ROW_BYTES,
      columns: this.actors,
      width: game.actors.length,
      read: (of) => of.terminalPayoff,
    });
    this.room = Math.max(TOGETHER, mostOfNode(game));
    this.worth = arena.rows(this.room * J);
    this.policy = Array.from({ length: game.steps }, (_, t) =>
      stages.map(({ kind }, p) => (kind === "turn" ? arena.rows(choicesOf(game, t, p)) : 0)),
    );
    this.shared = arena.shared;
    this.rows = rows;
    this.top = arena.top;
  }
}

/** Most choices of one node where a single actor chooses. */
function mostOfNode({ stages }: Game): number {
  let most = 0;
  for (const { kind, tables } of stages) {
    if (kind !== "turn") continue;
    for (const { choiceStart } of tables) {
      for (let i = 0; i + 1 < choiceStart.length; i++) most = Math.max(most, choiceStart[i + 1]! - choiceStart[i]!);
    }
  }
  return most;
}
