import { GrowingFloat64 } from "../../numeric/growing-array.ts";

/** Up to this many possible codes, ids are looked up directly. */
const DIRECT_LIMIT = 1 << 21;

/** Gives state codes ids 0, 1, 2 … in the order in which they are first seen. */
export class StateIndex {
  readonly codes: GrowingFloat64 = new GrowingFloat64();
  private readonly direct: Int32Array | undefined;
  private slots: Int32Array;

  /** @param possible how many codes there can be, from 0. */
  constructor(possible: number) {
    this.direct = possible <= DIRECT_LIMIT ? new Int32Array(possible) : undefined;
    this.slots = new Int32Array(this.direct ? 0 : 1024);
  }

  get size(): number {
    return this.codes.length;
  }

  /** Id of a code, −1 if it has none yet. */
  find(code: number): number {
    if (this.direct) return this.direct[code]! - 1;
    return this.slots[this.slotOf(code)]! - 1;
  }

  /** Id of a code, a new one if it has none yet. */
  add(code: number): number {
    if (this.direct) {
      const known = this.direct[code]!;
      if (known !== 0) return known - 1;
      this.codes.push(code);
      this.direct[code] = this.codes.length;
      return this.codes.length - 1;
    }
    let slot = this.slotOf(code);
    const known = this.slots[slot]!;
    if (known !== 0) return known - 1;
    if (this.codes.length * 2 >= this.slots.length) {
      this.rehash();
      slot = this.slotOf(code);
    }
    this.codes.push(code);
    this.slots[slot] = this.codes.length;
    return this.codes.length - 1;
  }

  /** Open addressing: the slot that holds the code, or the free one where it belongs. */
  private slotOf(code: number): number {
    const mask = this.slots.length - 1;
    const high = Math.floor(code / 4294967296);
    let hash = Math.imul((code - high * 4294967296) | 0, 0x9e3779b1) ^ Math.imul(high | 0, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id === 0 || this.codes.at(id - 1) === code) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let id = 0; id < this.codes.length; id++) this.slots[this.slotOf(this.codes.at(id))] = id + 1;
  }
}
