import { DenseLu } from "../../numeric/dense-lu.ts";
import { randomStream } from "../../numeric/random.ts";
import type { StageGame } from "../../numeric/stage-game.ts";
import { firstStrategies } from "../../tree/strategic-game.ts";
import { strategicWorth } from "./strategic-worth.ts";

export interface SupportSearch {
  /** Flat mixed profiles. */
  readonly equilibria: readonly Float64Array[];
  /** Supports looked at; nothing was looked at where there would have been too many. */
  readonly supports: number;
  readonly tooMany: boolean;
}

const MOST_SUPPORTS = 20_000;
/** Points Newton's method starts from in each support. */
const STARTS = 12;
const ROUNDS = 60;
/** Largest gain of a deviation, as a share of the payoff range. */
const LARGEST_REGRET = 1e-9;
const SAME = 1e-7;

/**
 * Equilibria of a small game of any number of players, support by support:
 * Newton's method on the equations that make every strategy of a support
 * equally good, from several points, and what is no equilibrium dropped.
 * Isolated equilibria are found, though not surely all of them; of sets of
 * equilibria only single points.
 *
 * @param ranges payoff range of each player.
 * @param seed the same seed gives the same result.
 */
export function enumerateSupports(game: StageGame, ranges: Float64Array, seed: number): SupportSearch {
  let supports = 1;
  for (let i = 0; i < game.players; i++) supports *= 2 ** game.counts[i]! - 1;
  if (supports > MOST_SUPPORTS) return { equilibria: [], supports: 0, tooMany: true };
  const search = new Search(game, ranges, seed);
  const mask = new Int32Array(game.players).fill(1);
  for (let k = 0; k < supports; k++) {
    search.lookAt(mask);
    for (let i = game.players - 1; i >= 0; i--) {
      mask[i]! += 1;
      if (mask[i]! < 2 ** game.counts[i]!) break;
      mask[i] = 1;
    }
  }
  return { equilibria: search.found, supports, tooMany: false };
}

class Search {
  readonly found: Float64Array[] = [];
  private readonly game: StageGame;
  private readonly ranges: Float64Array;
  private readonly first: Int32Array;
  private readonly seed: number;
  private readonly lu: DenseLu;
  private run = 0;

  constructor(game: StageGame, ranges: Float64Array, seed: number) {
    this.game = game;
    this.ranges = ranges;
    this.seed = seed;
    this.first = firstStrategies(game);
    this.lu = new DenseLu(this.first[game.players]! + game.players);
  }

  lookAt(mask: Int32Array): void {
    const support: number[][] = Array.from(mask, (bits, i) =>
      Array.from({ length: this.game.counts[i]! }, (_, a) => a).filter((a) => (bits >> a) & 1),
    );
    const isPure = support.every((own) => own.length === 1);
    for (let start = 0; start < (isPure ? 1 : STARTS); start++) {
      const point = this.startAt(support, start);
      if (isPure || this.newton(support, point)) this.keep(point);
    }
  }

  private startAt(support: readonly (readonly number[])[], start: number): Float64Array {
    const point = new Float64Array(this.first[this.game.players]!);
    const random = randomStream(this.seed, this.run++);
    support.forEach((own, i) => {
      const weights = own.map(() => (start === 0 ? 1 : 0.02 + random.next()));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      own.forEach((a, k) => {
        point[this.first[i]! + a] = weights[k]! / total;
      });
    });
    return point;
  }

  /** Solve u_ia = u_ib within each support and Σ p = 1, in place. */
  private newton(support: readonly (readonly number[])[], point: Float64Array): boolean {
    const variables = support.flatMap((own, i) => own.map((a) => this.first[i]! + a));
    const n = variables.length;
    const change = new Float64Array(n);
    for (let round = 0; round < ROUNDS; round++) {
      this.fillEquations(support, variables, point, change);
      const miss = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (miss < 1e-13) return true;
      this.lu.factor(n);
      if (this.lu.pivotRatio < 1e-14) return false;
      this.lu.solve(change);
      let far = 0;
      variables.forEach((k, at) => {
        point[k] = point[k]! - change[at]!;
        far = Math.max(far, Math.abs(point[k]!));
      });
      // Far outside the simplex it does not come back.
      if (!(far < 10)) return false;
    }
    return false;
  }

  private fillEquations(
    support: readonly (readonly number[])[],
    variables: readonly number[],
    point: Float64Array,
    miss: Float64Array,
  ): void {
    const n = variables.length;
    const { matrix } = this.lu;
    matrix.fill(0, 0, n * n);
    const { utility, pair } = pairUtilities(this.game, this.first, point);
    const strategies = point.length;
    let row = 0;
    support.forEach((own, i) => {
      const base = this.first[i]! + own[0]!;
      const scale = 1 / (this.ranges[i]! || 1);
      for (const a of own.slice(1)) {
        const k = this.first[i]! + a;
        variables.forEach((l, column) => {
          matrix[row * n + column] = scale * (pair[k * strategies + l]! - pair[base * strategies + l]!);
        });
        miss[row++] = scale * (utility[k]! - utility[base]!);
      }
      variables.forEach((l, column) => {
        if (l >= this.first[i]! && l < this.first[i + 1]!) matrix[row * n + column] = 1;
      });
      miss[row++] = own.reduce((sum, a) => sum + point[this.first[i]! + a]!, -1);
    });
  }

  private keep(point: Float64Array): void {
    if (point.some((share) => share < -1e-12)) return;
    for (let k = 0; k < point.length; k++) point[k] = Math.max(0, point[k]!);
    const { gains } = strategicWorth(this.game, point);
    if (gains.some((gain, i) => gain > LARGEST_REGRET * (this.ranges[i]! || 1))) return;
    if (this.found.some((known) => known.every((share, k) => Math.abs(share - point[k]!) < SAME))) return;
    this.found.push(point);
  }
}

/** Expected payoff of each strategy, and of each strategy when another player plays one of its own. */
function pairUtilities(
  game: StageGame,
  first: Int32Array,
  point: Float64Array,
): { readonly utility: Float64Array; readonly pair: Float64Array } {
  const { players, counts, payoff } = game;
  const strategies = point.length;
  const pair = new Float64Array(strategies * strategies);
  const utility = new Float64Array(strategies);
  const digit = new Int32Array(players);
  for (let at = 0; at < payoff.length; at += players) {
    for (let i = 0; i < players; i++) {
      const k = first[i]! + digit[i]!;
      let all = 1;
      for (let j = 0; j < players; j++) if (j !== i) all *= point[first[j]! + digit[j]!]!;
      utility[k]! += all * payoff[at + i]!;
      for (let j = 0; j < players; j++) {
        if (j === i) continue;
        let rest = 1;
        for (let m = 0; m < players; m++) if (m !== i && m !== j) rest *= point[first[m]! + digit[m]!]!;
        pair[k * strategies + first[j]! + digit[j]!]! += rest * payoff[at + i]!;
      }
    }
    for (let i = players - 1; i >= 0; i--) {
      digit[i]! += 1;
      if (digit[i]! < counts[i]!) break;
      digit[i] = 0;
    }
  }
  return { utility, pair };
}
