/**
 * Published signalling games written as crises, against the agent logit
 * equilibria of another program (20 digits): the file is read, its payoffs are
 * put into `if`s over the deal and the moves, nature deals, and the tree is
 * solved as a crisis. Tolerance 1e-8.
 */
import { describe, expect, it } from "vitest";
import type { EfgFile } from "../../../src/gambit/game-file.ts";
import { treeOf } from "../../../src/gambit/to-game.ts";
import { CHANCE, type GameTree, TERMINAL } from "../../../src/tree/game-tree.ts";
import { gameIn, hasSolvedGames, rowsOf, solvedGames } from "../../classic/reference-folder.ts";
import { compiled, movesAt, onTree } from "./solve-text.ts";

/** Who sees the deal: players by name. All other moves are seen by all. */
const games: readonly (readonly [file: string, seen: readonly number[]])[] = [
  ["beer_quiche.efg", [0]],
  ["one_card_poker.efg", [0]],
  ["rt01_2p_2x1.efg", [0]],
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

function levelsOf(actions: readonly number[], depth: number): Record<string, string> {
  const [deal, ...moves] = actions;
  const all: Record<string, string> = { deal: `deal${deal}` };
  for (let k = 0; k < depth; k++) all[`level${k}`] = moves[k] === undefined ? `open${k}` : `done${k}_${moves[k]}`;
  return all;
}

/** The tree as the text of a crisis of one step. */
function crisisOf(tree: GameTree, seen: readonly number[], precision: number): string {
  const lines = linesOf(tree);
  const deals = tree.childStart[1]! - tree.childStart[0]!;
  const depth = Math.max(...lines.map(({ actions }) => actions.length)) - 1;
  const at = (k: number) => lines.filter(({ node, actions }) => actions.length === k + 1 && tree.infoset[node]! >= 0);
  const playerAt = (k: number) => tree.infosets[tree.infoset[at(k)[0]!.node]!]!.player;
  const isAt = ({ actions }: Line): string => {
    return Object.entries(levelsOf(actions, depth))
      .map(([name, level]) => `${name} == ${level}`)
      .join(" and ");
  };
  const moves = (player: number): string[] =>
    Array.from({ length: depth }, (_, k) => k)
      .filter((k) => playerAt(k) === player)
      .flatMap((k) => {
        const open = [...new Set(at(k).map(({ actions }) => isAt({ node: 0, actions: [0, ...actions.slice(1)] })))];
        const when = open.map((own) => `(${own.replace("deal == deal0 and ", "")})`).join(" or ");
        const first = tree.infoset[at(k)[0]!.node]!;
        return tree.infosets[first]!.actions.map(
          (_, a) => `    m${k}_${a}: { when: "${when}", then: { level${k}: done${k}_${a} } }`,
        );
      });
  const payoff = (player: number): string =>
    lines
      .filter(({ node }) => tree.infoset[node] === TERMINAL)
      .reduce(
        (rest, line) => `if(${isAt(line)}, ${tree.payoff[line.node * tree.players.length + player]}, ${rest})`,
        "0",
      );
  const chances = Array.from(
    { length: deals },
    (_, d) => `{ ${tree.chance[tree.childStart[0]! + d]}: { deal: deal${d} } }`,
  );
  chances[deals - 1] = `{ rest: { deal: deal${deals - 1} } }`;
  const players = tree.players.map((_, i) => i);
  return `
crisis: From a tree
clock: { steps: 1 }
information: private
actors:
  nature: { acts_by: chance }
${players.map((i) => `  p${i}: { precision: ${precision} }`).join("\n")}
state:
  deal: { levels: [undealt, ${Array.from({ length: deals }, (_, d) => `deal${d}`).join(", ")}], seen_by: [${seen.map((i) => `p${i}`).join(", ")}] }
${Array.from({ length: depth }, (_, k) => `  level${k}: { levels: [open${k}, ${[0, 1].map((a) => `done${k}_${a}`).join(", ")}] }`).join("\n")}
turns: [nature, ${Array.from({ length: depth }, (_, k) => `p${playerAt(k)}`).join(", ")}]
moves:
  nature:
    shuffle: { chance: 1, then: [${chances.join(", ")}] }
${players.map((i) => `  p${i}:\n${moves(i).join("\n")}`).join("\n")}
endings:
  over:
    otherwise: true
    rule: the game is over
    payoffs: { ${players.map((i) => `p${i}: "${payoff(i)}"`).join(", ")} }
`;
}

/** P(action) of every information set, in the order of the tree. */
function profileOf(tree: GameTree, seen: readonly number[], precision: number): number[] {
  const solution = onTree(compiled(crisisOf(tree, seen, precision)));
  const lines = linesOf(tree);
  const depth = Math.max(...lines.map(({ actions }) => actions.length)) - 1;
  return tree.infosets.flatMap(({ actions: names }, h) => {
    const line = lines.find(({ node }) => tree.infoset[node] === h)!;
    const k = line.actions.length - 1;
    const odds = movesAt(solution, k + 1, levelsOf(line.actions, depth));
    return names.map((_, a) => odds[`m${k}_${a}`]!);
  });
}

describe.skipIf(!hasSolvedGames)("signalling games as crises", () => {
  for (const [name, seen] of games) {
    it(`${name} has the agent logit equilibria of its file`, () => {
      const tree = treeOf(gameIn(solvedGames, name) as EfgFile); // the name says it is one
      expect(tree.infoset[0]).toBe(CHANCE);
      const rows = rowsOf(name).filter(({ concept, reference }) => /logit quantal/.test(concept) && reference);
      expect(rows.length).toBeGreaterThan(4);
      for (const { lambda, reference, symmetric_branch_reference: symmetric } of rows) {
        const ours = profileOf(tree, seen, Number(lambda));
        const theirs = (symmetric ?? reference)!.map(Number);
        expect(Math.max(...ours.map((p, k) => Math.abs(p - theirs[k]!)))).toBeLessThan(1e-8);
      }
    });
  }
});
