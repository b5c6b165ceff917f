/** Rows r = constant + Σ_k chance_k · slot_k of values, J numbers each; row r has the entries `start[r]` … `start[r + 1] − 1`. */
export interface AffineRows {
  /** [r · J + j]. */
  readonly constant: Float64Array;
  readonly start: Int32Array;
  /** Slot of the entry, times J. */
  readonly place: Int32Array;
  readonly chance: Float64Array;
}

/** Writes rows one after the other; entries of a row that lead to one slot are joined. */
export class AffineRowWriter {
  /** Rows closed so far. */
  rows = 0;
  readonly slots: number;
  private readonly J: number;
  private readonly current: Float64Array;
  /** By slot: the last entry that leads there. */
  private readonly last: Int32Array;
  private constant: Float64Array;
  private start: Int32Array = new Int32Array(64);
  private slot: Int32Array = new Int32Array(64);
  private chance: Float64Array = new Float64Array(64);
  private length = 0;

  constructor(J: number, slots: number) {
    this.J = J;
    this.slots = slots;
    this.current = new Float64Array(J);
    this.constant = new Float64Array(this.start.length * J);
    this.last = new Int32Array(slots);
  }

  addConstant(j: number, value: number): void {
    this.current[j] = this.current[j]! + value;
  }

  addEntry(slot: number, chance: number): void {
    const known = this.last[slot]!;
    if (known >= this.start[this.rows]! && known < this.length && this.slot[known] === slot) {
      this.chance[known] = this.chance[known]! + chance;
      return;
    }
    if (this.length === this.slot.length) {
      this.slot = longerIntegers(this.slot, 2 * this.length);
      this.chance = longer(this.chance, 2 * this.length);
    }
    this.last[slot] = this.length;
    this.slot[this.length] = slot;
    this.chance[this.length] = chance;
    this.length++;
  }

  /** A row of `other`, times `share`. */
  addRow(other: AffineRowWriter, row: number, share: number): void {
    const { J } = this;
    for (let j = 0; j < J; j++) this.addConstant(j, share * other.constant[row * J + j]!);
    for (let k = other.start[row]!; k < other.start[row + 1]!; k++) {
      this.addEntry(other.slot[k]!, share * other.chance[k]!);
    }
  }

  /** End the row; how many slots it leads to. */
  close(): number {
    const { J } = this;
    if (this.rows + 2 > this.start.length) {
      this.start = longerIntegers(this.start, 2 * this.start.length);
      this.constant = longer(this.constant, this.start.length * J);
    }
    this.constant.set(this.current, this.rows * J);
    this.current.fill(0);
    const places = this.length - this.start[this.rows]!;
    this.rows++;
    this.start[this.rows] = this.length;
    return places;
  }

  /** Take the last row off and end a row of `other` with it. */
  moveLastTo(other: AffineRowWriter): void {
    this.rows--;
    other.addRow(this, this.rows, 1);
    this.length = this.start[this.rows]!;
    other.close();
  }

  finish(): AffineRows {
    return {
      constant: this.constant.slice(0, this.rows * this.J),
      start: this.start.slice(0, this.rows + 1),
      place: this.slot.slice(0, this.length).map((slot) => slot * this.J),
      chance: this.chance.slice(0, this.length),
    };
  }
}

function longer(old: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length);
  larger.set(old);
  return larger;
}

function longerIntegers(old: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(old);
  return larger;
}
