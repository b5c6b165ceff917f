/** The logit answers: at one λ, in the limit of large λ, and with λ fitted to observed play. */
import type { BranchSystem } from "../numeric/branch-system.ts";
import { type BranchResult, BranchTracer } from "../numeric/branch-tracer.ts";
import { hasUniqueLogitEquilibrium } from "../numeric/logit-uniqueness.ts";
import { findLogitPoints } from "../solvers/classic/find-logit-points.ts";
import { fitPrecision } from "../solvers/classic/fit-precision.ts";
import { solveByParts } from "../solvers/classic/solve-by-parts.ts";
import { solveRecursively } from "../solvers/classic/solve-recursively.ts";
import { traceToLimit } from "../solvers/classic/trace-to-limit.ts";
import type { GameTree } from "../tree/game-tree.ts";
import { coupledSubgames, subgameAt } from "../tree/subgames.ts";
import { ClassicFailure } from "./classic-failure.ts";
import { type ClassicGame, told } from "./classic-game.ts";
import { refuseLargeTable, refuseLargeTree } from "./classic-limits.ts";
import { otherEquilibria } from "./classic-others.ts";
import type { ClassicBranch, ClassicEquilibrium, ClassicResult } from "./classic-result.ts";
import type { SolveGameOptions } from "./solve-game-file.ts";
import { version } from "./version.ts";

/** Above this many log-ratios other equilibria are not looked for. */
const MOST_SEARCHED = 60;
const STARTS = 100;
/** Regret at which the limit is reached, as a share of the payoff range. */
export const LIMIT_REGRET = 1e-8;
/** A mixture is even within this share. */
const EVEN = 1e-9;
/** λ times the largest payoff range at which the limit is given up, and the fit. */
const LIMIT_REACH = 1e9;
const FIT_REACH = 1e3;
/** Share of that λ at which the parts of a tree are looked at first. */
const LIMIT_START = 1e-6;

export function solveByLogit(
  game: ClassicGame,
  method: "logit" | "limit" | "fit",
  options: SolveGameOptions,
): ClassicResult {
  if (method !== "logit" && options.lambda !== undefined) {
    throw new ClassicFailure(
      "bad-lambda",
      `λ is an outcome of \`${method}\`, and cannot be given.`,
      "leave `--lambda` away.",
    );
  }
  if (method === "fit") return fitted(game, options);
  if (method === "limit") return limit(game, options.seed ?? 1);
  const lambda = options.lambda ?? Number.NaN;
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) {
    throw new ClassicFailure(
      "bad-lambda",
      `λ must be a finite number of at least 0${options.lambda === undefined ? "" : `; got ${lambda}`}.`,
      "write for instance `--lambda 2`; without it the limit of large λ is taken.",
      { lambda: options.lambda },
    );
  }
  return atLambda(game, lambda, options.seed ?? 1);
}

function atLambda(game: ClassicGame, lambda: number, seed: number): ClassicResult {
  if (game.tree && game.perfectInformation) {
    const { profile } = solveRecursively(game.tree, precision(game, lambda), 0);
    const words = "agent logit equilibrium by recursion";
    return answer(game, words, lambda, 0, null, [told(profile, game.worth)], "none", [
      "Perfect information: there is no other logit equilibrium at this λ.",
    ]);
  }
  const roots = game.tree ? coupledSubgames(game.tree) : [];
  if (game.tree && roots[0] !== 0) return atLambdaByParts(game, game.tree, roots, lambda, seed);
  const system = systemFor(game, lambda);
  const direct = game.tree === undefined && hasUniqueLogitEquilibrium(game.strategic()!, precision(game, lambda));
  const branch = new BranchTracer(system).trace({ direct });
  if (!branch.converged) throw notArrived(branch, `λ = ${lambda}`);
  const profile = branch.probabilities.slice(0, system.strategies);
  const { residual } = branch;
  const forks = branch.forks.map((s) => s * lambda);
  const search = direct || system.size > MOST_SEARCHED ? [] : findLogitPoints(system, [profile], STARTS, seed);
  const words = `${game.tree ? "agent logit" : "logit"} equilibrium ${direct ? "by Newton's method, unique by proof" : "on the principal branch from λ = 0"}`;
  const all = [profile, ...search].map((point) => told(point, game.worth));
  return answer(game, words, lambda, residual, { ...described(branch), forks }, all, direct ? "none" : "possible", [
    ...forkNotes(forks),
    ...otherNotes(search.length, system.size),
  ]);
}

/** A tree with perfect information above or beside the places where somebody does not see everything. */
function atLambdaByParts(
  game: ClassicGame,
  tree: GameTree,
  roots: readonly number[],
  lambda: number,
  seed: number,
): ClassicResult {
  refuseLargeParts(tree, roots);
  const found = solveByParts(tree, roots, precision(game, lambda));
  if (!found.converged) throw notArrived(found, `λ = ${lambda}`);
  const forks = found.forks.map((s) => s * lambda);
  const size = game.first[game.first.length - 1]! - game.names.length;
  const search = size > MOST_SEARCHED ? [] : findLogitPoints(game.systemAt(lambda), [found.profile], STARTS, seed);
  const all = [found.profile, ...search].map((point) => told(point, game.worth));
  const words = "agent logit equilibrium on the principal branch from λ = 0, part by part";
  return answer(game, words, lambda, found.residual, { ...described(found), forks }, all, "possible", [
    partsNote(roots),
    ...forkNotes(forks),
    ...otherNotes(search.length, size),
  ]);
}

/** All parts at one λ, which is raised until nobody gains more than is asked at any one place. */
function limitByParts(game: ClassicGame, tree: GameTree, roots: readonly number[], most: number): ClassicResult {
  refuseLargeParts(tree, roots);
  let lambda = most * LIMIT_START;
  let found = solveByParts(tree, roots, precision(game, lambda));
  for (; found.converged && found.regret > LIMIT_REGRET && lambda < most; ) {
    lambda = Math.min(most, 4 * lambda);
    found = solveByParts(tree, roots, precision(game, lambda));
  }
  if (!found.converged || found.regret > LIMIT_REGRET) {
    throw notArrived(
      found,
      `a regret of ${LIMIT_REGRET} of the payoff range; it stood at ${found.regret} at λ = ${lambda}`,
    );
  }
  const forks = found.forks.map((s) => s * lambda);
  const branch = { ...described(found), forks, reason: "regret reached" };
  const own = told(found.profile, game.worth);
  const words = "limit of the principal agent logit branch, part by part";
  return answer(game, words, lambda, found.residual, branch, [own], "possible", [
    `Followed until nobody gains more than ${LIMIT_REGRET} of its payoff range at any one place.`,
    ...(roots.length > 0 ? [partsNote(roots)] : ["Perfect information: solved by recursion."]),
    ...forkNotes(forks),
  ]);
}

function partsNote(roots: readonly number[]): string {
  const parts = roots.length === 1 ? "one subgame" : `${roots.length} subgames`;
  return `The branch was followed through ${parts} in which somebody does not see everything; the rest is by recursion.`;
}

function refuseLargeParts(tree: GameTree, roots: readonly number[]): void {
  for (const root of roots) refuseLargeTree(subgameAt(tree, root).tree);
}

function limit(game: ClassicGame, seed: number): ClassicResult {
  const range = Math.max(...game.ranges) || 1;
  const most = LIMIT_REACH / range;
  const roots = game.tree ? coupledSubgames(game.tree) : [];
  if (game.tree && roots[0] !== 0) return limitByParts(game, game.tree, roots, most);
  const system = systemFor(game, most);
  const choices = { first: game.first, range: Float64Array.from(game.owner, (player) => game.ranges[player]!) };
  const { branch, share, regret, converged } = traceToLimit(system, choices, LIMIT_REGRET);
  const lambda = share * most;
  if (!converged) {
    throw notArrived(branch, `a regret of ${LIMIT_REGRET} of the payoff range; it stood at ${regret} at λ = ${lambda}`);
  }
  const profile = branch.probabilities.slice(0, system.strategies);
  const forks = branch.forks.map((s) => s * lambda);
  const own = told(profile, game.worth);
  // The even mixture of a symmetric game may be an equilibrium itself: then the branch ends before its fork.
  const mayFork = forks.length > 0 || isEven(game, profile);
  const others = mayFork ? otherEquilibria(game, own, seed) : undefined;
  const words = `limit of the principal ${game.tree ? "agent " : ""}logit branch`;
  return answer(
    game,
    words,
    lambda,
    branch.residual,
    { ...described(branch), forks, reason: "regret reached" },
    [own, ...(others ?? [])],
    "possible",
    [
      `Followed until nobody gains more than ${LIMIT_REGRET} of its payoff range at any one place.`,
      ...forkNotes(forks),
      ...(mayFork ? [otherLimitNote(others)] : []),
    ],
  );
}

function fitted(game: ClassicGame, options: SolveGameOptions): ClassicResult {
  const entries = game.first[game.first.length - 1]!;
  const counts = Float64Array.from(options.counts ?? []);
  const isWrong =
    counts.length !== entries || counts.some((count) => !(count >= 0 && count < Number.POSITIVE_INFINITY));
  if (isWrong || !counts.some((count) => count > 0)) {
    throw new ClassicFailure(
      "bad-counts",
      `The counts must be ${entries} numbers of at least 0, not all 0, one for each action in the order of the profile; there are ${counts.length}.`,
      "`brink solve FILE --lambda 0 --json` prints the order under `names`.",
    );
  }
  const most = FIT_REACH / (Math.max(...game.ranges) || 1);
  systemFor(game, 0);
  const fit = fitPrecision(game.systemAt, game.first, counts, most);
  if (!fit.converged) {
    throw new ClassicFailure(
      "did-not-arrive",
      `The likelihood still rises at λ = ${fit.lambda}, the largest looked at: the counts are as if nobody ever erred.`,
      "more observations, or the limit without counts.",
    );
  }
  const branch = { ...described(fit.branch), forks: fit.branch.forks.map((s) => s * fit.lambda) };
  const words = "maximum-likelihood λ along the principal logit branch";
  const { logLikelihood, standardError, peaks } = fit;
  const result = answer(
    game,
    words,
    fit.lambda,
    fit.branch.residual,
    branch,
    [told(fit.profile, game.worth)],
    "possible",
    [
      ...(peaks > 1 ? [`The likelihood has ${peaks} peaks along the branch; this is the highest.`] : []),
      ...forkNotes(branch.forks),
    ],
  );
  const error = Number.isFinite(standardError) ? standardError : null;
  return { ...result, fit: { logLikelihood, standardError: error, peaks } };
}

/** The common frame of all answers; the first equilibrium is the answer itself. */
export function answer(
  game: ClassicGame,
  method: string,
  lambda: number | null,
  residual: number | null,
  branch: ClassicBranch | null,
  equilibria: readonly ClassicEquilibrium[],
  more: ClassicResult["more"],
  notes: readonly string[],
  stopped: string = branch?.reason ?? "the root was reached",
): ClassicResult {
  const [own] = equilibria as readonly [ClassicEquilibrium, ...ClassicEquilibrium[]]; // never called without
  const { gains } = game.worth(Float64Array.from(own.profile));
  const shares = [...gains].map((gain, i) => gain / (game.ranges[i]! || 1));
  return {
    brink: version,
    game: game.title,
    form: game.form,
    players: game.players,
    method,
    lambda,
    ...own,
    names: game.names,
    residual,
    regretShare: Math.max(0, ...shares),
    payoffRange: [...game.ranges],
    converged: true,
    stopped,
    branch,
    equilibria,
    more,
    notes:
      game.recall === "perfect"
        ? notes
        : [
            ...notes,
            "Somebody forgets what it knew (imperfect recall); the regret is that of single places only where so.",
          ],
  };
}

function systemFor(game: ClassicGame, lambda: number): BranchSystem {
  if (game.tree) refuseLargeTree(game.tree);
  else refuseLargeTable(game.first[game.first.length - 1]! - game.names.length);
  return game.systemAt(lambda);
}

type BranchFacts = Pick<BranchResult, "steps" | "folds" | "forks" | "reason">;

function notArrived(branch: BranchFacts, goal: string): ClassicFailure {
  return new ClassicFailure(
    "did-not-arrive",
    `The branch could not be followed to ${goal}: ${branch.reason} after ${branch.steps} steps.`,
    "try a smaller λ, or another method.",
    { reason: branch.reason, steps: branch.steps },
  );
}

function described({ steps, folds, forks, reason }: BranchFacts): ClassicBranch {
  return { steps, folds, forks, reason };
}

function precision(game: ClassicGame, lambda: number): Float64Array {
  return new Float64Array(game.players.length).fill(lambda);
}

function forkNotes(forks: readonly number[]): readonly string[] {
  if (forks.length === 0) return [];
  const places = forks.map((lambda) => Number(lambda.toPrecision(6))).join(", ");
  return [
    `Branches cross at λ = ${places}: the one that goes straight on was kept, the symmetric one of a symmetric game.`,
  ];
}

function isEven({ first }: ClassicGame, profile: Float64Array): boolean {
  return profile.every((share, k) => {
    const g = first.findIndex((_, group) => k < first[group + 1]!);
    return Math.abs(share * (first[g + 1]! - first[g]!) - 1) < EVEN;
  });
}

function otherLimitNote(others: readonly ClassicEquilibrium[] | undefined): string {
  if (!others)
    return "Equilibria in which a branch that leaves at a fork may end were not looked for: the game is large.";
  if (others.length === 0) return "No other equilibrium was found.";
  const words = others.length === 1 ? "One other equilibrium is" : `${others.length} other equilibria are`;
  return `${words} listed, in which branches that leave at a fork may end.`;
}

function otherNotes(found: number, size: number): readonly string[] {
  if (size > MOST_SEARCHED) return ["Other equilibria at this λ were not looked for: the game is large."];
  if (found === 0) return [];
  const words = found === 1 ? "One other equilibrium was" : `${found} other equilibria were`;
  return [`${words} found at this λ; see equilibria.`];
}
