import type { Policy } from "../game/policy.ts";
import { choicesOf } from "../solvers/solve-backward.ts";
import type { GamePlaces } from "./game-places.ts";
import { LANES } from "./kernel.ts";

const none = new Float64Array(0);

/** The policy of one of several games, taken out of the kernel's memory where it is asked for. */
export class LanePolicy implements Policy {
  private readonly places: GamePlaces;
  private readonly views: { readonly numbers: Float64Array };
  private readonly lane: number;
  private readonly known = new Map<number, Float64Array>();

  constructor(places: GamePlaces, views: { readonly numbers: Float64Array }, lane: number) {
    this.places = places;
    this.views = views;
    this.lane = lane;
  }

  at(step: number, stage: number): Float64Array {
    const { game, policy } = this.places;
    const t = Math.min(step, game.steps - 1);
    if (game.stages[stage]!.kind !== "turn") return none;
    const key = t * game.stages.length + stage;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const own = new Float64Array(choicesOf(game, t, stage));
    const from = policy[t]![stage]! / 8 + this.lane;
    for (let c = 0; c < own.length; c++) own[c] = this.views.numbers[from + c * LANES]!;
    this.known.set(key, own);
    return own;
  }
}
