import type { Random } from "../../src/numeric/random.ts";
import { buildTree, type NodeSource } from "../../src/tree/build-tree.ts";
import { CHANCE, type GameTree, type Infoset, TERMINAL } from "../../src/tree/game-tree.ts";

/**
 * A random tree of perfect recall: chance deals each player a hidden type,
 * then the players move in turn, two or three actions each, and each sees its
 * own type and all moves, or of the moves only its own.
 */
export function randomTree(random: Random, players: number, depth: number): GameTree {
  const whole = (below: number): number => Math.floor(random.next() * below);
  const types = 1 + whole(3);
  const seesMoves = Array.from({ length: players }, () => random.next() < 0.5);
  const actions = Array.from({ length: depth }, () => 2 + whole(2));
  const sets = new Map<string, number>();
  const infosets: Infoset[] = [];
  const nodes: NodeSource[] = [];
  const visit = (type: number, moves: readonly number[]): void => {
    if (moves.length === depth || (moves.length > 0 && random.next() < 0.1 && seesMoves.every(Boolean))) {
      nodes.push({
        infoset: TERMINAL,
        payoffs: Array.from({ length: players }, () => Math.round(random.next() * 200) / 20),
      });
      return;
    }
    const player = moves.length % players;
    // Only the first player sees the type.
    const seen = moves.map((move, k) => (seesMoves[player] || k % players === player ? move : "?")).join("");
    const key = `${player} ${moves.length} ${player === 0 ? type : ""} ${seen}`;
    const count = actions[moves.length]!;
    if (!sets.has(key)) {
      sets.set(key, infosets.length);
      infosets.push({ player, name: key, actions: Array.from({ length: count }, (_, a) => String(a)) });
    }
    nodes.push({ infoset: sets.get(key)! });
    for (let a = 0; a < count; a++) visit(type, [...moves, a]);
  };
  if (types > 1) nodes.push({ infoset: CHANCE, chances: Array.from({ length: types }, () => 1 / types) });
  for (let type = 0; type < types; type++) visit(type, []);
  return buildTree({
    title: "random",
    players: Array.from({ length: players }, (_, i) => `P${i + 1}`),
    infosets,
    nodes,
    exact: false,
  });
}
