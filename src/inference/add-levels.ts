import type { Game } from "../game/game.ts";

/** Room for a mass by step and level, per variable: [t · levels + l]. */
export function levelRoom(game: Game, steps: number): Float64Array[] {
  return game.variables.map(({ levels }) => new Float64Array(levels.length * steps));
}

/** Add the masses of a position's nodes to those of their levels in a step. */
export function addLevels(
  game: Game,
  position: number,
  masses: Float64Array,
  step: number,
  into: readonly Float64Array[],
): void {
  const first = game.blockStart[position]!;
  game.variables.forEach(({ stride, radix, fixed, levels }, v) => {
    const own = into[v]!;
    const base = step * levels.length;
    if (stride === 0) {
      for (let i = 0; i < masses.length; i++) own[base + fixed]! += masses[i]!;
      return;
    }
    for (let i = 0; i < masses.length; i++) {
      const mass = masses[i]!;
      if (mass === 0) continue;
      const level = Math.floor(game.stateCode[first + i]! / stride) % radix;
      own[base + level]! += mass;
    }
  });
}
