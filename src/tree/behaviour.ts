import { addFractions, type Fraction, fraction, fractionValue, ZERO } from "../numeric/fraction.ts";
import type { GameTree } from "./game-tree.ts";

/**
 * The behaviour of a player that mixes plans: at each of its information sets
 * the share of each action among the plans that take one there. Entries of
 * sets that every plan in use rules out are `undefined`.
 *
 * @param into flat profile, of which the player's entries are filled.
 */
export function fillBehaviour(
  tree: GameTree,
  player: number,
  plans: readonly Int32Array[],
  mixture: readonly Fraction[],
  into: (Fraction | undefined)[],
): void {
  tree.infosets.forEach(({ player: owner, actions }, h) => {
    if (owner !== player) return;
    const share: Fraction[] = actions.map(() => ZERO);
    plans.forEach((plan, k) => {
      const a = plan[h]!;
      if (a >= 0) share[a] = addFractions(share[a]!, mixture[k]!);
    });
    const total = share.reduce(addFractions, ZERO);
    for (let a = 0; a < actions.length; a++) {
      into[tree.first[h]! + a] =
        total.numerator === 0n
          ? undefined
          : fraction(share[a]!.numerator * total.denominator, share[a]!.denominator * total.numerator);
    }
  });
}

/** As numbers; where nothing is known, 0. */
export function behaviourValues(behaviour: readonly (Fraction | undefined)[]): Float64Array {
  return Float64Array.from(behaviour, (share) => (share ? fractionValue(share) : 0));
}

/** The behaviour of a player that mixes plans, as `fillBehaviour`, in doubles; entries of sets that are ruled out are 0. */
export function addBehaviour(
  tree: GameTree,
  player: number,
  plans: readonly Int32Array[],
  mixture: ArrayLike<number>,
  into: Float64Array,
): void {
  tree.infosets.forEach(({ player: owner, actions }, h) => {
    if (owner !== player) return;
    const base = tree.first[h]!;
    let total = 0;
    plans.forEach((plan, k) => {
      const a = plan[h]!;
      if (a < 0) return;
      into[base + a] = into[base + a]! + mixture[k]!;
      total += mixture[k]!;
    });
    if (total > 0) for (let a = 0; a < actions.length; a++) into[base + a] = into[base + a]! / total;
  });
}
