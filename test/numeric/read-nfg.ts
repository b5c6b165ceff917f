import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { StageGame } from "../../src/numeric/stage-game.ts";

/** Folder of the reference games; absent on a clone without them. */
export const REFERENCE: string = new URL("../../../shared/reference/", import.meta.url).pathname;
export const HAS_REFERENCE: boolean = existsSync(REFERENCE);

/** One logit point of a reference file. */
export interface ReferencePoint {
  readonly game: string;
  readonly lambda: number;
  readonly profile: readonly number[];
  readonly symmetric: boolean;
}

/** Names of the strategic games with reference answers. */
export function referenceGames(): string[] {
  const files = readdirSync(`${REFERENCE}solved_games`);
  return files.filter((file) => file.endsWith(".nfg")).map((file) => file.slice(0, -4));
}

/** A game in the simple outcome form: one outcome a profile, the first player's strategy changing fastest. */
export function readNfg(name: string): StageGame {
  const text = readFileSync(`${REFERENCE}solved_games/${name}.nfg`, "utf8");
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith("{ {"));
  const end = lines.findIndex((line, k) => k > start && line.startsWith('""'));
  const strategies = lines.slice(start, end).join(" ").slice(1);
  const counts = Int32Array.from([...strategies.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1]!.match(/"[^"]*"/g)!.length));
  const outcomes = lines.filter((line) => line.startsWith('{ "" ')).map((line) => line.match(/-?[\d.]+/g)!.map(Number));
  const n = counts.length;
  const payoff = new Float64Array(outcomes.length * n);
  outcomes.forEach((outcome, index) => {
    let rest = index;
    const digits = Array.from(counts, (count) => {
      const digit = rest % count;
      rest = (rest - digit) / count;
      return digit;
    });
    const profile = digits.reduce((sum, digit, i) => sum * counts[i]! + digit, 0);
    outcome.forEach((value, i) => {
      payoff[profile * n + i] = value;
    });
  });
  return { players: n, counts, payoff };
}

/** The logit points of a game; where the branch forks, those on the symmetric one. */
export function readLogitPoints(name: string): ReferencePoint[] {
  const file = JSON.parse(readFileSync(`${REFERENCE}solved_games/${name}.json`, "utf8"));
  const points: ReferencePoint[] = [];
  for (const result of file.results) {
    if (result.lambda === undefined || !String(result.concept).startsWith("logit")) continue;
    const symmetric = result.symmetric_branch_reference;
    const profile = (symmetric ?? result.reference).map(Number);
    points.push({ game: name, lambda: Number(result.lambda), profile, symmetric: symmetric !== undefined });
  }
  return points;
}
