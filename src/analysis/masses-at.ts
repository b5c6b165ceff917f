import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import type { PartBelief } from "../inference/belief.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { Flows } from "../inference/flows.ts";
import { beginNext, spreadStep } from "../inference/plain-pass.ts";

/** The states a part can be in at the start of a step, and their masses. */
export interface MassesAt {
  readonly step: number;
  /** Levels of all variables of the game, one array a state. */
  readonly levels: readonly Int32Array[];
  readonly masses: readonly number[];
}

/**
 * Where the crisis stands at the start of `step`, all reports counted, the
 * solution followed from the as-of step on. Reports about the as-of step
 * itself count for later steps; for the as-of step they count as news of what
 * led to it.
 *
 * @param step the as-of step or a later one.
 */
export function massesAt(found: {
  readonly game: Game;
  readonly policy: Policy;
  readonly belief: PartBelief;
  readonly request: FilterRequest;
  readonly step: number;
}): MassesAt {
  const { game, policy, belief, request, step } = found;
  const flows = new Flows(game, policy);
  let cells: Float64Array = belief.alive;
  let atEnd: Float64Array = belief.aliveAtEnd;
  for (let t = request.asOfStep; t < step; t++) {
    if (t > request.asOfStep) atEnd = spreadStep(flows, t, 1, { from: 0, cells, ended: null });
    cells = beginNext(flows, t, 1, atEnd);
  }
  const levels: Int32Array[] = [];
  const masses: number[] = [];
  cells.forEach((mass, node) => {
    if (!(mass > 0)) return;
    levels.push(levelsOf(game, node));
    masses.push(mass);
  });
  return { step, levels, masses };
}

/** Levels of the variables of a game at a node, in their order. */
export function levelsOf(game: Game, node: number): Int32Array {
  const code = game.stateCode[node]!;
  return Int32Array.from(game.variables, ({ stride, radix, fixed }) =>
    stride === 0 ? fixed : Math.floor(code / stride) % radix,
  );
}
