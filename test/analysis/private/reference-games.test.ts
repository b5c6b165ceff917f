/**
 * Published signalling games written as crises, against the agent logit
 * equilibria of another program (20 digits): the file is read, its payoffs are
 * put into `if`s over the deal and the moves, nature deals, and the tree is
 * solved as a crisis. Tolerance 1e-8.
 */
import { describe, expect, it } from "vitest";
import type { PrivateSolution } from "../../../src/analysis/private/solve-on-tree.ts";
import type { EfgFile } from "../../../src/gambit/game-file.ts";
import { treeOf } from "../../../src/gambit/to-game.ts";
import { CHANCE, type GameTree, TERMINAL } from "../../../src/tree/game-tree.ts";
import { gameIn, hasSolvedGames, rowsOf, solvedGames } from "../../classic/reference-folder.ts";
import { compiled, movesAt, onTree } from "./solve-text.ts";

/** In all of these a deal comes first, and moves are seen by all (in the last, all move at the same time). */
const games: readonly (readonly [file: string, together?: true])[] = [
  ["beer_quiche.efg"],
  ["one_card_poker.efg"],
  ["kuhn_poker.efg"],
  ["rt01_2p_2x1.efg"],
  ["rt03_2p_2x2_d3.efg"],
  ["rt07_3p_2x2x1_sim.efg", true],
];

interface Line {
  /** Deal, then the action at each level of the tree. */
  readonly actions: readonly number[];
  readonly node: number;
}

/** Terminal nodes and decisions of a tree whose root deals and whose k-th level is one player's. */
function linesOf(tree: GameTree): Line[] {
  const lines: Line[] = [];
  const visit = (node: number, actions: readonly number[]): void => {
    lines.push({ node, actions });
    for (let c = tree.childStart[node]!; c < tree.childStart[node + 1]!; c++) {
      visit(tree.child[c]!, [...actions, c - tree.childStart[node]!]);
    }
  };
  visit(0, []);
  return lines;
}

/** By player and deal: a number for what the player sees of it, from the information sets it comes to. */
function viewsOf(tree: GameTree): readonly (readonly number[])[] {
  const lines = linesOf(tree);
  const deals = tree.childStart[1]! - tree.childStart[0]!;
  return tree.players.map((_, player) => {
    const known: string[] = [];
    return Array.from({ length: deals }, (_deal, d) => {
      const own = lines.filter(({ node, actions }) => {
        const h = tree.infoset[node]!;
        return actions[0] === d && h >= 0 && tree.infosets[h]!.player === player;
      });
      const seen = own.map(({ node }) => tree.infoset[node]).join();
      if (!known.includes(seen)) known.push(seen);
      return known.indexOf(seen);
    });
  });
}

/** Levels of the public variables, and of a card for each player. */
function levelsOf(tree: GameTree, actions: readonly number[], depth: number): Record<string, string> {
  const [deal, ...moves] = actions;
  const cards = viewsOf(tree).map((own, i) => [`card${i}`, `card${i}_${own[deal!]}`]);
  return { ...Object.fromEntries(cards), ...publicLevels(moves, depth) };
}

function publicLevels(moves: readonly number[], depth: number): Record<string, string> {
  const all: Record<string, string> = {};
  for (let k = 0; k < depth; k++) all[`level${k}`] = moves[k] === undefined ? `open${k}` : `done${k}_${moves[k]}`;
  return all;
}

/** The tree as the text of a crisis of one step. */
function crisisOf(tree: GameTree, precision: number, together = false): string {
  const lines = linesOf(tree);
  const views = viewsOf(tree);
  const deals = views[0]!.length;
  const depth = Math.max(...lines.map(({ actions }) => actions.length)) - 1;
  const at = (k: number) => lines.filter(({ node, actions }) => actions.length === k + 1 && tree.infoset[node]! >= 0);
  const playerAt = (k: number) => tree.infosets[tree.infoset[at(k)[0]!.node]!]!.player;
  const holds = (levels: Record<string, string>): string => {
    return Object.entries(levels)
      .map(([name, level]) => `${name} == ${level}`)
      .join(" and ");
  };
  const moves = (player: number): string[] =>
    Array.from({ length: depth }, (_, k) => k)
      .filter((k) => playerAt(k) === player)
      .flatMap((k) => {
        const open = [...new Set(at(k).map(({ actions }) => holds(publicLevels(actions.slice(1), depth))))];
        // Where all move at the same time the state is that of the beginning.
        const when = together ? "" : `when: "${open.map((own) => `(${own})`).join(" or ")}", `;
        const first = tree.infoset[at(k)[0]!.node]!;
        return tree.infosets[first]!.actions.map(
          (_, a) => `    m${k}_${a}: { ${when}then: { level${k}: done${k}_${a} } }`,
        );
      });
  // A part for each deal, so that no expression becomes too long.
  const payoff = (player: number): string => {
    const parts = Array.from({ length: deals }, (_, d) => {
      const worth = lines
        .filter(({ node, actions }) => tree.infoset[node] === TERMINAL && actions[0] === d)
        .reduce(
          (rest, { node, actions }) =>
            `if(${holds(publicLevels(actions.slice(1), depth))}, ${tree.payoff[node * tree.players.length + player]}, ${rest})`,
          "0",
        );
      const cards = holds(Object.fromEntries(views.map((own, i) => [`card${i}`, `card${i}_${own[d]}`])));
      return `deal${d}: "if(${cards}, ${worth}, 0)"`;
    });
    return `{ ${parts.join(", ")} }`;
  };
  const chances = Array.from(
    { length: deals },
    (_, d) =>
      `{ ${d === deals - 1 ? "rest" : tree.chance[tree.childStart[0]! + d]}: { ${views.map((own, i) => `card${i}: card${i}_${own[d]}`).join(", ")} } }`,
  );
  const players = tree.players.map((_, i) => i);
  const order = Array.from({ length: depth }, (_, k) => `p${playerAt(k)}`);
  return `
crisis: From a tree
clock: { steps: 1 }
information: private
actors:
  nature: { acts_by: chance }
${players.map((i) => `  p${i}: { precision: ${precision} }`).join("\n")}
state:
${views.map((own, i) => `  card${i}: { levels: [undealt${i}, ${[...new Set(own)].map((v) => `card${i}_${v}`).join(", ")}], seen_by: [p${i}] }`).join("\n")}
${Array.from({ length: depth }, (_, k) => `  level${k}: { levels: [open${k}, ${[0, 1].map((a) => `done${k}_${a}`).join(", ")}] }`).join("\n")}
turns: [nature, ${together ? `[${order.join(", ")}]` : order.join(", ")}]
moves:
  nature:
    shuffle: { chance: 1, then: [${chances.join(", ")}] }
${players.map((i) => `  p${i}:\n${moves(i).join("\n")}`).join("\n")}
endings:
  over:
    otherwise: true
    rule: the game is over
    payoffs: { ${players.map((i) => `p${i}: ${payoff(i)}`).join(", ")} }
`;
}

/** P(action) of every information set, in the order of the tree. */
function profileOf(tree: GameTree, precision: number, together: boolean): number[] {
  const solution = onTree(compiled(crisisOf(tree, precision, together)));
  const lines = linesOf(tree);
  const depth = Math.max(...lines.map(({ actions }) => actions.length)) - 1;
  return tree.infosets.flatMap(({ actions: names }, h) => {
    const line = lines.find(({ node }) => tree.infoset[node] === h)!;
    const k = line.actions.length - 1;
    if (together) {
      const odds = memberOdds(solution, levelsOf(tree, line.actions.slice(0, 1), depth));
      return names.map((_, a) => odds[`m${k}_${a}`]!);
    }
    const odds = movesAt(solution, k + 1, levelsOf(tree, line.actions, depth));
    return names.map((_, a) => odds[`m${k}_${a}`]!);
  });
}

/** P(move) of every member of the group at a node. */
function memberOdds({ game, policy }: PrivateSolution, levels: Record<string, string>): Record<string, number> {
  const table = game.stages[1]!.tables[0]!;
  const odds: Record<string, number> = {};
  const first = game.blockStart[1]!;
  const i = Array.from({ length: game.active[1]! }, (_, node) => node).find((node) =>
    game.variables.every(({ name, stride, radix, levels: names, fixed }) => {
      const level = stride === 0 ? fixed : Math.floor(game.stateCode[first + node]! / stride) % radix;
      return names[level] === levels[name];
    }),
  )!;
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    for (let m = game.acts.start[table.act[c]!]!; m < game.acts.start[table.act[c]! + 1]!; m++) {
      const { name } = game.moves[game.acts.move[m]!]!;
      odds[name] = (odds[name] ?? 0) + policy.at(0, 1)[c]!;
    }
  }
  return odds;
}

describe.skipIf(!hasSolvedGames)("signalling games as crises", () => {
  for (const [name, together = false] of games) {
    it(`${name} has the agent logit equilibria of its file`, () => {
      const tree = treeOf(gameIn(solvedGames, name) as EfgFile); // the name says it is one
      expect(tree.infoset[0]).toBe(CHANCE);
      const rows = rowsOf(name).filter(({ concept, reference }) => /logit quantal/.test(concept) && reference);
      expect(rows.length).toBeGreaterThan(4);
      for (const { lambda, reference, symmetric_branch_reference: symmetric } of rows) {
        const ours = profileOf(tree, Number(lambda), together);
        const theirs = (symmetric ?? reference)!.map(Number);
        expect(Math.max(...ours.map((p, k) => Math.abs(p - theirs[k]!)))).toBeLessThan(1e-8);
      }
    });
  }
});
