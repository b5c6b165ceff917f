import type { Game, Stage } from "../src/game/game.ts";
import { randomStream } from "../src/numeric/random.ts";

export interface SyntheticShape {
  readonly nodes: number;
  readonly actors: number;
  readonly steps: number;
  readonly movesPerNode: number;
  readonly precision: number;
  readonly discount: number;
}

/**
 * A game of the given size with seeded random transitions: one stage for each
 * actor, `movesPerNode` moves at each node, every fourth with two outcomes.
 * Nodes lead to nodes near their own number, as the levels of a crisis do.
 */
export function syntheticGame(shape: SyntheticShape): Game {
  const { nodes, actors, steps, movesPerNode } = shape;
  const random = randomStream(nodes, 1);
  const blockStart = Int32Array.from({ length: actors + 3 }, (_, p) => Math.min(p, actors + 1) * nodes);
  blockStart[actors + 2] = blockStart[actors + 1]! + 1;
  const choices = nodes * movesPerNode;
  const stages = Array.from({ length: actors }, (_, k): Stage => {
    const outcomeStart = new Int32Array(choices + 1);
    for (let c = 0; c < choices; c++) outcomeStart[c + 1] = outcomeStart[c]! + (c % 4 === 3 ? 2 : 1);
    const outcomes = outcomeStart[choices]!;
    const target = new Int32Array(outcomes);
    const chance = new Float64Array(outcomes);
    for (let c = 0; c < choices; c++) {
      const node = Math.floor(c / movesPerNode);
      const first = outcomeStart[c]!;
      const p = outcomeStart[c + 1]! - first === 2 ? random.next() : 1;
      for (let o = first; o < outcomeStart[c + 1]!; o++) {
        const near = node + Math.floor((random.next() - 0.5) * Math.min(nodes, 4096));
        target[o] = (k + 1) * nodes + (((near % nodes) + nodes) % nodes);
        chance[o] = o === first ? p : 1 - p;
      }
    }
    return {
      kind: "turn",
      actors: [k],
      name: `actor ${k}`,
      tables: [
        {
          choiceStart: Int32Array.from({ length: nodes + 1 }, (_, i) => i * movesPerNode),
          act: new Int32Array(choices),
          cost: Float64Array.from({ length: choices }, () => random.next()),
          given: new Float64Array(0),
          outcomeStart,
          target,
          chance,
        },
      ],
      tableOfPhase: new Int32Array(1),
    };
  });
  const payoff = Float64Array.from({ length: nodes * actors }, () => random.next());
  return {
    actors: stages.map((stage) => stage.name),
    precision: new Float64Array(actors).fill(shape.precision),
    discount: new Float64Array(actors).fill(shape.discount),
    shocks: "excluded",
    steps,
    phaseOfStep: new Int32Array(steps),
    moves: [{ actor: 0, name: "move" }],
    acts: { start: Int32Array.of(0, 0), move: new Int32Array(0) },
    endings: ["end"],
    variables: [],
    stages,
    blockStart,
    active: new Int32Array(steps * (actors + 1)).fill(nodes),
    stateCode: new Float64Array(blockStart[actors + 2]!),
    end: {
      tables: [{ payoff, residualChance: new Float64Array(nodes), residualTerminal: new Int32Array(nodes).fill(-1) }],
      tableOfPhase: new Int32Array(1),
    },
    nextNode: Int32Array.from({ length: nodes }, (_, i) => i),
    otherwiseTerminal: new Int32Array(nodes).fill(blockStart[actors + 1]!),
    terminalEnding: Int32Array.of(0),
    terminalPayoff: new Float64Array(actors),
    start: { node: Int32Array.of(0), probability: Float64Array.of(1) },
    payoffRange: 2,
  };
}
