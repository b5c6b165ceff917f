import { buildTree, type NodeSource } from "./build-tree.ts";
import { type GameTree, TERMINAL } from "./game-tree.ts";
import type { StrategicGame } from "./strategic-game.ts";

/** A game in strategic form as a tree: the players choose one after the other, none seeing what was chosen. */
export function tableAsTree(game: StrategicGame): GameTree {
  const { players, counts, payoff, exact } = game;
  const nodes: NodeSource[] = [];
  const open: { readonly player: number; readonly profile: number }[] = [{ player: 0, profile: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { player, profile } = at;
    if (player === players) {
      const from = profile * players;
      nodes.push({
        infoset: TERMINAL,
        payoffs: Array.from(payoff.subarray(from, from + players)),
        ...(exact ? { exactPayoffs: exact.slice(from, from + players) } : {}),
      });
      continue;
    }
    nodes.push({ infoset: player });
    for (let a = counts[player]! - 1; a >= 0; a--) {
      open.push({ player: player + 1, profile: profile * counts[player]! + a });
    }
  }
  return buildTree({
    title: game.title,
    players: game.names,
    infosets: game.strategies.map((actions, player) => ({ player, name: game.names[player]!, actions })),
    nodes,
    exact: exact !== undefined,
  });
}
