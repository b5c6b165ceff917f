import type { Random } from "../src/numeric/random.ts";
import { buildTree, type NodeSource } from "../src/tree/build-tree.ts";
import { type GameTree, type Infoset, TERMINAL } from "../src/tree/game-tree.ts";

/** Three players move in turn and see everything; three actions each; payoffs in [0, 10]. About so many nodes. */
export function sequentialTree(wanted: number, random: Random): GameTree {
  const infosets: Infoset[] = [];
  const nodes: NodeSource[] = [];
  const actions = ["a", "b", "c"];
  const depth = Math.max(1, Math.ceil(Math.log(wanted * 2) / Math.log(3)) - 1);
  // Preorder with a stack of depths; each inner node costs three more.
  const open = [0];
  let inner = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= depth || 3 * inner >= wanted) {
      nodes.push({ infoset: TERMINAL, payoffs: [0, 0, 0].map(() => 10 * random.next()) });
      continue;
    }
    nodes.push({ infoset: infosets.length });
    infosets.push({ player: at % 3, name: "", actions });
    inner++;
    open.push(at + 1, at + 1, at + 1);
  }
  return buildTree({ title: "sequential", players: ["1", "2", "3"], infosets, nodes, exact: false });
}
