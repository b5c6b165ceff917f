import type { Game } from "../../game/game.ts";
import type { PrivateView } from "./sight.ts";

/**
 * Where a game of private information begins, as far as everybody can tell:
 * the start of the file, or one of the public situations a later date may find
 * it in. What is believed and how likely it is differ once the analyst knows
 * more than the actors. A `PublicSituation` of a crisis, in nodes of its game.
 */
export interface Opening {
  /** Nodes of position 0, each once. */
  readonly nodes: Int32Array;
  /** P(node | opening), as everybody believes it. */
  readonly believed: Float64Array;
  /** P(opening, node), over all openings 1 together. */
  readonly probability: Float64Array;
}

/** The start of a game as its only opening. */
export function ownOpening({ start }: Game): readonly Opening[] {
  return [{ nodes: start.node, believed: start.probability, probability: start.probability }];
}

/** What is believed of the secret by everybody who sees the public state of a node: masses by secret, not divided by their sum. */
export function believedOf(view: PrivateView, { nodes, believed }: Opening, node: number): Float64Array {
  const masses = new Float64Array(view.secrets);
  const own = view.publicAt(node);
  nodes.forEach((other, i) => {
    if (view.publicAt(other) === own) masses[view.secretAt(other)]! += believed[i]!;
  });
  return masses;
}
