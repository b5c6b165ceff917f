/** A list of 32-bit integers that grows by doubling. */
export class GrowingInt32 {
  private values = new Int32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, Int32Array);
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** A copy of exactly the entries. */
  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

/** A list of doubles that grows by doubling. */
export class GrowingFloat64 {
  private values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, Float64Array);
    this.values[this.length++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  /** A copy of exactly the entries. */
  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }
}

function grown<T extends { set(from: T): void; length: number }>(old: T, type: new (length: number) => T): T {
  const larger = new type(old.length * 2);
  larger.set(old);
  return larger;
}
