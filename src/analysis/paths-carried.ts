/**
 * Mass on its way, by node of one position: the total, the heaviest single
 * history behind it, and where that history stood at the start of the step.
 */
export class Carried {
  readonly mass: Float64Array;
  readonly best: Float64Array;
  /** Entry of the step's start the best history comes from. */
  readonly origin: Int32Array;
  /** Nodes with mass, in the order they were met. */
  readonly nodes: Int32Array;
  size = 0;

  constructor(room: number) {
    this.mass = new Float64Array(room);
    this.best = new Float64Array(room);
    this.origin = new Int32Array(room);
    this.nodes = new Int32Array(room);
  }

  add(node: number, mass: number, best: number, origin: number): void {
    if (this.mass[node] === 0) this.nodes[this.size++] = node;
    this.mass[node]! += mass;
    if (best > this.best[node]!) {
      this.best[node] = best;
      this.origin[node] = origin;
    }
  }

  clear(): void {
    for (let k = 0; k < this.size; k++) {
      const node = this.nodes[k]!;
      this.mass[node] = 0;
      this.best[node] = 0;
    }
    this.size = 0;
  }

  total(): number {
    let total = 0;
    for (let k = 0; k < this.size; k++) total += this.mass[this.nodes[k]!]!;
    return total;
  }
}

/** Rows of one size, used again and again. */
export class CarriedPool {
  private readonly room: number;
  private readonly free: Carried[] = [];

  constructor(room: number) {
    this.room = room;
  }

  take(): Carried {
    return this.free.pop() ?? new Carried(this.room);
  }

  give(carried: Carried): void {
    carried.clear();
    this.free.push(carried);
  }
}
