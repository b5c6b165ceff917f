import type { StageTable, TogetherOptions } from "../../game/game.ts";
import { GrowingInt32 } from "../../numeric/growing-array.ts";

/** A stage table whose numbers are cells of a price book. */
export interface TableStructure {
  readonly choiceStart: Int32Array;
  readonly act: Int32Array;
  readonly cost: Int32Array;
  readonly given: Int32Array;
  readonly outcomeStart: Int32Array;
  readonly target: Int32Array;
  readonly chance: Int32Array;
  readonly options?: {
    readonly start: Int32Array;
    readonly move: Int32Array;
    readonly cost: Int32Array;
    readonly given: Int32Array;
  };
}

/** Values by cell, and which cells have another value than in a table priced before. */
export interface Prices {
  readonly values: Float64Array;
  /** By cell: 1 where it has; absent where there is no such table. */
  readonly moved?: Uint8Array;
}

/** The table with the prices put in. Arrays of the table before are used again where none of their prices moved. */
export function priceTable(structure: TableStructure, prices: Prices, before?: StageTable): StageTable {
  const { choiceStart, act, outcomeStart, target, options } = structure;
  const table = {
    choiceStart,
    act,
    cost: pricesOf(structure.cost, prices, before?.cost),
    given: pricesOf(structure.given, prices, before?.given),
    outcomeStart,
    target,
    chance: pricesOf(structure.chance, prices, before?.chance),
  };
  if (!options) return table;
  const priced: TogetherOptions = {
    start: options.start,
    move: options.move,
    cost: pricesOf(options.cost, prices, before?.options?.cost),
    given: pricesOf(options.given, prices, before?.options?.given),
  };
  return { ...table, options: priced };
}

/** Put the prices into a table priced before, which nobody needs as it was. */
export function priceTableOver(structure: TableStructure, prices: Required<Prices>, table: StageTable): void {
  writeOver(structure.cost, prices, table.cost);
  writeOver(structure.given, prices, table.given);
  writeOver(structure.chance, prices, table.chance);
  if (!structure.options || !table.options) return;
  writeOver(structure.options.cost, prices, table.options.cost);
  writeOver(structure.options.given, prices, table.options.given);
}

function pricesOf(cells: Int32Array, { values: prices, moved }: Prices, before?: Float64Array): Float64Array {
  if (before && moved && !anyOf(cells, moved)) return before;
  const values = new Float64Array(cells.length);
  writePrices(cells, prices, values);
  return values;
}

function writeOver(cells: Int32Array, { values, moved }: Required<Prices>, into: Float64Array): void {
  if (anyOf(cells, moved)) writePrices(cells, values, into);
}

function writePrices(cells: Int32Array, prices: Float64Array, into: Float64Array): void {
  for (let i = 0; i < cells.length; i++) into[i] = prices[cells[i]!]!;
}

function anyOf(cells: Int32Array, moved: Uint8Array): boolean {
  for (let i = 0; i < cells.length; i++) if (moved[cells[i]!] !== 0) return true;
  return false;
}

/**
 * Collects the rows of a stage table in the order in which nodes are found and
 * lays them out by node at the end. Targets are written as the number of a
 * node within the next block, or −1 − the number of a terminal.
 */
export class TableBuilder {
  /** Row of each node + 1; 0 where it has none yet. */
  private readonly rowOfNode = new GrowingInt32();
  private readonly rowStart = new GrowingInt32();
  private readonly act = new GrowingInt32();
  private readonly cost = new GrowingInt32();
  private readonly given = new GrowingInt32();
  private readonly outcomeStart = new GrowingInt32();
  private readonly target = new GrowingInt32();
  private readonly chance = new GrowingInt32();
  private readonly optionStart = new GrowingInt32();
  private readonly optionMove = new GrowingInt32();
  private readonly optionCost = new GrowingInt32();
  private readonly optionGiven = new GrowingInt32();
  /** Costs per choice: 1, or the members of a group that moves at the same time. */
  private readonly members: number;
  private readonly together: boolean;

  constructor(members: number, together: boolean) {
    this.members = members;
    this.together = together;
  }

  get choices(): number {
    return this.act.length;
  }

  has(node: number): boolean {
    return node < this.rowOfNode.length && this.rowOfNode.at(node) !== 0;
  }

  beginRow(node: number): void {
    while (this.rowOfNode.length <= node) this.rowOfNode.push(0);
    this.rowStart.push(this.act.length);
    this.rowOfNode.set(node, this.rowStart.length);
  }

  /** Begin the options of the next member of the row. */
  beginMember(): void {
    this.optionStart.push(this.optionMove.length);
  }

  /** A move with the cells of its cost and its given chance. */
  option(move: number, cost: number, given: number): void {
    this.optionMove.push(move);
    this.optionCost.push(cost);
    this.optionGiven.push(given);
  }

  /** Begin a choice; its costs follow by `addCost`, one for each member. */
  beginChoice(act: number): void {
    this.act.push(act);
    this.outcomeStart.push(this.target.length);
  }

  addCost(cell: number): void {
    this.cost.push(cell);
  }

  addGiven(cell: number): void {
    this.given.push(cell);
  }

  outcome(target: number, chanceCell: number): void {
    this.target.push(target);
    this.chance.push(chanceCell);
  }

  /** Call `visit` with each target of the node's row. */
  forEachTarget(node: number, visit: (target: number) => void): void {
    const row = this.rowOfNode.at(node) - 1;
    const firstChoice = this.rowStart.at(row);
    const lastChoice = row + 1 < this.rowStart.length ? this.rowStart.at(row + 1) : this.act.length;
    if (firstChoice === lastChoice) return;
    const from = this.outcomeStart.at(firstChoice);
    const to = lastChoice < this.outcomeStart.length ? this.outcomeStart.at(lastChoice) : this.target.length;
    for (let o = from; o < to; o++) visit(this.target.at(o));
  }

  /**
   * @param nodes size of the block.
   * @param nextBlock id of the first node of the next block.
   * @param terminals id of the first terminal.
   */
  finish(nodes: number, nextBlock: number, terminals: number): TableStructure {
    const choiceStart = new Int32Array(nodes + 1);
    const choices = this.act.length;
    const act = new Int32Array(choices);
    const cost = new Int32Array(this.cost.length);
    const given = new Int32Array(this.given.length);
    const outcomeStart = new Int32Array(choices + 1);
    const target = new Int32Array(this.target.length);
    const chance = new Int32Array(this.target.length);
    let c = 0;
    let o = 0;
    for (let node = 0; node < nodes; node++) {
      choiceStart[node] = c;
      if (!this.has(node)) continue;
      const row = this.rowOfNode.at(node) - 1;
      const to = row + 1 < this.rowStart.length ? this.rowStart.at(row + 1) : choices;
      for (let from = this.rowStart.at(row); from < to; from++, c++) {
        act[c] = this.act.at(from);
        for (let m = 0; m < this.members; m++) cost[c * this.members + m] = this.cost.at(from * this.members + m);
        if (given.length > 0) given[c] = this.given.at(from);
        outcomeStart[c] = o;
        const end = from + 1 < choices ? this.outcomeStart.at(from + 1) : this.target.length;
        for (let k = this.outcomeStart.at(from); k < end; k++, o++) {
          const reached = this.target.at(k);
          target[o] = reached >= 0 ? nextBlock + reached : terminals - 1 - reached;
          chance[o] = this.chance.at(k);
        }
      }
    }
    choiceStart[nodes] = c;
    outcomeStart[choices] = o;
    const table = { choiceStart, act, cost, given, outcomeStart, target, chance };
    return this.together ? { ...table, options: this.finishOptions(nodes) } : table;
  }

  private finishOptions(nodes: number): NonNullable<TableStructure["options"]> {
    const members = this.members;
    const start = new Int32Array(nodes * members + 1);
    const move = new Int32Array(this.optionMove.length);
    const cost = new Int32Array(move.length);
    const given = new Int32Array(move.length);
    let n = 0;
    for (let node = 0; node < nodes; node++) {
      const row = this.has(node) ? this.rowOfNode.at(node) - 1 : -1;
      for (let m = 0; m < members; m++) {
        start[node * members + m] = n;
        if (row < 0) continue;
        const entry = row * members + m;
        const to = entry + 1 < this.optionStart.length ? this.optionStart.at(entry + 1) : move.length;
        for (let k = this.optionStart.at(entry); k < to; k++, n++) {
          move[n] = this.optionMove.at(k);
          cost[n] = this.optionCost.at(k);
          given[n] = this.optionGiven.at(k);
        }
      }
    }
    start[nodes * members] = n;
    return { start, move, cost, given };
  }
}
