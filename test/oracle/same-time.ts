/**
 * The logit equilibrium of a small stage game on the branch that starts at
 * λ = 0: λ is raised by small steps, each corrected by Newton's method. Where
 * the branch cannot be followed so (it turns back), that is said, not guessed.
 */

export class BranchLost extends Error {}

export interface StageGame {
  /** Number of options of each member. */
  readonly options: readonly number[];
  /** λ of each member, or its given probabilities. */
  readonly members: readonly (number | readonly number[])[];
  /** Payoff to member m of a profile (one option index a member). */
  payoff(m: number, profile: readonly number[]): number;
}

const LARGEST_MOVE = 0.05;

/** Probabilities of the options of each member. */
export function solveStageGame(game: StageGame): number[][] {
  let sigma = game.members.map((member, m) => (typeof member === "number" ? uniform(game.options[m]!) : [...member]));
  let s = 0;
  let step = 1 / 16;
  while (s < 1) {
    const next = Math.min(1, s + step);
    const found = newton(game, sigma, next);
    if (found && distance(found, sigma) <= LARGEST_MOVE) {
      sigma = found;
      s = next;
      step *= 1.5;
    } else {
      step /= 2;
      if (step < 1e-7) throw new BranchLost(`the branch cannot be followed beyond ${s} of the precision`);
    }
  }
  return sigma;
}

function uniform(n: number): number[] {
  return new Array<number>(n).fill(1 / n);
}

function distance(a: readonly number[][], b: readonly number[][]): number {
  return Math.max(...a.flatMap((row, i) => row.map((p, k) => Math.abs(p - b[i]![k]!))));
}

function newton(game: StageGame, from: number[][], s: number): number[][] | undefined {
  let sigma = from.map((row) => [...row]);
  for (let turn = 0; turn < 40; turn++) {
    const reply = sigma.map((_, m) => respond(game, sigma, m, s));
    const gap = sigma.flatMap((row, m) => row.map((p, a) => reply[m]![a]! - p));
    const size = Math.max(...gap.map(Math.abs));
    const change = solveLinear(jacobian(game, sigma, reply, s), gap);
    if (!change) return undefined;
    let k = 0;
    sigma = sigma.map((row) => row.map((p) => p + change[k++]!));
    if (size < 1e-15 || (size < 1e-13 && turn > 8)) return sigma.map((_, m) => respond(game, sigma, m, s));
    if (!sigma.flat().every((p) => p > -0.5 && p < 1.5)) return undefined;
  }
  return undefined;
}

/** Expected payoff of each option of m, optionally with another member held at one option. */
function expected(game: StageGame, sigma: number[][], m: number, held?: { member: number; option: number }): number[] {
  return uniform(game.options[m]!).map((_, a) => {
    let total = 0;
    const walk = (i: number, profile: number[], weight: number): void => {
      if (i === game.options.length) {
        total += weight * game.payoff(m, profile);
        return;
      }
      for (let b = 0; b < game.options[i]!; b++) {
        if (i === m && b !== a) continue;
        if (held && i === held.member && b !== held.option) continue;
        const free = i !== m && i !== held?.member;
        walk(i + 1, [...profile, b], free ? weight * sigma[i]![b]! : weight);
      }
    };
    walk(0, [], 1);
    return total;
  });
}

function respond(game: StageGame, sigma: number[][], m: number, s: number): number[] {
  const member = game.members[m]!;
  if (typeof member !== "number") return [...member];
  const q = expected(game, sigma, m).map((value) => s * member * value);
  const top = Math.max(...q);
  const weights = q.map((value) => Math.exp(value - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

/** Derivative of σ − reply(σ), in the order of the flattened probabilities. */
function jacobian(game: StageGame, sigma: number[][], reply: number[][], s: number): number[][] {
  const place = sigma.flatMap((row, m) => row.map((_, a) => ({ m, a })));
  const slope = sigma.map((_, i) => sigma.map((row, j) => row.map((__, b) => rates(game, sigma, reply, s, i, j, b))));
  return place.map(({ m, a }, r) =>
    place.map(({ m: j, a: b }, c) => (r === c ? 1 : 0) - (m === j ? 0 : slope[m]![j]![b]![a]!)),
  );
}

function rates(g: StageGame, sigma: number[][], reply: number[][], s: number, i: number, j: number, b: number) {
  const member = g.members[i]!;
  if (typeof member !== "number" || i === j) return reply[i]!.map(() => 0);
  const q = expected(g, sigma, i, { member: j, option: b });
  const mean = q.reduce((sum, value, a) => sum + value * reply[i]![a]!, 0);
  return q.map((value, a) => s * member * reply[i]![a]! * (value - mean));
}

/** Gaussian elimination with row exchange; undefined where the matrix is singular. */
function solveLinear(matrix: number[][], right: readonly number[]): number[] | undefined {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    if (Math.abs(rows[pivot]![c]!) < 1e-14) return undefined;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r++) {
      const factor = r === c ? 0 : rows[r]![c]! / rows[c]![c]!;
      if (factor !== 0) for (let k = c; k <= n; k++) rows[r]![k]! -= factor * rows[c]![k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
