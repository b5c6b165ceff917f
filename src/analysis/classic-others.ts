import { extremeEquilibria } from "../solvers/classic/extreme-equilibria.ts";
import { enumerateSupports } from "../solvers/classic/support-enumeration.ts";
import { rangesOfGame } from "../tree/strategic-game.ts";
import type { ClassicGame } from "./classic-game.ts";
import type { ClassicEquilibrium } from "./classic-result.ts";

/** Limits of a branch lie so near to the equilibria they tend to. */
const NEAR = 1e-3;
/** Profiles of the strategic form up to which others are looked for. */
const MOST_PROFILES = 20_000;

/**
 * Equilibria of a game beside one that is known: all extreme ones for two
 * players, else what the enumeration of supports finds. Nothing where the game
 * is too large for either.
 */
export function otherEquilibria(
  game: ClassicGame,
  own: ClassicEquilibrium,
  seed: number,
): readonly ClassicEquilibrium[] | undefined {
  const table = game.recall === "perfect" ? game.strategic() : undefined;
  if (!table || table.payoff.length > MOST_PROFILES * table.players) return undefined;
  let found: readonly ClassicEquilibrium[];
  if (table.players === 2 && table.exact) {
    const { equilibria, complete } = extremeEquilibria(table);
    if (!complete) return undefined;
    found = equilibria.map(({ mixtures }) => game.equilibrium(mixtures));
  } else {
    const { equilibria, tooMany } = enumerateSupports(table, rangesOfGame(table), seed);
    if (tooMany) return undefined;
    found = equilibria.map((profile) => game.behaviour(profile));
  }
  const others: ClassicEquilibrium[] = [];
  for (const one of found) if (![own, ...others].some((other) => isNear(one, other))) others.push(one);
  return others;
}

function isNear(one: ClassicEquilibrium, other: ClassicEquilibrium): boolean {
  return one.profile.every((share, k) => Math.abs(share - other.profile[k]!) < NEAR);
}
