import type { Game, Stage, StageTable } from "../game/game.ts";
import { type Block, spreadMass, stageMove } from "../inference/move-mass.ts";
import { activeAt, positionBlock } from "../inference/plain-pass.ts";
import type { ExplainInput } from "./explain-input.ts";
import { type Column, columnsOf, type PayoffPlace } from "./reasons-columns.ts";
import { ColumnValues, optionChances } from "./reasons-values.ts";
import { worthAfter } from "./worth-after.ts";

/** An actor at a stage of the as-of step. */
export interface ExplainedMover {
  readonly stage: number;
  readonly actor: number;
  /** Mass that reaches the stage. */
  readonly reached: number;
  /** Named parts of the mover's payoff; `ExplainedCase.values` follows this order. */
  readonly parts: readonly PayoffPlace[];
  /** One for each set of moves that is open together somewhere; what has no move open is left out. */
  readonly cases: readonly ExplainedCase[];
}

/** All situations in which exactly these moves are open. */
export interface ExplainedCase {
  /** Move ids, ascending. */
  readonly moves: readonly number[];
  readonly mass: number;
  /** Mass with which each is made. */
  readonly chosen: Float64Array;
  /**
   * Σ mass · value if the move is made now and everyone keeps to the solution
   * afterwards: [move · (parts + endings) + k], first the payoff parts
   * (discounted, in utils), then the odds of each ending. The parts of a move
   * add up to Σ mass · Q, equation (1).
   */
  readonly values: Float64Array;
}

/** Cells of one block of rows; more columns are valued in several passes. */
const CELLS = 4e6;

/** What each move open in the as-of step is worth to its mover, in parts. */
export function reasonsOfPart(input: ExplainInput): readonly ExplainedMover[] {
  const { crisis, game, policy, request, parameters } = input;
  const seats = seatsOf(game);
  const actors = [...new Set(seats.map(({ actor }) => actor))].sort((a, b) => a - b);
  const columns = columnsOf(crisis, game, parameters, actors);
  const reached = massAtStages(input);
  const tallies = seats.map((seat) => {
    const mass = reached[seat.stage]!;
    return new Tally(input, seat, columns, { mass, weighed: weighedBy(input, seat, mass) });
  });
  const batch = Math.max(1, Math.floor(CELLS / largestBlock(game)));
  for (let from = 0; from < columns.length; from += batch) {
    const valuation = { crisis, game, policy, step: request.asOfStep };
    const some = columns.slice(from, from + batch);
    const values = new ColumnValues(valuation, some);
    values.back(valuation.step, worthAfter(valuation, some, values), (stage, next, ended) => {
      for (const tally of tallies) if (tally.seat.stage === stage) tally.add(from, next, ended);
    });
  }
  return tallies.map((tally) => tally.result());
}

/** A place in the order of a step at which an actor chooses by payoff. */
interface Seat {
  readonly stage: number;
  /** Which member of a group. */
  readonly member: number;
  readonly actor: number;
}

function seatsOf(game: Game): readonly Seat[] {
  return game.stages.flatMap((stage, p) => {
    if (stage.kind !== "turn" && stage.kind !== "together") return [];
    const seats = stage.actors.map((actor, member) => ({ stage: p, member, actor }));
    return seats.filter(({ actor }) => !Number.isNaN(game.precision[actor]!));
  });
}

function largestBlock(game: Game): number {
  const { blockStart } = game;
  let largest = 1;
  for (let p = 0; p + 1 < blockStart.length; p++) largest = Math.max(largest, blockStart[p + 1]! - blockStart[p]!);
  return largest;
}

/** Mass at each position of the as-of step. */
function massAtStages({ game, policy, belief, request }: ExplainInput): readonly Float64Array[] {
  const step = request.asOfStep;
  const masses: Float64Array[] = [belief.alive];
  for (let p = 0; p < game.stages.length; p++) {
    const from = positionBlock(game, step, p, 1, masses[p]!);
    const next = positionBlock(game, step, p + 1, 1, new Float64Array(activeAt(game, step, p + 1)));
    spreadMass(stageMove(game, policy, step, p, null), from, next, null);
    masses.push(next.cells);
  }
  return masses;
}

/**
 * The mass as the mover weighs it: where it cannot tell nodes apart, it spreads
 * their mass over them as everybody believes, whatever the reports say of what
 * it does not see.
 */
function weighedBy({ game, beliefs, request }: ExplainInput, { stage, actor }: Seat, mass: Float64Array): Float64Array {
  if (!beliefs) return mass;
  const first = game.blockStart[stage]!;
  const believed = beliefs.at(request.asOfStep)[stage]!;
  const sets = Array.from(mass, (own, i) => (own > 0 || believed[i]! > 0 ? beliefs.seenBy(actor, first + i) : ""));
  const sums = new Map<string, { mass: number; believed: number }>();
  sets.forEach((set, i) => {
    const sum = sums.get(set) ?? { mass: 0, believed: 0 };
    sums.set(set, sum);
    sum.mass += mass[i]!;
    sum.believed += believed[i]!;
  });
  return mass.map((own, i) => {
    const sum = sums.get(sets[i]!)!;
    return sum.believed > 0 ? (sum.mass * believed[i]!) / sum.believed : own;
  });
}

/** A case under way. */
interface Sums {
  readonly moves: readonly number[];
  mass: number;
  readonly chosen: Float64Array;
  readonly values: Float64Array;
}

/** Adds up the values of one seat over the nodes of its stage. */
class Tally {
  readonly seat: Seat;
  private readonly game: Game;
  private readonly stage: Stage;
  private readonly table: StageTable;
  private readonly chances: Float64Array;
  private readonly mass: Float64Array;
  private readonly weighed: Float64Array;
  private readonly columns: readonly Column[];
  /** Place of each column among the values of a move, −1 for those of other actors. */
  private readonly place: Int32Array;
  private readonly width: number;
  private readonly cases = new Map<string, Sums>();
  /** Case of each node; undefined where the seat has nothing to choose from or no mass. */
  private readonly caseOf: (Sums | undefined)[] = [];

  /** @param masses at the nodes of the stage: as they are, and as the mover weighs them. */
  constructor(
    input: ExplainInput,
    seat: Seat,
    columns: readonly Column[],
    { mass, weighed }: { readonly mass: Float64Array; readonly weighed: Float64Array },
  ) {
    const { game, policy, request } = input;
    const { table, chances } = stageMove(game, policy, request.asOfStep, seat.stage, null);
    this.seat = seat;
    this.game = game;
    this.stage = game.stages[seat.stage]!;
    this.table = table;
    this.chances = chances!;
    this.mass = mass;
    this.weighed = weighed;
    this.columns = columns;
    let width = 0;
    this.place = Int32Array.from(columns, ({ actor }) => (actor === seat.actor || actor === -1 ? width++ : -1));
    this.width = width;
    for (let i = 0; i < mass.length; i++) this.caseOf.push(mass[i]! > 0 || weighed[i]! > 0 ? this.enter(i) : undefined);
  }

  /** Add the values of a batch of columns that starts at column `from`. */
  add(from: number, next: Block, ended: Block): void {
    const taken: number[] = [];
    for (let k = 0; k < next.width; k++) if (this.place[from + k]! >= 0) taken.push(k);
    const members = this.stage.actors.length;
    this.caseOf.forEach((sums, i) => {
      if (sums === undefined) return;
      const others = members === 1 ? null : this.chancesOfOthers(i);
      const first = this.table.choiceStart[i]!;
      for (let c = first; c < this.table.choiceStart[i + 1]!; c++) {
        const weight = this.weighed[i]! * (others === null ? 1 : others[c - first]!);
        if (weight === 0) continue;
        const base = this.optionOf(i, c - first) * this.width;
        for (const k of taken) {
          const value = this.valueOf(c, k, next, ended) - this.costOf(c, from + k);
          sums.values[base + this.place[from + k]!]! += weight * value;
        }
      }
    });
  }

  result(): ExplainedMover {
    const { stage, actor } = this.seat;
    const parts = this.columns.flatMap((column) =>
      column.actor === actor && column.place !== null ? [column.place] : [],
    );
    const reached = this.mass.reduce((sum, mass) => sum + mass, 0);
    return { stage, actor, reached, parts, cases: [...this.cases.values()] };
  }

  /** Find the case of a node and add its mass. */
  private enter(i: number): Sums | undefined {
    const moves = this.movesAt(i);
    if (moves.length === 0) return undefined;
    const key = moves.join();
    let sums = this.cases.get(key);
    if (sums === undefined) {
      const values = new Float64Array(moves.length * this.width);
      sums = { moves, mass: 0, chosen: new Float64Array(moves.length), values };
      this.cases.set(key, sums);
    }
    const mass = this.mass[i]!;
    sums.mass += mass;
    const mix = optionChances(this.table, this.chances, i, this.stage.actors.length)[this.seat.member]!;
    for (let o = 0; o < moves.length; o++) sums.chosen[o]! += mass * mix[o]!;
    return sums;
  }

  /** Moves open to the seat at a node, in the order of its options. */
  private movesAt(i: number): readonly number[] {
    const { acts } = this.game;
    const { options, choiceStart, act } = this.table;
    const moves: number[] = [];
    if (this.stage.kind === "turn") {
      for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
        if (act[c] !== 0) moves.push(acts.move[acts.start[act[c]!]!]!);
      }
      return moves;
    }
    const at = i * this.stage.actors.length + this.seat.member;
    for (let o = options!.start[at]!; o < options!.start[at + 1]!; o++) {
      if (options!.move[o]! >= 0) moves.push(options!.move[o]!);
    }
    return moves;
  }

  /** Which option of the seat a choice stands for. */
  private optionOf(i: number, choice: number): number {
    const members = this.stage.actors.length;
    if (members === 1) return choice;
    const { start } = this.table.options!;
    let rest = choice;
    for (let m = members - 1; ; m--) {
      const count = start[i * members + m + 1]! - start[i * members + m]!;
      if (m === this.seat.member) return rest % count;
      rest = Math.floor(rest / count);
    }
  }

  /** For each profile of a node, the probability of what the other members do in it. */
  private chancesOfOthers(i: number): Float64Array {
    const members = this.stage.actors.length;
    const mixes = optionChances(this.table, this.chances, i, members);
    const profiles = new Float64Array(this.table.choiceStart[i + 1]! - this.table.choiceStart[i]!).fill(1);
    for (let profile = 0; profile < profiles.length; profile++) {
      let rest = profile;
      for (let m = members - 1; m >= 0; m--) {
        const count = mixes[m]!.length;
        if (m !== this.seat.member) profiles[profile]! *= mixes[m]![rest % count]!;
        rest = Math.floor(rest / count);
      }
    }
    return profiles;
  }

  private valueOf(choice: number, k: number, next: Block, ended: Block): number {
    const { outcomeStart, target, chance } = this.table;
    let value = 0;
    for (let o = outcomeStart[choice]!; o < outcomeStart[choice + 1]!; o++) {
      const to = target[o]! < ended.start ? next : ended;
      value += chance[o]! * to.cells[(target[o]! - to.start) * to.width + k]!;
    }
    return value;
  }

  private costOf(choice: number, column: number): number {
    const { place, actor } = this.columns[column]!;
    if (place?.kind !== "cost" || actor !== this.seat.actor) return 0;
    return this.table.cost[choice * this.stage.actors.length + this.seat.member]!;
  }
}
