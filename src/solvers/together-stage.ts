import type { TogetherOptions } from "../game/game.ts";
import type { StageGame } from "../numeric/stage-game.ts";

/**
 * The stage game of one node where several actors move at the same time.
 * Members that act by chance, or have nothing to choose, are taken out by
 * averaging over what they do; the *choosers* are left.
 *
 * `q[c · J + j]` holds the value to actor j of profile c without costs.
 */
export class TogetherStage implements StageGame {
  /** Number of choosers, and which member each is. */
  players = 0;
  readonly member: Int32Array;
  /** Options of each chooser. */
  readonly counts: Int32Array;
  /** Payoff of each chooser with its cost taken off, equation (1). */
  readonly payoff: Float64Array;
  /** λ of each chooser. */
  readonly precision: Float64Array;
  /** Probability of each option of each member, at the places of `TogetherOptions` counted from the node's first. */
  readonly mix: Float64Array;
  private readonly members: readonly number[];
  private readonly digit: Int32Array;
  private options: TogetherOptions | undefined;
  private firstOption = 0;

  /**
   * @param members actor of each member of the group.
   * @param profiles most profiles a node has.
   * @param options most options of all members together a node has.
   */
  constructor(members: readonly number[], profiles: number, options: number) {
    const M = members.length;
    this.members = members;
    this.member = new Int32Array(M);
    this.counts = new Int32Array(M);
    this.precision = new Float64Array(M);
    this.payoff = new Float64Array(profiles * M);
    this.mix = new Float64Array(options);
    this.digit = new Int32Array(M);
  }

  /** Take up node i (counted within its block). */
  load(options: TogetherOptions, i: number, q: Float64Array, actors: number, precision: Float64Array): void {
    this.options = options;
    this.firstOption = i * this.members.length;
    this.players = 0;
    let size = 1;
    for (let m = 0; m < this.members.length; m++) {
      const from = this.from(m);
      const count = this.to(m) - from;
      if (count > 1 && Number.isNaN(options.given[from]!)) {
        this.member[this.players] = m;
        this.counts[this.players] = count;
        this.precision[this.players] = precision[this.members[m]!]!;
        this.players++;
        size *= count;
        continue;
      }
      for (let o = from; o < from + count; o++) {
        const given = options.given[o]!;
        this.mix[o - this.from(0)] = Number.isNaN(given) ? 1 : given;
      }
    }
    this.payoff.fill(0, 0, size * this.players);
    this.addPayoffs(q, actors);
  }

  /** Set the mix of chooser k from `probability[at]` on. */
  setMix(k: number, probability: Float64Array, at: number): void {
    const place = this.place(this.member[k]!);
    for (let a = 0; a < this.counts[k]!; a++) this.mix[place + a] = probability[at + a]!;
  }

  /**
   * Probability of every profile, to `policy[first]` …, and W_j of the node
   * without the choice shocks, equation (3), to `value[at]` ….
   */
  evaluate(
    q: Float64Array,
    actors: number,
    policy: Float64Array,
    first: number,
    value: Float64Array,
    at: number,
  ): void {
    this.digit.fill(0);
    for (let j = 0; j < actors; j++) value[at + j] = 0;
    let profile = 0;
    do {
      let weight = 1;
      for (let m = 0; m < this.members.length; m++) weight *= this.mix[this.place(m) + this.digit[m]!]!;
      policy[first + profile] = weight;
      for (let j = 0; j < actors; j++) value[at + j]! += weight * q[profile * actors + j]!;
      profile++;
    } while (this.nextProfile());
    for (let m = 0; m < this.members.length; m++) {
      const actor = at + this.members[m]!;
      const from = this.from(m);
      for (let o = from; o < this.to(m); o++) {
        value[actor] = value[actor]! - this.mix[this.place(m) + o - from]! * this.options!.cost[o]!;
      }
    }
  }

  private addPayoffs(q: Float64Array, actors: number): void {
    const { players, counts, digit, payoff, member } = this;
    digit.fill(0);
    let profile = 0;
    do {
      const weight = this.weightOfOthers();
      let cell = 0;
      for (let k = 0; k < players; k++) cell = cell * counts[k]! + digit[member[k]!]!;
      for (let k = 0; k < players; k++) {
        const m = member[k]!;
        const cost = this.options!.cost[this.from(m) + digit[m]!]!;
        payoff[cell * players + k]! += weight * (q[profile * actors + this.members[m]!]! - cost);
      }
      profile++;
    } while (this.nextProfile());
  }

  /** Probability of what those who are not choosers do in the current profile. */
  private weightOfOthers(): number {
    let weight = 1;
    let k = 0;
    for (let m = 0; m < this.members.length; m++) {
      if (k < this.players && this.member[k] === m) k++;
      else weight *= this.mix[this.place(m) + this.digit[m]!]!;
    }
    return weight;
  }

  private nextProfile(): boolean {
    for (let m = this.members.length - 1; m >= 0; m--) {
      this.digit[m] = this.digit[m]! + 1;
      if (this.from(m) + this.digit[m]! < this.to(m)) return true;
      this.digit[m] = 0;
    }
    return false;
  }

  private from(m: number): number {
    return this.options!.start[this.firstOption + m]!;
  }

  private to(m: number): number {
    return this.options!.start[this.firstOption + m + 1]!;
  }

  private place(m: number): number {
    return this.from(m) - this.from(0);
  }
}
