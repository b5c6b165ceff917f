import type { Signature, SignatureTree } from "./paths-signatures.ts";

/** Which sequence of events stands in which column. Column 0 holds those that are no longer told apart. */
export class SignatureColumns {
  /** Columns in use, column 0 included. */
  count = 1;
  private readonly tree: SignatureTree;
  private readonly width: number;
  private signatures: (Signature | null)[] = [null];
  private columnOf = new Map<Signature, number>();
  /** By change of the watched levels: where each column leads, −1 where that is not known yet. */
  private jumps = new Map<number, Int32Array>();

  constructor(tree: SignatureTree, width: number) {
    this.tree = tree;
    this.width = width;
  }

  /** The sequence of a column; null for column 0. */
  at(column: number): Signature | null {
    return this.signatures[column]!;
  }

  /** The column of a sequence: a new one, or column 0 once all are taken. */
  of(signature: Signature): number {
    const known = this.columnOf.get(signature);
    if (known !== undefined) return known;
    if (this.count === this.width) return 0;
    this.columnOf.set(signature, this.count);
    this.signatures.push(signature);
    return this.count++;
  }

  /** Where columns go on the way from one node to another. */
  after(from: number, to: number): (column: number) => number {
    const key = this.tree.changeKey(from, to);
    let known = this.jumps.get(key);
    if (!known) {
      known = new Int32Array(this.width).fill(-1);
      known[0] = 0;
      this.jumps.set(key, known);
    }
    const jump = known;
    return (column) => {
      if (jump[column]! < 0) jump[column] = this.of(this.tree.after(this.signatures[column]!, from, to));
      return jump[column]!;
    };
  }

  /**
   * Number the columns anew: the heaviest ones keep one, the others become
   * column 0.
   *
   * @returns the new column of each.
   */
  keepHeaviest(totals: Float64Array, limit: number): Int32Array {
    const order = Array.from(totals.keys()).filter((column) => column > 0 && totals[column]! > 0);
    order.sort((a, b) => totals[b]! - totals[a]! || a - b);
    const signatures = order.slice(0, limit).map((column) => this.signatures[column]!);
    const columns = new Int32Array(this.count);
    order.slice(0, limit).forEach((column, k) => {
      columns[column] = k + 1;
    });
    this.signatures = [null, ...signatures];
    this.columnOf = new Map(signatures.map((signature, k) => [signature, k + 1]));
    this.jumps = new Map();
    this.count = this.signatures.length;
    return columns;
  }
}
