/**
 * Expected payoffs of pairs of strategies in a table of n ≥ 3 players,
 *
 *     D_ia,jb = Σ_{a_k, k ≠ i, j} Π_k p_k(a_k) · payoff_i(a, b, …),
 *
 * for all i ≠ j at once. Player i's tensor is contracted with the mixtures of
 * one half of the others, and apart from that of the other half, and so on with
 * what is left, until one other player remains: each entry of the tensor is
 * read twice, not once for each pair.
 *
 * Which contractions these are depends on the numbers of strategies alone and
 * is laid out once. Sums are taken in a fixed order.
 *
 * Cost: O(n · profiles) for one call.
 */
import { countProfiles, type StageGame } from "./stage-game.ts";

/** `into[x, y] = Σ_k p[from + k] · of[x, k, y]` for x below `outer`, k below `count`, y below `inner`. */
interface Contraction {
  readonly of: Float64Array;
  readonly into: Float64Array;
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
  /** Offset of the mixture in a profile. */
  readonly from: number;
}

/** A tensor over players i and j alone, ready to be taken down. */
interface Remainder {
  readonly tensor: Float64Array;
  readonly i: number;
  readonly j: number;
}

export class PairContraction {
  private readonly counts: Int32Array;
  private readonly first: Int32Array;
  private readonly strategies: number;
  /** Payoffs of each player, profile by profile. */
  private readonly tensors: readonly Float64Array[];
  private readonly contractions: Contraction[] = [];
  private readonly remainders: Remainder[] = [];

  /** @param first offset of each player's strategies in a profile, and their number at the end. */
  constructor(game: StageGame, first: Int32Array) {
    const { players } = game;
    this.counts = game.counts.slice(0, players);
    this.first = first.slice(0, players + 1);
    this.strategies = first[players]!;
    const profiles = countProfiles(game);
    this.tensors = Array.from({ length: players }, () => new Float64Array(profiles));
    const all = Array.from({ length: players }, (_, k) => k);
    for (let i = 0; i < players; i++) this.layOut(this.tensors[i]!, all, i);
    this.load(game);
  }

  fits(game: StageGame): boolean {
    if (game.players !== this.counts.length) return false;
    return this.counts.every((count, i) => count === game.counts[i]);
  }

  /** Take up the payoffs of a game with the same numbers of strategies. */
  load({ payoff }: StageGame): void {
    const players = this.counts.length;
    this.tensors.forEach((tensor, i) => {
      for (let profile = 0; profile < tensor.length; profile++) tensor[profile] = payoff[profile * players + i]!;
    });
  }

  /** D_ia,jb into `pair[(first_i + a) · S + first_j + b]`, S strategies in all; entries of i with i are left alone. */
  evaluate(probability: Float64Array, pair: Float64Array): void {
    for (const contraction of this.contractions) contract(contraction, probability);
    const { counts, first, strategies } = this;
    for (const { tensor, i, j } of this.remainders) {
      // Tensors keep the order of the players.
      const ownStep = i < j ? counts[j]! : 1;
      const otherStep = i < j ? 1 : counts[i]!;
      for (let a = 0; a < counts[i]!; a++) {
        const row = (first[i]! + a) * strategies + first[j]!;
        for (let b = 0; b < counts[j]!; b++) pair[row + b] = tensor[a * ownStep + b * otherStep]!;
      }
    }
  }

  /** Contractions of a tensor over the players `over`, i among them, down to i and one other. */
  private layOut(tensor: Float64Array, over: readonly number[], i: number): void {
    const others = over.filter((k) => k !== i);
    if (others.length === 1) {
      this.remainders.push({ tensor, i, j: others[0]! });
      return;
    }
    const half = others.length >> 1;
    for (const gone of [others.slice(0, half), others.slice(half)]) {
      let left = over;
      let at = tensor;
      for (const k of gone) {
        at = this.addContraction(at, left, k);
        left = left.filter((player) => player !== k);
      }
      this.layOut(at, left, i);
    }
  }

  private addContraction(of: Float64Array, over: readonly number[], k: number): Float64Array {
    const place = over.indexOf(k);
    const size = (players: readonly number[]): number =>
      players.reduce((product, player) => product * this.counts[player]!, 1);
    const outer = size(over.slice(0, place));
    const inner = size(over.slice(place + 1));
    const into = new Float64Array(outer * inner);
    this.contractions.push({ of, into, outer, count: this.counts[k]!, inner, from: this.first[k]! });
    return into;
  }
}

function contract({ of, into, outer, count, inner, from }: Contraction, probability: Float64Array): void {
  if (inner === 1) {
    for (let x = 0, at = 0; x < outer; x++) {
      let sum = 0;
      for (let k = 0; k < count; k++, at++) sum += probability[from + k]! * of[at]!;
      into[x] = sum;
    }
    return;
  }
  for (let x = 0, at = 0; x < outer; x++) {
    const base = x * inner;
    let share = probability[from]!;
    for (let y = 0; y < inner; y++, at++) into[base + y] = share * of[at]!;
    for (let k = 1; k < count; k++) {
      share = probability[from + k]!;
      for (let y = 0; y < inner; y++, at++) into[base + y] = into[base + y]! + share * of[at]!;
    }
  }
}
