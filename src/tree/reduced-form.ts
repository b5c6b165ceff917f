import { commonDenominator, type Fraction, fraction, fractionValue, ZERO } from "../numeric/fraction.ts";
import { CHANCE, type GameTree, lastOwnBranch, membersOf, TERMINAL } from "./game-tree.ts";
import type { StrategicGame } from "./strategic-game.ts";

/** The reduced strategic form of a tree of perfect recall. */
export interface ReducedForm {
  readonly game: StrategicGame;
  /**
   * Plans of each player: for each information set (index in the tree) the
   * action taken, −1 where an earlier action of the plan rules it out or
   * where the set is another player's.
   */
  readonly plans: readonly (readonly Int32Array[])[];
}

/** Profiles of plans that are laid out. */
export const MOST_PLAN_PROFILES = 1_000_000;
/** Payoffs are kept exactly up to so many profiles. */
const MOST_EXACT = 40_000;
/** Sums of whole numbers up to here are exact in a double. */
const SAFE = 2 ** 53;

/** Nothing where there would be more than `most` profiles. */
export function reducedForm(tree: GameTree, most: number = MOST_PLAN_PROFILES): ReducedForm | undefined {
  const plans: Int32Array[][] = [];
  let profiles = 1;
  for (let i = 0; i < tree.players.length; i++) {
    const own = plansOf(tree, i, most);
    if (own === undefined) return undefined;
    profiles *= own.length;
    plans.push(own);
  }
  if (profiles > most) return undefined;
  const players = tree.players.length;
  const payoff = new Float64Array(profiles * players);
  const exact = tree.exact && profiles <= MOST_EXACT ? exactWeights(tree, tree.exact) : undefined;
  const fractions: Fraction[] | undefined = exact ? new Array(payoff.length) : undefined;
  fillPayoffs(tree, plans, payoff, exact, fractions);
  const game: StrategicGame = {
    title: tree.title,
    names: tree.players,
    strategies: plans.map((own, i) => own.map((plan) => planName(tree, i, plan))),
    players,
    counts: Int32Array.from(plans, (own) => own.length),
    payoff,
    exact: fractions,
  };
  return { game, plans };
}

/** Plans of a player in order, the last information set's action changing fastest. */
function plansOf(tree: GameTree, player: number, most: number): Int32Array[] | undefined {
  const last = lastOwnBranch(tree);
  const { start, node } = membersOf(tree);
  let plans: Int32Array[] = [new Int32Array(tree.infosets.length).fill(-1)];
  const setOf = new Map<number, number>();
  for (let h = 0; h < tree.infosets.length; h++) {
    const { player: owner, actions } = tree.infosets[h]!;
    if (owner !== player) continue;
    const before = last[node[start[h]!]! * tree.players.length + player]!;
    const needed = before < 0 ? -1 : setOf.get(before)!;
    const extended: Int32Array[] = [];
    for (const plan of plans) {
      if (needed >= 0 && plan[needed] !== before - tree.first[needed]!) {
        extended.push(plan);
        continue;
      }
      for (let a = 0; a < actions.length; a++) {
        const longer = plan.slice();
        longer[h] = a;
        extended.push(longer);
      }
      if (extended.length > most) return undefined;
    }
    plans = extended;
    for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) setOf.set(k, h);
  }
  return plans;
}

function planName(tree: GameTree, player: number, plan: Int32Array): string {
  const words: string[] = [];
  plan.forEach((a, h) => {
    if (tree.infosets[h]!.player === player) words.push(a < 0 ? "-" : tree.infosets[h]!.actions[a]!);
  });
  return words.join(" · ");
}

interface Weights {
  /** Chance times payoff of each terminal as a whole number over the player's denominator. */
  readonly whole: readonly bigint[];
  readonly denominator: readonly bigint[];
}

function exactWeights(tree: GameTree, exact: NonNullable<GameTree["exact"]>): Weights {
  const players = tree.players.length;
  const nodes = tree.infoset.length;
  const reach: Fraction[] = new Array(nodes).fill(ZERO);
  reach[0] = fraction(1n);
  const weights: Fraction[] = new Array(nodes * players).fill(ZERO);
  for (let n = 0; n < nodes; n++) {
    const up = tree.parent[n]!;
    if (up >= 0) {
      const chance = exact.chance[tree.childStart[up]! + tree.action[n]!]!;
      reach[n] = tree.infoset[up] === CHANCE ? times(reach[up]!, chance) : reach[up]!;
    }
    if (tree.infoset[n] !== TERMINAL) continue;
    for (let i = 0; i < players; i++) weights[n * players + i] = times(reach[n]!, exact.payoff[n * players + i]!);
  }
  const denominator = tree.players.map((_, i) => commonDenominator(weights.filter((_, at) => at % players === i)));
  const whole = weights.map((weight, at) => weight.numerator * (denominator[at % players]! / weight.denominator));
  return { whole, denominator };
}

function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The payoffs of all profiles, by walking the part of the tree that each leaves open. */
function fillPayoffs(
  tree: GameTree,
  plans: readonly (readonly Int32Array[])[],
  payoff: Float64Array,
  weights: Weights | undefined,
  fractions: Fraction[] | undefined,
): void {
  const players = plans.length;
  const profiles = payoff.length / players;
  const digit = new Int32Array(players);
  const chosen = new Int32Array(tree.infosets.length);
  const isSafe = weights !== undefined && areSafe(weights, players);
  const numbers = isSafe ? Float64Array.from(weights.whole, Number) : undefined;
  for (let profile = 0; profile < profiles; profile++) {
    for (let h = 0; h < chosen.length; h++) {
      const { player } = tree.infosets[h]!;
      chosen[h] = plans[player]![digit[player]!]![h]!;
    }
    const ends = endsOf(tree, chosen);
    for (let i = 0; i < players; i++) {
      const at = profile * players + i;
      if (!weights || !fractions) {
        payoff[at] = ends.reduce((sum, { node, chance }) => sum + chance * tree.payoff[node * players + i]!, 0);
        continue;
      }
      const sum = numbers
        ? BigInt(ends.reduce((total, { node }) => total + numbers[node * players + i]!, 0))
        : ends.reduce((total, { node }) => total + weights.whole[node * players + i]!, 0n);
      fractions[at] = fraction(sum, weights.denominator[i]!);
      payoff[at] = fractionValue(fractions[at]!);
    }
    for (let i = players - 1; i >= 0; i--) {
      digit[i]! += 1;
      if (digit[i]! < plans[i]!.length) break;
      digit[i] = 0;
    }
  }
}

function areSafe({ whole }: Weights, players: number): boolean {
  const sums: number[] = new Array(players).fill(0);
  whole.forEach((value, at) => {
    sums[at % players]! += Math.abs(Number(value));
  });
  return sums.every((sum) => sum < SAFE);
}

/** Terminals that a profile of plans leaves possible, and the chance of each. */
function endsOf(tree: GameTree, chosen: Int32Array): readonly { readonly node: number; readonly chance: number }[] {
  const ends: { node: number; chance: number }[] = [];
  const open = [{ node: 0, chance: 1 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const h = tree.infoset[at.node]!;
    const from = tree.childStart[at.node]!;
    if (h === TERMINAL) ends.push(at);
    else if (h >= 0) open.push({ node: tree.child[from + chosen[h]!]!, chance: at.chance });
    else {
      for (let c = from; c < tree.childStart[at.node + 1]!; c++) {
        open.push({ node: tree.child[c]!, chance: at.chance * tree.chance[c]! });
      }
    }
  }
  return ends;
}
