import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import type { GameFile } from "../../src/gambit/game-file.ts";
import { readGameFile } from "../../src/gambit/read-game-file.ts";

/** Solved games that are kept outside the repository; the tests say so and skip where they are not there. */
export const solvedGames: string = resolve(import.meta.dirname, "../../../shared/reference/solved_games");

export const hasSolvedGames: boolean = existsSync(solvedGames);

/** Names of the game files, with their endings. */
export function solvedGameNames(): readonly string[] {
  return hasSolvedGames ? readdirSync(solvedGames).filter((name) => /\.(efg|nfg)$/.test(name)) : [];
}

/** One row of results as its file has it. */
export interface SolvedRow {
  readonly concept: string;
  readonly tool: string;
  readonly lambda?: string;
  readonly reference?: readonly string[];
  readonly symmetric_branch_reference?: readonly string[];
  readonly profile?: readonly string[];
  readonly profiles?: readonly (readonly string[])[];
  readonly expected_payoffs?: readonly string[];
  readonly value_to_player_1?: string;
  readonly count?: number;
  readonly failed?: string;
  readonly own_regret?: string;
}

export function rowsOf(name: string): readonly SolvedRow[] {
  const text = readFileSync(join(solvedGames, name.replace(/\.[en]fg$/, ".json")), "utf8");
  return (JSON.parse(text) as { results: readonly SolvedRow[] }).results; // written by the same program for all games
}

export function gameIn(folder: string, name: string): GameFile {
  const { game, diagnostics } = readGameFile(name, readFileSync(join(folder, name), "utf8"));
  expect(diagnostics).toEqual([]);
  return game!;
}

/** Largest difference between two vectors. */
export function distance(ours: ArrayLike<number>, theirs: readonly string[] | readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(0, ...Array.from(ours, (value, k) => Math.abs(value - Number(theirs[k]))));
}
