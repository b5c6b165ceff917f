/**
 * The equations of a logit equilibrium and their derivatives, in log-ratios.
 *
 * Player i gives strategy a the log-ratio y_ia = ln(p_ia / p_i0) to its
 * strategy 0 (y_i0 = 0), so that p_i is the softmax of y_i and no probability
 * has to be positive in floating point. With u_ia(p) the expected payoff of
 * strategy a against the others, and s in [0, 1] the point on the branch:
 *
 *     F_ia(y, s) = y_ia − s λ_i (u_ia(p) − u_i0(p)) = 0        (eq. (2) at s = 1)
 *
 *     ∂F_ia/∂y_jb = [ia = jb] − s λ_i p_jb ((D_ia,jb − u_ia) − (D_i0,jb − u_i0)),   j ≠ i
 *     ∂F_ia/∂s    = −λ_i (u_ia − u_i0)
 *
 * where D_ia,jb is the expected payoff to i of a when j plays b.
 *
 * Strategies of all players are counted through: player i's are
 * `first[i]` … `first[i + 1] − 1`; its log-ratios stand from `first[i] − i` on.
 */
import type { BranchSystem } from "./branch-system.ts";
import { exp } from "./exp.ts";
import { PairContraction } from "./pair-contraction.ts";
import { countProfiles, countStrategies, type StageGame } from "./stage-game.ts";

export class LogitSystem implements BranchSystem {
  players = 0;
  /** Number of equations and log-ratios. */
  size = 0;
  strategies = 0;
  first: Int32Array = new Int32Array(0);
  /** p, u and F at the last `evaluate`. */
  probability: Float64Array = new Float64Array(0);
  utility: Float64Array = new Float64Array(0);
  equation: Float64Array = new Float64Array(0);
  /** λ_i u_ia spread over a and over what the others play, largest over i: no |y| exceeds it. */
  reach = 0;
  private game: StageGame = { players: 0, counts: new Int32Array(0), payoff: new Float64Array(0) };
  private precision: Float64Array = new Float64Array(0);
  /** For three players and more; kept while the numbers of strategies stay the same. */
  private contraction: PairContraction | undefined;
  private pair: Float64Array = new Float64Array(0);
  private profiles = 0;
  private hasPairs = false;

  /** Take a game up. Arrays grow where needed and are kept. */
  load(game: StageGame, precision: Float64Array): void {
    this.game = game;
    this.precision = precision;
    this.players = game.players;
    this.strategies = countStrategies(game);
    this.size = this.strategies - game.players;
    this.profiles = countProfiles(game);
    this.grow();
    let strategy = 0;
    for (let i = 0; i < game.players; i++) {
      this.first[i] = strategy;
      strategy += game.counts[i]!;
    }
    this.first[game.players] = strategy;
    this.hasPairs = false;
    if (game.players > 2) {
      if (this.contraction?.fits(game)) this.contraction.load(game);
      else this.contraction = new PairContraction(game, this.first);
    }
    this.reach = this.findReach();
  }

  /** Probabilities, expected payoffs and equations at (y, s). */
  evaluate(y: Float64Array, s: number): void {
    this.setProbabilities(y);
    this.setUtilities();
    const { first, utility, equation } = this;
    for (let i = 0; i < this.players; i++) {
      const base = first[i]!;
      const scale = s * this.precision[i]!;
      for (let k = base + 1; k < first[i + 1]!; k++) {
        const row = k - i - 1;
        equation[row] = y[row]! - scale * (utility[k]! - utility[base]!);
      }
    }
  }

  /** ∂F/∂y at the point of the last `evaluate` into the upper left of a matrix with `stride` columns. */
  jacobian(s: number, matrix: Float64Array, stride: number): void {
    if (this.players === 2) this.setTwoPairs();
    for (let i = 0; i < this.players; i++) {
      for (let j = 0; j < this.players; j++) this.jacobianBlock(i, j, s, matrix, stride);
    }
  }

  /** ∂F/∂s at the point of the last `evaluate`, times `factor`, down column `column`. */
  slope(factor: number, matrix: Float64Array, stride: number, column: number): void {
    const { first, utility } = this;
    for (let i = 0; i < this.players; i++) {
      const base = first[i]!;
      const scale = -this.precision[i]! * factor;
      for (let k = base + 1; k < first[i + 1]!; k++) {
        matrix[(k - i - 1) * stride + column] = scale * (utility[k]! - utility[base]!);
      }
    }
  }

  /** Largest |p_ia − logit response_ia| at the point of the last `evaluate`, at s = 1. */
  residual(response: Float64Array): number {
    const { first, utility, probability } = this;
    let worst = 0;
    for (let i = 0; i < this.players; i++) {
      const base = first[i]!;
      const end = first[i + 1]!;
      const lambda = this.precision[i]!;
      for (let k = base; k < end; k++) response[k] = lambda * utility[k]!;
      softmax(response, base, end);
      for (let k = base; k < end; k++) worst = Math.max(worst, Math.abs(response[k]! - probability[k]!));
    }
    return worst;
  }

  /** Let s = 1 mean what `s` meant. */
  rescale(s: number): void {
    this.precision = this.precision.map((lambda) => lambda * s);
    this.reach *= s;
  }

  private jacobianBlock(i: number, j: number, s: number, matrix: Float64Array, stride: number): void {
    const { first, utility, probability, pair, strategies } = this;
    const base = first[i]!;
    const other = first[j]!;
    const scale = s * this.precision[i]!;
    for (let k = base + 1; k < first[i + 1]!; k++) {
      const row = (k - i - 1) * stride;
      const gain = utility[k]! - utility[base]!;
      for (let l = other + 1; l < first[j + 1]!; l++) {
        if (i === j) matrix[row + l - j - 1] = k === l ? 1 : 0;
        else {
          const conditional = pair[k * strategies + l]! - pair[base * strategies + l]!;
          matrix[row + l - j - 1] = -scale * probability[l]! * (conditional - gain);
        }
      }
    }
  }

  private setProbabilities(y: Float64Array): void {
    const { first, probability } = this;
    for (let i = 0; i < this.players; i++) {
      const base = first[i]!;
      const end = first[i + 1]!;
      probability[base] = 0;
      for (let k = base + 1; k < end; k++) probability[k] = y[k - i - 1]!;
      softmax(probability, base, end);
    }
  }

  private setUtilities(): void {
    const { first, probability, utility, pair, strategies } = this;
    if (this.players === 2) {
      this.setTwoUtilities();
      return;
    }
    if (this.players === 1) {
      for (let a = 0; a < strategies; a++) utility[a] = this.game.payoff[a]!;
      return;
    }
    // The derivatives want the pairs anyway, and they hold the rest.
    this.contraction!.evaluate(probability, pair);
    for (let i = 0; i < this.players; i++) {
      const other = i === 0 ? 1 : 0;
      for (let k = first[i]!; k < first[i + 1]!; k++) {
        let sum = 0;
        for (let l = first[other]!; l < first[other + 1]!; l++) sum += probability[l]! * pair[k * strategies + l]!;
        utility[k] = sum;
      }
    }
  }

  private setTwoUtilities(): void {
    const { probability, utility, strategies } = this;
    const payoff = this.game.payoff;
    const split = this.first[1]!;
    utility.fill(0, split, strategies);
    let cell = 0;
    for (let a = 0; a < split; a++) {
      const weight = probability[a]!;
      let sum = 0;
      for (let b = split; b < strategies; b++) {
        sum += probability[b]! * payoff[cell]!;
        utility[b] = utility[b]! + weight * payoff[cell + 1]!;
        cell += 2;
      }
      utility[a] = sum;
    }
  }

  /** Between two players the pairs are the payoffs. */
  private setTwoPairs(): void {
    if (this.hasPairs) return;
    this.hasPairs = true;
    const { pair, strategies } = this;
    const { payoff } = this.game;
    const split = this.first[1]!;
    let cell = 0;
    for (let a = 0; a < split; a++) {
      for (let b = split; b < strategies; b++) {
        pair[a * strategies + b] = payoff[cell]!;
        pair[b * strategies + a] = payoff[cell + 1]!;
        cell += 2;
      }
    }
  }

  private findReach(): number {
    const { payoff, counts } = this.game;
    let reach = 0;
    let stride = this.profiles;
    for (let i = 0; i < this.players; i++) {
      const count = counts[i]!;
      const block = stride;
      stride /= count;
      for (let profile = 0; profile < this.profiles; profile++) {
        if (profile % block >= stride) continue;
        let low = Number.POSITIVE_INFINITY;
        let high = Number.NEGATIVE_INFINITY;
        for (let a = 0; a < count; a++) {
          const value = payoff[(profile + a * stride) * this.players + i]!;
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
        reach = Math.max(reach, this.precision[i]! * (high - low));
      }
    }
    return reach;
  }

  private grow(): void {
    if (this.first.length < this.players + 1) {
      this.first = new Int32Array(this.players + 1);
    }
    if (this.probability.length >= this.strategies) return;
    this.probability = new Float64Array(this.strategies);
    this.utility = new Float64Array(this.strategies);
    this.equation = new Float64Array(this.strategies);
    this.pair = new Float64Array(this.strategies * this.strategies);
  }
}

/** Replace the entries from `start` to `end` by the shares of their exponentials. */
function softmax(values: Float64Array, start: number, end: number): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = start; k < end; k++) largest = Math.max(largest, values[k]!);
  let total = 0;
  for (let k = start; k < end; k++) {
    const share = exp(values[k]! - largest);
    values[k] = share;
    total += share;
  }
  for (let k = start; k < end; k++) values[k] = values[k]! / total;
}
