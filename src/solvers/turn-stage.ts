/**
 * The turn of a single actor at all nodes of a position: equations (1) to (3).
 *
 *     Q_j(a) = −[j = i] · c_i(a) + Σ_y P(y | a) · W_j(y)            (1)
 *     σ_i(a) = exp(λ_i Q_i(a)) / Σ_b exp(λ_i Q_i(b))                (2)
 *     W_j    = Σ_a σ_i(a) · Q_j(a)                                  (3)
 *
 * Some nodes at a time, and each of these lines for all of them before the
 * next: the exponentials then stand in one loop. The digits are those of
 * `logitResponse` at each node by itself (test/solvers/turn-stage.test.ts).
 */
import type { StageTable } from "../game/game.ts";
import { expInPlace } from "../numeric/exp.ts";
import { log } from "../numeric/log.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { bestReply } from "./respond.ts";

/** Choices worked on together: what they are worth stays in the fastest memory. */
const TOGETHER = 512;

/** Who moves and how. */
export interface Mover {
  readonly actor: number;
  /** λ, finite or infinite. */
  readonly precision: number;
  /** Whether the choice shocks are part of the mover's value. */
  readonly shocksCounted: boolean;
  /** Best replies closer than this are ties. */
  readonly tolerance: number;
}

/** The nodes at hand, counted within their position, which begins with node `from`. */
interface Nodes {
  readonly first: number;
  readonly last: number;
  readonly from: number;
}

export class TurnStage {
  /** Nodes at which best replies were tied. */
  ties = 0;
  private readonly actors: number;
  private readonly room: number;
  /** Q_j(a) of the choices at hand: [a · J + j]. */
  private readonly worth: Float64Array;
  /** The best Q_i at each of the nodes at hand; with shocks counted, the mover's value. */
  private readonly top: Float64Array;

  /**
   * @param most    choices of one node, and of all nodes of a position, at most.
   * @param numbers memory for what is worked on.
   */
  constructor(
    actors: number,
    most: { readonly ofNode: number; readonly ofPosition: number },
    numbers: Numbers = freshNumbers,
  ) {
    this.actors = actors;
    this.room = Math.max(1, most.ofNode, Math.min(TOGETHER, most.ofPosition));
    this.worth = numbers.takeUnwritten(this.room * actors);
    this.top = numbers.takeUnwritten(this.room);
  }

  /**
   * @param from   first node of the position.
   * @param nodes  how many of its nodes count; one without choices is worth 0.
   * @param policy where the probability of each choice is written.
   * @param value  W_j of all nodes, [node · J + j]; read at the targets, written at the position.
   */
  run(
    mover: Mover,
    table: StageTable,
    { from, nodes }: { readonly from: number; readonly nodes: number },
    policy: Float64Array,
    value: Float64Array,
  ): void {
    const { choiceStart } = table;
    for (let first = 0; first < nodes; ) {
      let last = first + 1;
      const most = choiceStart[first]! + this.room;
      while (last < nodes && last - first < this.room && choiceStart[last + 1]! <= most) last++;
      this.valueChoices(table, choiceStart[first]!, choiceStart[last]!, mover.actor, value);
      if (mover.precision === Number.POSITIVE_INFINITY) this.replyBest(mover, choiceStart, first, last, policy);
      else this.respond(mover, choiceStart, first, last, policy);
      this.mix(choiceStart, { first, last, from }, policy, value);
      if (mover.shocksCounted) this.countShocks(choiceStart, { first, last, from }, mover.actor, value);
      first = last;
    }
  }

  /** Equation (1) for some choices, of three actors at a time, then two, then one: most crises have two or three that choose. */
  private valueChoices(table: StageTable, first: number, last: number, mover: number, value: Float64Array): void {
    const { actors: J, worth } = this;
    const { outcomeStart, target, chance, cost } = table;
    let j = 0;
    for (; j + 2 < J; j += 3) {
      let o = outcomeStart[first]!;
      for (let c = first, row = j; c < last; c++, row += J) {
        const end = outcomeStart[c + 1]!;
        let x = 0;
        let y = 0;
        let z = 0;
        for (; o < end; o++) {
          const node = target[o]! * J + j;
          const share = chance[o]!;
          x += share * value[node]!;
          y += share * value[node + 1]!;
          z += share * value[node + 2]!;
        }
        worth[row] = x;
        worth[row + 1] = y;
        worth[row + 2] = z;
      }
    }
    for (; j + 1 < J; j += 2) {
      let o = outcomeStart[first]!;
      for (let c = first, row = j; c < last; c++, row += J) {
        const end = outcomeStart[c + 1]!;
        let x = 0;
        let y = 0;
        for (; o < end; o++) {
          const node = target[o]! * J + j;
          const share = chance[o]!;
          x += share * value[node]!;
          y += share * value[node + 1]!;
        }
        worth[row] = x;
        worth[row + 1] = y;
      }
    }
    for (; j < J; j++) {
      let o = outcomeStart[first]!;
      for (let c = first, row = j; c < last; c++, row += J) {
        const end = outcomeStart[c + 1]!;
        let sum = 0;
        for (; o < end; o++) sum += chance[o]! * value[target[o]! * J + j]!;
        worth[row] = sum;
      }
    }
    for (let c = first, own = mover; c < last; c++, own += J) worth[own]! -= cost[c]!;
  }

  /** Equation (2). */
  private respond(mover: Mover, choiceStart: Int32Array, first: number, last: number, policy: Float64Array): void {
    const { actors: J, worth, top } = this;
    const { actor, precision, shocksCounted } = mover;
    const begin = choiceStart[first]!;
    let c = begin;
    for (let i = first, own = actor; i < last; i++) {
      const end = choiceStart[i + 1]!;
      let best = Number.NEGATIVE_INFINITY;
      for (let k = c, q = own; k < end; k++, q += J) best = Math.max(best, worth[q]!);
      top[i - first] = best;
      for (; c < end; c++, own += J) policy[c] = precision * (worth[own]! - best);
    }
    expInPlace(policy, begin, c);
    c = begin;
    for (let i = first; i < last; i++) {
      const end = choiceStart[i + 1]!;
      let sum = 0;
      for (let k = c; k < end; k++) sum += policy[k]!;
      const share = 1 / sum;
      for (; c < end; c++) policy[c]! *= share;
      if (shocksCounted) top[i - first]! += log(sum) / precision;
    }
  }

  private replyBest(mover: Mover, choiceStart: Int32Array, first: number, last: number, policy: Float64Array): void {
    const { actors: J, worth } = this;
    const begin = choiceStart[first]!;
    for (let i = first; i < last; i++) {
      const c = choiceStart[i]!;
      const count = choiceStart[i + 1]! - c;
      if (count === 0) continue;
      const own = (c - begin) * J + mover.actor;
      if (bestReply(worth, own, J, count, mover.tolerance, policy, c) > 1) this.ties++;
    }
  }

  /** Equation (3). */
  private mix(choiceStart: Int32Array, { first, last, from }: Nodes, policy: Float64Array, value: Float64Array): void {
    const { actors: J, worth } = this;
    let j = 0;
    for (; j + 2 < J; j += 3) {
      let c = choiceStart[first]!;
      let row = j;
      for (let i = first, at = (from + first) * J + j; i < last; i++, at += J) {
        const end = choiceStart[i + 1]!;
        let x = 0;
        let y = 0;
        let z = 0;
        for (; c < end; c++, row += J) {
          const p = policy[c]!;
          x += p * worth[row]!;
          y += p * worth[row + 1]!;
          z += p * worth[row + 2]!;
        }
        value[at] = x;
        value[at + 1] = y;
        value[at + 2] = z;
      }
    }
    for (; j + 1 < J; j += 2) {
      let c = choiceStart[first]!;
      let row = j;
      for (let i = first, at = (from + first) * J + j; i < last; i++, at += J) {
        const end = choiceStart[i + 1]!;
        let x = 0;
        let y = 0;
        for (; c < end; c++, row += J) {
          const p = policy[c]!;
          x += p * worth[row]!;
          y += p * worth[row + 1]!;
        }
        value[at] = x;
        value[at + 1] = y;
      }
    }
    for (; j < J; j++) {
      let c = choiceStart[first]!;
      let row = j;
      for (let i = first, at = (from + first) * J + j; i < last; i++, at += J) {
        const end = choiceStart[i + 1]!;
        let sum = 0;
        for (; c < end; c++, row += J) sum += policy[c]! * worth[row]!;
        value[at] = sum;
      }
    }
  }

  /** W_i = (1/λ_i) ln Σ_a exp(λ_i Q_i(a)) in the place of (3). */
  private countShocks(choiceStart: Int32Array, { first, last, from }: Nodes, actor: number, value: Float64Array): void {
    for (let i = first; i < last; i++) {
      if (choiceStart[i + 1]! > choiceStart[i]!) value[(from + i) * this.actors + actor] = this.top[i - first]!;
    }
  }
}
