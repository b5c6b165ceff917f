import { ROW_BYTES } from "./kernel.ts";

/** Numbers that are the same for all games, and where they stand. */
export interface Shared {
  readonly address: number;
  readonly numbers: Int32Array | Float64Array;
}

/** Addresses in the kernel's memory, given out one after the other. */
export class Arena {
  private next: number;
  private readonly known = new Map<Int32Array | Float64Array, number>();

  /** @param from a multiple of `ROW_BYTES`; not 0, which stands for what is not there. */
  constructor(from: number) {
    this.next = from;
  }

  /** First address that is free. */
  get top(): number {
    return this.next;
  }

  /** What was given to `share`, each array once. */
  get shared(): readonly Shared[] {
    return [...this.known].map(([numbers, address]) => ({ address, numbers }));
  }

  take(bytes: number): number {
    const address = this.next;
    this.next += Math.ceil(bytes / ROW_BYTES) * ROW_BYTES;
    return address;
  }

  /** Room for rows, one number of each game in each. */
  rows(count: number): number {
    return this.take(count * ROW_BYTES);
  }

  /** Room for an array that is the same for all games. */
  share(numbers: Int32Array | Float64Array): number {
    const known = this.known.get(numbers);
    if (known !== undefined) return known;
    const address = this.take(numbers.byteLength);
    this.known.set(numbers, address);
    return address;
  }
}
