/**
 * Every solved game against its answers by other solvers, one row a game.
 * Tolerances: logit profiles 1e-8 (against 20 digits), exact equilibria as
 * fractions, limits of the logit branch as the table below says.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClassicEquilibrium, ClassicMethod, ClassicResult } from "../../src/analysis/classic-result.ts";
import { solveGameFile } from "../../src/analysis/solve-game-file.ts";
import type { GameFile } from "../../src/gambit/game-file.ts";
import { strategicOf, treeOf } from "../../src/gambit/to-game.ts";
import { fractionText } from "../../src/numeric/fraction.ts";
import { extremeEquilibria } from "../../src/solvers/classic/extreme-equilibria.ts";
import { reachableEquilibria } from "../../src/solvers/classic/lemke-howson.ts";
import { profileWorth } from "../../src/solvers/classic/profile-worth.ts";
import { strategicWorth } from "../../src/solvers/classic/strategic-worth.ts";
import { reducedForm } from "../../src/tree/reduced-form.ts";
import {
  distance,
  gameIn,
  hasSolvedGames,
  rowsOf,
  type SolvedRow,
  solvedGameNames,
  solvedGames,
} from "./reference-folder.ts";

const LOGIT = 1e-8;

/**
 * How far the peer's limit point may lie from ours, where it is not 1e-5:
 * it leaves the symmetric branch (battle of the sexes), stops at a larger
 * regret than ours (the 2 zero-sum trees and Selten's horse, where a mixture
 * off the way of play closes in slowly).
 */
const limits: Readonly<Record<string, number>> = {
  "battle_of_sexes.nfg": 1,
  "rp07_2p_d5b2_chance.efg": 1e-4,
  "rt05_zs_2x2_d3.efg": 1e-2,
  "rt13_zs_3x3_d4.efg": 5e-2,
  "selten_horse.efg": 2e-3,
};

/** The peer ran out of time, and so do we. */
const tooLarge: ReadonlySet<string> = new Set([
  "kuhn_poker.efg",
  "rp07_2p_d5b2_chance.efg",
  "rt03_2p_2x2_d3.efg",
  "rt05_zs_2x2_d3.efg",
  "rt13_zs_3x3_d4.efg",
]);

function solved(game: GameFile, method: ClassicMethod, lambda?: number): ClassicResult | undefined {
  return solveGameFile(game, { method, ...(lambda === undefined ? {} : { lambda }) }).result;
}

function keys(profiles: readonly (readonly (string | null)[])[]): readonly string[] {
  return profiles.map((profile) => profile.map((share) => share ?? "0").join(",")).sort();
}

const exactly = (equilibria: readonly ClassicEquilibrium[]): readonly string[] =>
  keys(equilibria.map(({ exact }) => exact!));

/** What a profile of the peer could still gain by our own arithmetic. */
function gainOf(game: GameFile, profile: readonly string[]): number {
  const shares = Float64Array.from(profile, numberOf);
  const worth =
    game.form === "extensive" ? profileWorth(treeOf(game), shares) : strategicWorth(strategicOf(game), shares);
  return Math.max(...worth.gains);
}

function numberOf(text: string): number {
  const [over = "0", under = "1"] = text.split("/");
  return Number(over) / Number(under);
}

const checks: readonly (readonly [RegExp, (name: string, game: GameFile, row: SolvedRow) => void])[] = [
  [/logit quantal/, (_, game, row) => checkLogit(game, row)],
  [/limit point/, checkLimit],
  [/subgame-perfect/, (_, game, row) => expect(distance(solved(game, "perfect")!.profile, row.profile!)).toBe(0)],
  [/all pure/, (_, game, row) => checkPure(game, row)],
  [/all extreme/, checkExtreme],
  [/Lemke-Howson/, (_, game, row) => checkReachable(game, row)],
  [/sequence form/, (_, game, row) => checkSequences(game, row)],
  [/minimax/, (_, game, row) => checkMinimax(game, row)],
  [/global Newton/, (_, game, row) => checkProfiles(game, row)],
  [/support enumeration/, (_, game, row) => checkSupports(game, row)],
];

function checkLogit(game: GameFile, row: SolvedRow): void {
  const result = solved(game, "logit", Number(row.lambda))!;
  expect(distance(result.profile, row.symmetric_branch_reference ?? row.reference!)).toBeLessThan(LOGIT);
  expect(result.residual).toBeLessThan(1e-10);
  if (row.symmetric_branch_reference) return;
  expect(distance(result.expectedPayoffs, row.expected_payoffs!)).toBeLessThan(1e-7);
}

function checkLimit(name: string, game: GameFile, row: SolvedRow): void {
  const result = solved(game, "limit")!;
  expect(result.regretShare).toBeLessThan(1e-7);
  expect(distance(result.profile, row.profile!)).toBeLessThan(limits[name] ?? 1e-5);
}

function checkPure(game: GameFile, row: SolvedRow): void {
  const result = solved(game, "pure");
  if (row.count === undefined) return;
  expect(result?.equilibria.length ?? 0).toBe(row.count);
  if (row.profiles?.length === row.count) expect(exactly(result?.equilibria ?? [])).toEqual(keys(row.profiles));
}

function mixturesOf(game: GameFile): readonly string[] {
  const table = game.form === "extensive" ? reducedForm(treeOf(game))!.game : strategicOf(game);
  return keys(extremeEquilibria(table).equilibria.map(({ mixtures }) => mixtures.flat().map(fractionText)));
}

function checkExtreme(name: string, game: GameFile, row: SolvedRow): void {
  if (row.profiles) expect(mixturesOf(game)).toEqual(keys(row.profiles));
  else expect(tooLarge.has(name)).toBe(true);
}

/** In degenerate games the ends of paths depend on how ties are broken; both solvers' ends must be extreme equilibria. */
function checkReachable(game: GameFile, row: SolvedRow): void {
  const all = new Set(mixturesOf(game));
  const ours = keys(
    reachableEquilibria(strategicOf(game as never)).map(({ mixtures }) => mixtures.flat().map(fractionText)),
  );
  expect(ours.length).toBeGreaterThan(0);
  expect([...ours, ...keys(row.profiles!)].filter((key) => !all.has(key))).toEqual([]);
  expect(solved(game, "lemke-howson")!.regret).toBeLessThan(1e-12);
}

function checkProfiles(game: GameFile, row: SolvedRow): void {
  for (const profile of row.profiles ?? []) expect(gainOf(game, profile)).toBeLessThan(1e-9);
}

/** Which equilibrium a path ends in hangs on its start; both must be one. */
function checkSequences(game: GameFile, row: SolvedRow): void {
  checkProfiles(game, row);
  expect(solved(game, "sequence")!.regretShare).toBeLessThan(1e-12);
}

function checkMinimax(game: GameFile, row: SolvedRow): void {
  const result = solved(game, "zero-sum")!;
  expect(result.expectedPayoffs[0]).toBeCloseTo(numberOf(row.value_to_player_1!), 12);
  expect(result.regretShare).toBeLessThan(1e-12);
}

function checkSupports(game: GameFile, row: SolvedRow): void {
  if (!row.profiles) return;
  checkProfiles(game, row);
  if (game.form === "extensive") return;
  // Two players are solved exactly.
  const ours = solved(game, game.players.length === 2 ? "extreme" : "supports")!.equilibria;
  expect(ours.every(({ regret }) => regret < 1e-7)).toBe(true);
  const missed = row.profiles.filter((profile) => !ours.some((own) => distance(own.profile, profile) < 1e-6));
  expect(missed).toEqual([]);
}

describe("games that other solvers solved", () => {
  if (!hasSolvedGames) it.skip("skipped: ../shared/reference/solved_games is not here", () => {});
  it.each(solvedGameNames())(
    "%s",
    (name) => {
      const game = gameIn(solvedGames, name);
      for (const row of rowsOf(name)) {
        const check = checks.find(([concept]) => concept.test(row.concept));
        expect(check, row.concept).toBeDefined();
        check![1](name, game, row);
      }
    },
    60_000,
  );
});

interface FittedGame {
  readonly game: string;
  readonly counts: readonly number[];
  readonly own: {
    readonly lambda_hat: string;
    readonly log_likelihood: string;
    readonly standard_error_from_curvature: string;
  };
}

describe("λ fitted to observed play", () => {
  const file = join(solvedGames, "mle/mle.json");
  const rows = hasSolvedGames ? (JSON.parse(readFileSync(file, "utf8")) as readonly FittedGame[]) : []; // one shape
  if (!hasSolvedGames) it.skip("skipped: ../shared/reference/solved_games is not here", () => {});
  it.each(rows)("$game", ({ game, counts, own }) => {
    const { result } = solveGameFile(gameIn(solvedGames, game), { counts });
    const wanted = Number(own.lambda_hat);
    expect(Math.abs(result!.lambda! - wanted) / wanted).toBeLessThan(1e-9);
    expect(result!.fit!.logLikelihood).toBeCloseTo(Number(own.log_likelihood), 9);
    expect(result!.fit!.standardError! / Number(own.standard_error_from_curvature)).toBeCloseTo(1, 5);
  });
});
