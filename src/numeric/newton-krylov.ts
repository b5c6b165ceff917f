/**
 * A fixed point x = G(x) of a smooth map that is only known by its values:
 * Newton's method on G(x) − x, each linear system
 *
 *     (I − G′(x)) d = G(x) − x
 *
 * solved by GMRES (Saad and Schultz 1986), with G′(x) v taken as a difference
 * quotient. Finds fixed points that repeating G would run away from.
 */
export type FixedPointMap = (x: Float64Array, result: Float64Array) => void;

export interface NewtonKrylovOptions {
  /** Largest |G(x) − x| of a solution, in units of x. */
  readonly tolerance: number;
  /** Size of x; what a difference quotient moves is a small share of it. */
  readonly scale: number;
  readonly rounds: number;
}

export interface NewtonKrylovResult {
  readonly converged: boolean;
  /** Largest |G(x) − x|. */
  readonly miss: number;
  readonly evaluations: number;
}

/** Largest number of directions kept, and of numbers in all of them. */
const MOST_DIRECTIONS = 80;
const MOST_NUMBERS = 2e7;
/** How well each linear system is solved. */
const LINEAR_TOLERANCE = 1e-6;
const DIFFERENCE = 1e-7;
const SHORTEST_SHARE = 1 / 64;

/** Move x to a fixed point near it; x is the best point met. */
export function newtonKrylov(map: FixedPointMap, x: Float64Array, options: NewtonKrylovOptions): NewtonKrylovResult {
  const n = x.length;
  const image = new Float64Array(n);
  const trial = new Float64Array(n);
  let evaluations = 1;
  map(x, image);
  let miss = distance(x, image);
  for (let round = 0; round < options.rounds && miss > options.tolerance; round++) {
    const right = image.map((value, k) => value - x[k]!);
    const direction = gmres((v, out) => {
      const size = (DIFFERENCE * options.scale) / largest(v);
      for (let k = 0; k < n; k++) trial[k] = x[k]! + size * v[k]!;
      map(trial, out);
      for (let k = 0; k < n; k++) out[k] = v[k]! - (out[k]! - image[k]!) / size;
      evaluations++;
    }, right);
    let share = 1;
    let better = Number.POSITIVE_INFINITY;
    for (; share >= SHORTEST_SHARE; share /= 2) {
      for (let k = 0; k < n; k++) trial[k] = x[k]! + share * direction[k]!;
      map(trial, image);
      evaluations++;
      better = distance(trial, image);
      if (better < (1 - 0.1 * share) * miss) break;
    }
    if (!(better < miss)) break;
    x.set(trial);
    miss = better;
  }
  return { converged: miss <= options.tolerance, miss, evaluations };
}

/** d with A d ≈ b, from the span of b, A b, A² b …. */
function gmres(apply: FixedPointMap, b: Float64Array): Float64Array {
  const n = b.length;
  const most = Math.max(2, Math.min(n, MOST_DIRECTIONS, Math.floor(MOST_NUMBERS / n)));
  const start = norm(b);
  const basis = [b.map((value) => value / start)];
  const triangle: Float64Array[] = [];
  const cosine: number[] = [];
  const sine: number[] = [];
  const right = [start];
  while (triangle.length < most) {
    const m = triangle.length;
    const w = new Float64Array(n);
    apply(basis[m]!, w);
    const column = orthogonalise(w, basis);
    for (let k = 0; k < m; k++) rotate(column, k, cosine[k]!, sine[k]!);
    const length = Math.sqrt(column[m]! * column[m]! + column[m + 1]! * column[m + 1]!);
    const next = column[m + 1]!;
    if (length === 0) break;
    cosine.push(column[m]! / length);
    sine.push(next / length);
    column[m] = length;
    triangle.push(column);
    right.push(-sine[m]! * right[m]!);
    right[m] = cosine[m]! * right[m]!;
    if (next <= 1e-14 * length || Math.abs(right[m + 1]!) <= LINEAR_TOLERANCE * start) break;
    basis.push(w.map((value) => value / next));
  }
  return combine(basis, solveTriangle(triangle, right), n);
}

/** Take the parts along the basis out of w; the parts, and what is left of it, are returned. */
function orthogonalise(w: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const column = new Float64Array(basis.length + 1);
  for (let pass = 0; pass < 2; pass++) {
    basis.forEach((v, k) => {
      let part = 0;
      for (let i = 0; i < w.length; i++) part += v[i]! * w[i]!;
      for (let i = 0; i < w.length; i++) w[i] = w[i]! - part * v[i]!;
      column[k] = column[k]! + part;
    });
  }
  column[basis.length] = norm(w);
  return column;
}

function rotate(column: Float64Array, k: number, cosine: number, sine: number): void {
  const upper = column[k]!;
  const lower = column[k + 1]!;
  column[k] = cosine * upper + sine * lower;
  column[k + 1] = cosine * lower - sine * upper;
}

function solveTriangle(columns: readonly Float64Array[], right: readonly number[]): number[] {
  const y = right.slice(0, columns.length);
  for (let i = columns.length - 1; i >= 0; i--) {
    y[i] = y[i]! / columns[i]![i]!;
    for (let k = 0; k < i; k++) y[k] = y[k]! - columns[i]![k]! * y[i]!;
  }
  return y;
}

function combine(basis: readonly Float64Array[], weights: readonly number[], n: number): Float64Array {
  const sum = new Float64Array(n);
  weights.forEach((weight, k) => {
    const v = basis[k]!;
    for (let i = 0; i < n; i++) sum[i] = sum[i]! + weight * v[i]!;
  });
  return sum;
}

function norm(v: Float64Array): number {
  const size = largest(v);
  if (size === 0 || size === Number.POSITIVE_INFINITY) return size;
  let sum = 0;
  for (const value of v) sum += (value / size) * (value / size);
  return size * Math.sqrt(sum);
}

function largest(v: Float64Array): number {
  let size = 0;
  for (const value of v) size = Math.max(size, Math.abs(value));
  return size;
}

function distance(a: Float64Array, b: Float64Array): number {
  let worst = 0;
  for (let k = 0; k < a.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}
