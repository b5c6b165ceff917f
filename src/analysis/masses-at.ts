import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import type { PartBelief } from "../inference/belief.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { Flows } from "../inference/flows.ts";
import { beginNext, spreadStep } from "../inference/plain-pass.ts";
import type { PublicBeliefs } from "./private/public-beliefs.ts";

/** The states a part can be in at the start of a step, and their masses. */
export interface MassesAt {
  readonly step: number;
  /** Levels of all variables of the game, one array a state. */
  readonly levels: readonly Int32Array[];
  readonly masses: readonly number[];
  /** With private information: the situation of each state as everybody knows it, and P(state | situation). */
  readonly believed?: { readonly situation: readonly string[]; readonly share: readonly number[] };
}

/**
 * Where the crisis stands at the start of `step`, all reports counted, the
 * solution followed from the as-of step on. Reports about the as-of step
 * itself count for later steps; for the as-of step they count as news of what
 * led to it.
 *
 * With private information a state is listed once in each situation in which
 * everybody thinks it possible, also where the reports rule it out.
 *
 * @param step    the as-of step or a later one.
 * @param beliefs with private information.
 */
export function massesAt(found: {
  readonly game: Game;
  readonly policy: Policy;
  readonly belief: PartBelief;
  readonly request: FilterRequest;
  readonly step: number;
  readonly beliefs?: PublicBeliefs | undefined;
}): MassesAt {
  const { game, policy, belief, request, step, beliefs } = found;
  const flows = new Flows(game, policy);
  let cells: Float64Array = belief.alive;
  let atEnd: Float64Array = belief.aliveAtEnd;
  for (let t = request.asOfStep; t < step; t++) {
    if (t > request.asOfStep) atEnd = spreadStep(flows, t, 1, { from: 0, cells, ended: null });
    cells = beginNext(flows, t, 1, atEnd);
  }
  if (beliefs) return withBeliefs(game, beliefs, cells, step);
  const levels: Int32Array[] = [];
  const masses: number[] = [];
  cells.forEach((mass, node) => {
    if (!(mass > 0)) return;
    levels.push(levelsOf(game, node));
    masses.push(mass);
  });
  return { step, levels, masses };
}

function withBeliefs(game: Game, beliefs: PublicBeliefs, cells: Float64Array, step: number): MassesAt {
  const [share] = beliefs.at(step);
  const reached = new Set<string>();
  cells.forEach((mass, node) => {
    if (mass > 0) reached.add(beliefs.situationOf(node));
  });
  const nodes = Array.from(share!.keys()).filter((node) => share![node]! > 0 && reached.has(beliefs.situationOf(node)));
  return {
    step,
    levels: nodes.map((node) => levelsOf(game, node)),
    masses: nodes.map((node) => cells[node]!),
    believed: {
      situation: nodes.map((node) => beliefs.situationOf(node)),
      share: nodes.map((node) => share![node]!),
    },
  };
}

/** Levels of the variables of a game at a node, in their order. */
export function levelsOf(game: Game, node: number): Int32Array {
  const code = game.stateCode[node]!;
  return Int32Array.from(game.variables, ({ stride, radix, fixed }) =>
    stride === 0 ? fixed : Math.floor(code / stride) % radix,
  );
}
