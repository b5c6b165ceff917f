import { addFractions, type Fraction, fraction, fractionValue, ZERO } from "../numeric/fraction.ts";
import { buildTree, type NodeSource } from "../tree/build-tree.ts";
import { CHANCE, type GameTree, TERMINAL } from "../tree/game-tree.ts";
import type { StrategicGame } from "../tree/strategic-game.ts";
import type { EfgFile, EfgNode, NfgFile, WrittenNumber } from "./game-file.ts";
import { withUniqueLabels } from "./write-game-file.ts";
import { exactNumber } from "./written-number.ts";

/** Above this size numbers are not kept exactly: the solvers that want them so could not take the game anyway. */
const MOST_EXACT = 200_000;

/** The tree of an `.efg` file. Probabilities that do not sum to 1 exactly are divided by their sum. */
export function treeOf(file: EfgFile): GameTree {
  const game = withUniqueLabels(file) as EfgFile; // keeps the form
  const exact = game.nodes.length * game.players.length <= MOST_EXACT;
  const chances = game.draws.map(({ actions }) => shares(actions.map(({ probability }) => exactly(probability))));
  const payoffs = game.outcomes.map((outcome) => outcome.payoffs.map(exactly));
  const source = (node: EfgNode): NodeSource => {
    const outcome = game.outcomes[node.outcome];
    return {
      infoset: node.kind === "personal" ? node.set : node.kind === "chance" ? CHANCE : TERMINAL,
      ...(node.kind === "chance"
        ? { chances: chances[node.set]!.map(fractionValue), exactChances: chances[node.set]! }
        : {}),
      ...(outcome ? { payoffs: outcome.payoffs.map(({ value }) => value), exactPayoffs: payoffs[node.outcome]! } : {}),
    };
  };
  return buildTree({
    title: game.title,
    players: game.players,
    infosets: game.infosets.map(({ player, label, actions }) => ({
      player,
      name: label,
      actions: actions.map((action) => action.label),
    })),
    nodes: game.nodes.map(source),
    exact,
  });
}

/** The game of an `.nfg` file. */
export function strategicOf(file: NfgFile): StrategicGame {
  const game = withUniqueLabels(file) as NfgFile; // keeps the form
  const players = game.players.length;
  const counts = Int32Array.from(game.strategies, (labels) => labels.length);
  const payoff = new Float64Array(game.profiles.length * players);
  const isExact = payoff.length <= MOST_EXACT;
  const exact: Fraction[] = new Array(isExact ? payoff.length : 0).fill(ZERO);
  const exactOutcomes = isExact ? game.outcomes.map((outcome) => outcome.payoffs.map(exactly)) : [];
  game.profiles.forEach((index, k) => {
    const outcome = game.outcomes[index];
    if (!outcome) return;
    const at = rowMajor(k, counts) * players;
    outcome.payoffs.forEach(({ value }, i) => {
      payoff[at + i] = value;
      if (isExact) exact[at + i] = exactOutcomes[index]![i]!;
    });
  });
  const { title, strategies } = game;
  return { title, names: game.players, strategies, players, counts, payoff, exact: isExact ? exact : undefined };
}

/** From the order of the file (first player fastest) to that of the tables (last player fastest). */
function rowMajor(profile: number, counts: Int32Array): number {
  let rest = profile;
  let at = 0;
  let stride = counts.reduce((product, count) => product * count, 1);
  for (const count of counts) {
    stride /= count;
    at += (rest % count) * stride;
    rest = Math.floor(rest / count);
  }
  return at;
}

function exactly(number: WrittenNumber): Fraction {
  return exactNumber(number.text) ?? ZERO;
}

function shares(chances: readonly Fraction[]): readonly Fraction[] {
  const sum = chances.reduce(addFractions, ZERO);
  if (sum.numerator === sum.denominator) return chances;
  return chances.map((chance) => fraction(chance.numerator * sum.denominator, chance.denominator * sum.numerator));
}
