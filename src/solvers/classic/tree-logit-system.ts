/**
 * The equations of the agent logit equilibrium of a tree with information
 * sets, and their derivatives, in log-ratios.
 *
 * Information set h of player i gives action a the log-ratio
 * y_ha = ln(p_ha / p_h0), y_h0 = 0. With ρ(x) the probability that play
 * reaches node x, β(x) = ρ(x) / Σ_h ρ the belief at x ∈ h, and V_i(x) the
 * value of x to i if everybody keeps to p:
 *
 *     U_ha = Σ_{x ∈ h} β(x) V_i(x·a)
 *     F_ha(y, s) = y_ha − s λ_i (U_ha − U_h0) = 0
 *
 * A log-ratio y_kb of another set k enters U_ha in two ways: through nodes
 * z ∈ k below x·a, and through the beliefs, where k lies above x:
 *
 *     ∂U_ha/∂y_kb = Σ_x β(x) Σ_{z ∈ k below x·a} P(z | x·a) p_kb (V_i(z·b) − V_i(z))
 *                 + Σ_x β(x) (V_i(x·a) − U_ha) Σ_{(w,c) above x, w ∈ k} ([c = b] − p_kb)
 *
 * ρ is kept in logs: beliefs at sets that are hardly ever reached are still
 * the ratios of the probabilities that lead there. Where chance alone makes
 * every node of a set impossible its beliefs are even.
 *
 * Source: McKelvey and Palfrey, Quantal response equilibria for extensive form
 * games, Experimental Economics 1 (1998).
 */
import { type BlockPattern, offsetOfBlock } from "../../numeric/block-pattern.ts";
import type { BranchSystem } from "../../numeric/branch-system.ts";
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { CHANCE, type GameTree, type Members, membersOf, TERMINAL } from "../../tree/game-tree.ts";
import { type TreeBlocks, treeBlocks } from "./tree-blocks.ts";

/** Where the entries of sets h (rows) and k (columns) stand in a matrix: the first, and how far apart rows are. */
interface Places {
  at(h: number, k: number): number;
  stride(k: number): number;
}

export class TreeLogitSystem implements BranchSystem {
  readonly size: number;
  readonly strategies: number;
  readonly probability: Float64Array;
  readonly utility: Float64Array;
  readonly equation: Float64Array;
  reach = 0;
  /** ln p of every action. */
  readonly logProbability: Float64Array;
  private readonly tree: GameTree;
  private readonly members: Members;
  private readonly precision: Float64Array;
  /** V of every node and player, ln ρ of every node, β of the nodes of information sets. */
  private readonly value: Float64Array;
  private readonly logReach: Float64Array;
  private readonly belief: Float64Array;
  private readonly logChance: Float64Array;
  private ownBlocks: TreeBlocks | undefined;

  /** @param precision λ per player, finite and ≥ 0. */
  constructor(tree: GameTree, precision: Float64Array) {
    const nodes = tree.infoset.length;
    this.tree = tree;
    this.members = membersOf(tree);
    this.precision = precision.slice();
    this.strategies = tree.first[tree.infosets.length]!;
    this.size = this.strategies - tree.infosets.length;
    this.probability = new Float64Array(this.strategies);
    this.logProbability = new Float64Array(this.strategies);
    this.utility = new Float64Array(this.strategies);
    this.equation = new Float64Array(this.size);
    this.value = tree.payoff.slice();
    this.logReach = new Float64Array(nodes);
    this.belief = new Float64Array(nodes);
    this.logChance = tree.chance.map((chance) => (chance > 0 ? log(chance) : Number.NEGATIVE_INFINITY));
    this.reach = this.findReach();
  }

  evaluate(y: Float64Array, s: number): void {
    this.setProbabilities(y);
    this.setReach();
    this.setValues();
    this.setBeliefs();
    this.setUtilities();
    const { tree, utility, equation } = this;
    for (let h = 0; h < tree.infosets.length; h++) {
      const base = tree.first[h]!;
      const scale = s * this.precision[tree.infosets[h]!.player]!;
      for (let k = base + 1; k < tree.first[h + 1]!; k++) {
        equation[k - h - 1] = y[k - h - 1]! - scale * (utility[k]! - utility[base]!);
      }
    }
  }

  jacobian(s: number, matrix: Float64Array, stride: number): void {
    const { tree, size } = this;
    for (let row = 0; row < size; row++) {
      matrix.fill(0, row * stride, row * stride + size);
      matrix[row * stride + row] = 1;
    }
    const { first } = tree;
    this.addAll(s, matrix, {
      at: (h, k) => (first[h]! - h) * stride + first[k]! - k,
      stride: () => stride,
    });
  }

  blocks(): BlockPattern {
    this.ownBlocks ??= treeBlocks(this.tree);
    return this.ownBlocks.pattern;
  }

  blockJacobian(s: number, values: Float64Array): void {
    const pattern = this.blocks();
    const { blockOf } = this.ownBlocks!;
    const { first, diagonal } = pattern;
    const width = (b: number): number => first[b + 1]! - first[b]!;
    values.fill(0);
    diagonal.forEach((at, b) => {
      for (let k = 0; k < width(b); k++) values[at + k * width(b) + k] = 1;
    });
    this.addAll(s, values, {
      at: (h, k) => (h === k ? diagonal[blockOf[h]!]! : offsetOfBlock(pattern, blockOf[h]!, blockOf[k]!)),
      stride: (k) => width(blockOf[k]!),
    });
  }

  private addAll(s: number, matrix: Float64Array, places: Places): void {
    const { tree } = this;
    for (let z = 0; z < tree.infoset.length; z++) {
      const h = tree.infoset[z]!;
      if (h < 0 || tree.first[h + 1]! - tree.first[h]! < 2) continue;
      this.addBelow(z, s, matrix, places);
      this.addBeliefs(z, s, matrix, places);
    }
  }

  slope(factor: number, matrix: Float64Array, stride: number, column: number): void {
    const { tree, utility } = this;
    for (let h = 0; h < tree.infosets.length; h++) {
      const base = tree.first[h]!;
      const scale = -this.precision[tree.infosets[h]!.player]! * factor;
      for (let k = base + 1; k < tree.first[h + 1]!; k++) {
        matrix[(k - h - 1) * stride + column] = scale * (utility[k]! - utility[base]!);
      }
    }
  }

  residual(response: Float64Array): number {
    const { tree, utility, probability } = this;
    let worst = 0;
    for (let h = 0; h < tree.infosets.length; h++) {
      const lambda = this.precision[tree.infosets[h]!.player]!;
      const base = tree.first[h]!;
      const end = tree.first[h + 1]!;
      let top = Number.NEGATIVE_INFINITY;
      for (let k = base; k < end; k++) top = Math.max(top, lambda * utility[k]!);
      let total = 0;
      for (let k = base; k < end; k++) {
        response[k] = exp(lambda * utility[k]! - top);
        total += response[k]!;
      }
      for (let k = base; k < end; k++) worst = Math.max(worst, Math.abs(response[k]! / total - probability[k]!));
    }
    return worst;
  }

  rescale(s: number): void {
    for (let i = 0; i < this.precision.length; i++) this.precision[i] = this.precision[i]! * s;
    this.reach *= s;
  }

  private setProbabilities(y: Float64Array): void {
    const { tree, probability, logProbability } = this;
    for (let h = 0; h < tree.infosets.length; h++) {
      const base = tree.first[h]!;
      const end = tree.first[h + 1]!;
      let top = 0;
      for (let k = base + 1; k < end; k++) top = Math.max(top, y[k - h - 1]!);
      let total = 0;
      for (let k = base; k < end; k++) {
        const ratio = (k === base ? 0 : y[k - h - 1]!) - top;
        logProbability[k] = ratio;
        probability[k] = exp(ratio);
        total += probability[k]!;
      }
      const logTotal = log(total);
      for (let k = base; k < end; k++) {
        logProbability[k] = logProbability[k]! - logTotal;
        probability[k] = probability[k]! / total;
      }
    }
  }

  private setReach(): void {
    const { tree, logReach } = this;
    for (let n = 1; n < logReach.length; n++) {
      const up = tree.parent[n]!;
      const h = tree.infoset[up]!;
      const branch = tree.childStart[up]! + tree.action[n]!;
      const step = h >= 0 ? this.logProbability[tree.first[h]! + tree.action[n]!]! : this.logChance[branch]!;
      logReach[n] = logReach[up]! + step;
    }
  }

  private setValues(): void {
    const { tree, value, probability } = this;
    const players = tree.players.length;
    for (let n = tree.infoset.length - 1; n >= 0; n--) {
      const h = tree.infoset[n]!;
      if (h === TERMINAL) continue;
      const from = tree.childStart[n]!;
      const to = tree.childStart[n + 1]!;
      for (let i = 0; i < players; i++) {
        let sum = 0;
        for (let c = from; c < to; c++) {
          const weight = h === CHANCE ? tree.chance[c]! : probability[tree.first[h]! + c - from]!;
          sum += weight * value[tree.child[c]! * players + i]!;
        }
        value[n * players + i] = sum;
      }
    }
  }

  private setBeliefs(): void {
    const { logReach, belief } = this;
    const { start, node } = this.members;
    for (let h = 0; h + 1 < start.length; h++) {
      const from = start[h]!;
      const to = start[h + 1]!;
      let top = Number.NEGATIVE_INFINITY;
      for (let m = from; m < to; m++) top = Math.max(top, logReach[node[m]!]!);
      let total = 0;
      for (let m = from; m < to; m++) {
        const share = top === Number.NEGATIVE_INFINITY ? 1 : exp(logReach[node[m]!]! - top);
        belief[node[m]!] = share;
        total += share;
      }
      for (let m = from; m < to; m++) belief[node[m]!] = belief[node[m]!]! / total;
    }
  }

  private setUtilities(): void {
    const { tree, utility, belief, value } = this;
    const players = tree.players.length;
    const { start, node } = this.members;
    utility.fill(0);
    for (let h = 0; h < tree.infosets.length; h++) {
      const { player } = tree.infosets[h]!;
      const base = tree.first[h]!;
      for (let m = start[h]!; m < start[h + 1]!; m++) {
        const n = node[m]!;
        for (let k = base; k < tree.first[h + 1]!; k++) {
          const child = tree.child[tree.childStart[n]! + k - base]!;
          utility[k] = utility[k]! + belief[n]! * value[child * players + player]!;
        }
      }
    }
  }

  /** What the log-ratios of z's set change in the values of actions above z. */
  private addBelow(z: number, s: number, matrix: Float64Array, places: Places): void {
    const { tree, belief } = this;
    let weight = 1;
    for (let n = z, x = tree.parent[z]!; x >= 0; n = x, x = tree.parent[x]!) {
      const h = tree.infoset[x]!;
      const a = tree.action[n]!;
      if (h === CHANCE) {
        weight *= tree.chance[tree.childStart[x]! + a]!;
        continue;
      }
      const { player } = tree.infosets[h]!;
      const scale = s * this.precision[player]! * belief[x]! * weight;
      if (scale !== 0 && tree.first[h + 1]! - tree.first[h]! > 1) this.addChild(z, player, h, a, scale, matrix, places);
      weight *= this.probability[tree.first[h]! + a]!;
    }
  }

  private addChild(
    z: number,
    player: number,
    h: number,
    a: number,
    scale: number,
    matrix: Float64Array,
    places: Places,
  ): void {
    const { tree, value, probability } = this;
    const players = tree.players.length;
    const k = tree.infoset[z]!;
    const other = tree.first[k]!;
    const own = value[z * players + player]!;
    const from = places.at(h, k);
    const stride = places.stride(k);
    const rows = tree.first[h + 1]! - tree.first[h]! - 1;
    for (let b = 1; b < tree.first[k + 1]! - other; b++) {
      const child = tree.child[tree.childStart[z]! + b]!;
      const change = scale * probability[other + b]! * (value[child * players + player]! - own);
      const column = from + b - 1;
      // Action 0 is what every other one is compared with.
      if (a > 0) matrix[column + (a - 1) * stride]! -= change;
      else for (let row = 0; row < rows; row++) matrix[column + row * stride]! += change;
    }
  }

  /** What the log-ratios of the sets above x change in the belief at x. */
  private addBeliefs(x: number, s: number, matrix: Float64Array, places: Places): void {
    const { tree, belief, value, utility, members } = this;
    const h = tree.infoset[x]!;
    if (members.start[h + 1]! - members.start[h]! === 1 || belief[x] === 0) return;
    if (this.logReach[x] === Number.NEGATIVE_INFINITY) return;
    const players = tree.players.length;
    const { player } = tree.infosets[h]!;
    const base = tree.first[h]!;
    const gain = (a: number): number =>
      value[tree.child[tree.childStart[x]! + a]! * players + player]! - utility[base + a]!;
    const weight = s * this.precision[player]! * belief[x]!;
    for (let a = 1; a < tree.first[h + 1]! - base; a++) {
      const scale = weight * (gain(a) - gain(0));
      if (scale !== 0) this.addAbove(x, a, scale, matrix, places);
    }
  }

  private addAbove(x: number, a: number, scale: number, matrix: Float64Array, places: Places): void {
    const { tree, probability } = this;
    const h = tree.infoset[x]!;
    for (let n = x, w = tree.parent[x]!; w >= 0; n = w, w = tree.parent[w]!) {
      const k = tree.infoset[w]!;
      if (k < 0 || tree.first[k + 1]! - tree.first[k]! < 2) continue;
      const other = tree.first[k]!;
      const taken = tree.action[n]!;
      const row = places.at(h, k) + (a - 1) * places.stride(k) - 1;
      for (let b = 1; b < tree.first[k + 1]! - other; b++) {
        matrix[row + b]! -= scale * ((taken === b ? 1 : 0) - probability[other + b]!);
      }
    }
  }

  /** λ_i times the spread of i's payoffs below each of its sets, the largest of them. */
  private findReach(): number {
    const { tree } = this;
    const players = tree.players.length;
    const low = tree.payoff.slice();
    const high = tree.payoff.slice();
    for (let n = tree.infoset.length - 1; n >= 0; n--) {
      if (tree.infoset[n] === TERMINAL) continue;
      for (let i = 0; i < players; i++) {
        let least = Number.POSITIVE_INFINITY;
        let most = Number.NEGATIVE_INFINITY;
        for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) {
          least = Math.min(least, low[tree.child[c]! * players + i]!);
          most = Math.max(most, high[tree.child[c]! * players + i]!);
        }
        low[n * players + i] = least;
        high[n * players + i] = most;
      }
    }
    let reach = 0;
    const { start, node } = this.members;
    tree.infosets.forEach(({ player, actions }, h) => {
      if (actions.length < 2) return;
      let least = Number.POSITIVE_INFINITY;
      let most = Number.NEGATIVE_INFINITY;
      for (let m = start[h]!; m < start[h + 1]!; m++) {
        least = Math.min(least, low[node[m]! * players + player]!);
        most = Math.max(most, high[node[m]! * players + player]!);
      }
      reach = Math.max(reach, this.precision[player]! * (most - least));
    });
    return reach;
  }
}
