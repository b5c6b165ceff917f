/** The answers without λ: pure, perfect, mixed equilibria. */
import { type Fraction, fractionValue, ONE, ZERO } from "../numeric/fraction.ts";
import { extremeEquilibria } from "../solvers/classic/extreme-equilibria.ts";
import { lemkeHowson } from "../solvers/classic/lemke-howson.ts";
import { perfectEquilibria } from "../solvers/classic/perfect-equilibria.ts";
import { pureEquilibria } from "../solvers/classic/pure-equilibria.ts";
import { sequenceEquilibrium } from "../solvers/classic/sequence-equilibrium.ts";
import { solveRecursively } from "../solvers/classic/solve-recursively.ts";
import { enumerateSupports } from "../solvers/classic/support-enumeration.ts";
import { isZeroSum, solveZeroSum } from "../solvers/classic/zero-sum.ts";
import { behaviourValues } from "../tree/behaviour.ts";
import { rangesOfGame, type StrategicGame } from "../tree/strategic-game.ts";
import { tableAsTree } from "../tree/table-as-tree.ts";
import { ClassicFailure } from "./classic-failure.ts";
import { type ClassicGame, told } from "./classic-game.ts";
import { answer } from "./classic-logit.ts";
import type { ClassicEquilibrium, ClassicMethod, ClassicResult } from "./classic-result.ts";
import type { SolveGameOptions } from "./solve-game-file.ts";

/** Profiles closer than this in every probability are one. */
const SAME = 1e-7;
const PATH_ENDED = "the path ended in an equilibrium";

type Method = Exclude<ClassicMethod, "logit" | "limit" | "fit">;

export function solveByMethod(game: ClassicGame, method: Method, options: SolveGameOptions): ClassicResult {
  if (options.lambda !== undefined) {
    throw new ClassicFailure(
      "bad-lambda",
      `The method \`${method}\` has no λ.`,
      "leave `--lambda` away, or the method.",
    );
  }
  if (method === "perfect") return perfect(game);
  if (game.recall !== "perfect") throw notFor(method, "somebody forgets what it knew (imperfect recall)", "limit");
  if (method === "zero-sum") return zeroSum(game);
  if (method === "sequence") return bySequences(game);
  if (method === "pure") return pure(game);
  if (method === "supports") return supports(game, options.seed ?? 1);
  const table = tableOf(game);
  if (table.players !== 2)
    throw notFor(method, `it has ${table.players} players, and the method is for two`, "supports");
  if (!table.exact) throw tooLarge(method);
  if (method === "lemke-howson") {
    const found = lemkeHowson(table);
    if (!found) throw new ClassicFailure("did-not-arrive", "The path took too many pivots.", "try the method `limit`.");
    return exactly(game, "one equilibrium by Lemke and Howson", [game.equilibrium(found.mixtures)], false, PATH_ENDED);
  }
  const { equilibria, complete } = extremeEquilibria(table);
  if (!complete) throw tooLarge(method);
  const all = unique(equilibria.map(({ mixtures }) => game.equilibrium(mixtures)));
  return exactly(game, "all extreme equilibria", all, true, "all vertices were visited");
}

function perfect(game: ClassicGame): ClassicResult {
  if (!game.tree || !game.perfectInformation) {
    throw notFor("perfect", "somebody does not see everything that was done", "limit");
  }
  const range = Math.max(...game.ranges);
  const forever = new Float64Array(game.players.length).fill(Number.POSITIVE_INFINITY);
  const { profile, ties } = solveRecursively(game.tree, forever, range);
  // Without ties there is one; with them, what is best above hangs on what is taken below.
  const all = ties === 0 ? { profiles: [profile], complete: true } : perfectEquilibria(game.tree, range);
  const found = all.profiles.map((pureProfile) => {
    const exact: Fraction[] = Array.from(pureProfile, (share) => (share === 1 ? ONE : ZERO));
    return told(pureProfile, game.worth, exact);
  });
  const nodes = ties === 1 ? "one node" : `${ties} nodes`;
  const notes =
    ties === 0
      ? ["No ties: there is no other subgame-perfect equilibrium."]
      : [
          `At ${nodes} several actions are equally good. ${all.complete ? "All pure subgame-perfect equilibria are listed" : `Of the pure subgame-perfect equilibria ${found.length === 1 ? "one is" : `the first ${found.length} are`} listed`}; mixtures of equally good actions may be others.`,
        ];
  const words = "subgame-perfect equilibrium by backward induction";
  return answer(game, words, null, null, null, found, ties === 0 ? "none" : "possible", notes);
}

function pure(game: ClassicGame): ClassicResult {
  const table = tableOf(game);
  const found = pureEquilibria(table, rangesOfGame(table));
  if (found.length === 0) {
    throw new ClassicFailure(
      "method-not-for-game",
      "This game has no equilibrium in pure strategies.",
      "try the method `limit`.",
    );
  }
  const mixtures = (digits: Int32Array): Fraction[][] =>
    Array.from(digits, (chosen, i) => Array.from({ length: table.counts[i]! }, (_, a) => (a === chosen ? ONE : ZERO)));
  return exactly(
    game,
    "all equilibria in pure strategies",
    found.map((digits) => game.equilibrium(mixtures(digits))),
    false,
    "all pure profiles were looked at",
  );
}

function zeroSum(game: ClassicGame): ClassicResult {
  const tree = game.tree ?? tableAsTree(tableOf(game));
  if (!isZeroSum(tree)) throw notFor("zero-sum", "its payoffs do not add up to the same at every end", "limit");
  const found = solveZeroSum(tree);
  if (!found)
    throw new ClassicFailure("did-not-arrive", "The programme took too many pivots.", "try the method `limit`.");
  const own = told(Float64Array.from(found.profile, fractionValue), game.worth, found.profile);
  return exactly(game, "minimax by the sequence form, a linear programme", [own], false, "the optimum was reached");
}

function bySequences(game: ClassicGame): ClassicResult {
  const players = game.players.length;
  if (players !== 2) throw notFor("sequence", `it has ${players} players, and the method is for two`, "limit");
  const tree = game.tree ?? tableAsTree(tableOf(game));
  if (!tree.exact) throw tooLarge("sequence");
  const found = sequenceEquilibrium(tree, tree.exact);
  if (!found) throw new ClassicFailure("did-not-arrive", "The path took too many pivots.", "try the method `limit`.");
  const own = told(behaviourValues(found), game.worth, found);
  return exactly(game, "one equilibrium by Lemke's path through the sequence form", [own], false, PATH_ENDED);
}

function supports(game: ClassicGame, seed: number): ClassicResult {
  const table = tableOf(game);
  const { equilibria, tooMany } = enumerateSupports(table, rangesOfGame(table), seed);
  if (tooMany) throw tooLarge("supports");
  if (equilibria.length === 0)
    throw new ClassicFailure("did-not-arrive", "No equilibrium was found.", "try the method `limit`.");
  const all = distinct(equilibria.map((profile) => game.behaviour(profile)));
  const words = `equilibria by enumeration of supports${game.tree ? " of the reduced strategic form" : ""}`;
  return answer(
    game,
    words,
    null,
    null,
    null,
    all,
    "possible",
    [
      "Isolated equilibria, each checked; some may have been missed, and of connected ones only points are told.",
      ...(game.tree
        ? ["Where a player's own plan rules an information set out, 0 is written for all its actions."]
        : []),
    ],
    "all supports were looked at",
  );
}

/** Different mixtures of plans may behave alike. */
function distinct(equilibria: readonly ClassicEquilibrium[]): readonly ClassicEquilibrium[] {
  const kept: ClassicEquilibrium[] = [];
  for (const one of equilibria) {
    const isKnown = kept.some(({ profile }) => profile.every((share, k) => Math.abs(share - one.profile[k]!) < SAME));
    if (!isKnown) kept.push(one);
  }
  return kept;
}

function exactly(
  game: ClassicGame,
  words: string,
  equilibria: readonly ClassicEquilibrium[],
  isAll: boolean,
  stopped: string,
): ClassicResult {
  const undetermined = equilibria.some(({ exact }) => exact?.includes(null));
  return answer(
    game,
    words,
    null,
    null,
    null,
    equilibria,
    isAll ? (equilibria.length === 1 ? "none" : "mixtures") : "possible",
    [
      ...(undetermined
        ? ["Where a player's own plan rules an information set out, 0 is written for all its actions."]
        : []),
    ],
    stopped,
  );
}

/** Different mixtures of plans may behave alike. */
function unique(equilibria: readonly ClassicEquilibrium[]): readonly ClassicEquilibrium[] {
  const seen = new Map(
    equilibria.map((equilibrium) => [(equilibrium.exact ?? equilibrium.profile).join(" "), equilibrium]),
  );
  return [...seen.values()];
}

function tableOf(game: ClassicGame): StrategicGame {
  const table = game.strategic();
  if (!table) throw tooLarge("this method");
  return table;
}

function notFor(method: string, reason: string, instead: string): ClassicFailure {
  const message = `The method \`${method}\` does not fit this game: ${reason}.`;
  return new ClassicFailure("method-not-for-game", message, `try the method \`${instead}\`.`, { method });
}

function tooLarge(method: string): ClassicFailure {
  return new ClassicFailure(
    "game-too-large",
    `This game is too large for ${method === "this method" ? method : `the method \`${method}\``}: its strategies are too many.`,
    "try the method `limit`.",
    { method },
  );
}
