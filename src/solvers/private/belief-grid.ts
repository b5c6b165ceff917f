/**
 * Points of belief and how to read a function between them.
 *
 * A belief over the secret is a product of beliefs over *blocks* of hidden
 * variables, written as the marginals of the blocks, one after the other. The
 * beliefs of a block with L levels are a simplex; it is cut by Freudenthal's
 * triangulation into n intervals an edge, and a function is linear in each
 * cell, so that the error falls with n². With c_k = n Σ_{l ≥ k} b_l, n ≥ c_1 ≥
 * … ≥ c_{L−1} ≥ 0, the points are those with whole c. Over several blocks the
 * product of their weights is taken.
 *
 * Source: Lovejoy, Computationally Feasible Bounds for Partially Observed
 * Markov Decision Processes, Operations Research 39 (1991), for the grid.
 * Tests: test/solvers/private/belief-grid.test.ts.
 */

/** Weights below this are rounding. */
const ROUNDING = 1e-12;

export class BeliefGrid {
  /** Number of secrets, and of levels and intervals of each block. */
  readonly secrets: number;
  readonly levels: readonly number[];
  readonly intervals: readonly number[];
  /** Number of points: product over the blocks. */
  readonly points: number;
  /** Length of a belief: sum of the levels of the blocks. */
  readonly width: number;
  /** Points and weights of the last `locate`, so many. */
  readonly at: Int32Array;
  readonly weight: Float64Array;
  count = 0;
  /** By block: where its marginal begins, and its number of points. */
  private readonly offset: readonly number[];
  private readonly size: readonly number[];
  /** By secret and block: the level of the block. */
  private readonly levelOf: Int32Array;
  private readonly pointOf: Float64Array[];
  private readonly cells: readonly Simplex[];
  private readonly blockLevel: (secret: number, block: number) => number;

  /** @param levelOf level of block k in a secret. */
  constructor(
    secrets: number,
    levels: readonly number[],
    intervals: readonly number[],
    levelOf: (secret: number, block: number) => number,
  ) {
    this.secrets = secrets;
    this.blockLevel = levelOf;
    this.levels = levels;
    this.intervals = intervals;
    this.offset = levels.map((_, k) => levels.slice(0, k).reduce((sum, own) => sum + own, 0));
    this.width = levels.reduce((sum, own) => sum + own, 0);
    this.cells = levels.map((own, k) => new Simplex(own, intervals[k]!));
    this.size = this.cells.map((cell) => cell.points);
    this.points = this.size.reduce((product, own) => product * own, 1);
    this.levelOf = Int32Array.from({ length: secrets * levels.length }, (_, i) =>
      levelOf(Math.floor(i / levels.length), i % levels.length),
    );
    const most = levels.reduce((product, own) => product * own, 1);
    this.at = new Int32Array(most);
    this.weight = new Float64Array(most);
    this.pointOf = this.cells.map((cell) => cell.coordinates());
  }

  /** The same blocks with other intervals. */
  withIntervals(n: number): BeliefGrid {
    const { secrets, levels } = this;
    return new BeliefGrid(
      secrets,
      levels,
      levels.map(() => n),
      this.blockLevel,
    );
  }

  /** The belief of a point. */
  belief(point: number, into: Float64Array): void {
    let left = point;
    this.cells.forEach((_, k) => {
      const own = left % this.size[k]!;
      left = Math.floor(left / this.size[k]!);
      const L = this.levels[k]!;
      for (let l = 0; l < L; l++) into[this.offset[k]! + l] = this.pointOf[k]![own * L + l]!;
    });
  }

  /** The joint probabilities of a belief, by secret. */
  joint(belief: Float64Array, into: Float64Array): void {
    const { levelOf, offset, levels } = this;
    for (let v = 0; v < this.secrets; v++) {
      let product = 1;
      for (let k = 0; k < levels.length; k++) product *= belief[offset[k]! + levelOf[v * levels.length + k]!]!;
      into[v] = product;
    }
  }

  /** The belief with the marginals of joint masses (not all 0), which are divided by their sum. */
  marginals(masses: Float64Array, into: Float64Array): void {
    const { levelOf, offset, levels } = this;
    let total = 0;
    for (let v = 0; v < this.secrets; v++) total += masses[v]!;
    into.fill(0, 0, this.width);
    for (let v = 0; v < this.secrets; v++) {
      if (masses[v] === 0) continue;
      for (let k = 0; k < levels.length; k++) {
        into[offset[k]! + levelOf[v * levels.length + k]!]! += masses[v]! / total;
      }
    }
  }

  /** Points and weights, summing to 1, that a belief lies between. Points of weight 0 are left out. */
  locate(belief: Float64Array): void {
    this.count = 1;
    this.at[0] = 0;
    this.weight[0] = 1;
    let stride = 1;
    for (let k = 0; k < this.cells.length; k++) {
      const cell = this.cells[k]!;
      cell.locate(belief, this.offset[k]!);
      const before = this.count;
      for (let i = cell.count - 1; i >= 0; i--) {
        for (let j = 0; j < before; j++) {
          this.at[i * before + j] = this.at[j]! + stride * cell.at[i]!;
          this.weight[i * before + j] = this.weight[j]! * cell.weight[i]!;
        }
      }
      this.count = before * cell.count;
      stride *= cell.points;
    }
  }

  /** Calls with each pair of points that are neighbours along an edge, the nearer one first. */
  forEachEdge(visit: (one: number, other: number) => void): void {
    let stride = 1;
    for (const cell of this.cells) {
      const edges = cell.edges();
      for (let point = 0; point < this.points; point++) {
        const own = Math.floor(point / stride) % cell.points;
        for (const next of edges[own]!) visit(point, point + stride * (next - own));
      }
      stride *= cell.points;
    }
  }
}

/** The grid of one block. */
class Simplex {
  readonly points: number;
  readonly at: Int32Array;
  readonly weight: Float64Array;
  count = 0;
  private readonly levels: number;
  private readonly n: number;
  private readonly choose: readonly (readonly number[])[];
  private readonly floor: Int32Array;
  private readonly rest: Float64Array;
  private readonly order: Int32Array;

  constructor(levels: number, n: number) {
    this.levels = levels;
    this.n = n;
    const m = levels - 1;
    this.choose = Array.from({ length: n + m + 1 }, (_, a) => Array.from({ length: m + 2 }, (_b, b) => binomial(a, b)));
    this.points = binomial(n + m, m);
    this.at = new Int32Array(levels);
    this.weight = new Float64Array(levels);
    this.floor = new Int32Array(m);
    this.rest = new Float64Array(m);
    this.order = new Int32Array(m);
  }

  /** Number of the point with whole coordinates c_1 ≥ … ≥ c_m. */
  private rank(c: Int32Array): number {
    const m = c.length;
    let rank = 0;
    for (let k = 0; k < m; k++) rank += this.choose[c[k]! + m - 1 - k]![m - k]!;
    return rank;
  }

  /** Whole coordinates of every point, in any order. */
  private forEachPoint(visit: (c: Int32Array) => void): void {
    const m = this.levels - 1;
    const c = new Int32Array(m);
    const descend = (k: number, most: number): void => {
      if (k === m) {
        visit(c);
        return;
      }
      for (let own = 0; own <= most; own++) {
        c[k] = own;
        descend(k + 1, own);
      }
    };
    descend(0, this.n);
  }

  /** Probabilities of each point: [point · levels + level]. */
  coordinates(): Float64Array {
    const all = new Float64Array(this.points * this.levels);
    this.forEachPoint((c) => {
      const from = this.rank(c) * this.levels;
      for (let l = 0; l < this.levels; l++) {
        const above = l === 0 ? this.n : c[l - 1]!;
        all[from + l] = (above - (l === this.levels - 1 ? 0 : c[l]!)) / this.n;
      }
    });
    return all;
  }

  /** By point: the points one step up in one coordinate. */
  edges(): number[][] {
    const all: number[][] = Array.from({ length: this.points }, () => []);
    this.forEachPoint((c) => {
      const from = this.rank(c);
      for (let k = 0; k < c.length; k++) {
        if (c[k]! + 1 > (k === 0 ? this.n : c[k - 1]!)) continue;
        c[k]! += 1;
        all[from]!.push(this.rank(c));
        c[k]! -= 1;
      }
    });
    return all;
  }

  locate(belief: Float64Array, offset: number): void {
    const { n, floor, rest, order } = this;
    const m = this.levels - 1;
    let sum = 0;
    for (let k = m - 1; k >= 0; k--) {
      sum += belief[offset + k + 1]!;
      const c = Math.min(n, n * sum);
      const near = Math.round(c);
      const snapped = Math.abs(c - near) < ROUNDING * n ? near : c;
      floor[k] = Math.floor(snapped);
      rest[k] = snapped - floor[k]!;
    }
    for (let k = 0; k < m; k++) {
      let i = k;
      for (; i > 0 && rest[order[i - 1]!]! < rest[k]!; i--) order[i] = order[i - 1]!;
      order[i] = k;
    }
    this.count = 0;
    let before = 1;
    for (let i = 0; i <= m; i++) {
      const next = i < m ? rest[order[i]!]! : 0;
      if (before - next > ROUNDING) {
        this.at[this.count] = this.rank(floor);
        this.weight[this.count++] = before - next;
      }
      if (i < m) floor[order[i]!]! += 1;
      before = next;
    }
  }
}

function binomial(a: number, b: number): number {
  if (b > a) return 0;
  let value = 1;
  for (let k = 1; k <= b; k++) value = (value * (a - b + k)) / k;
  return Math.round(value);
}
