import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StageGame } from "../src/numeric/stage-game.ts";
import { tableText } from "./classic-tables.ts";

/** How long a batch of runs must last for its time to be known well: bash counts in milliseconds. */
const BATCH_MILLISECONDS = 100;
const BATCHES = 3;
/** Longer single runs are made once. */
const LONG_MILLISECONDS = 1000;

/** What `gambit-logit` made of a game. */
export interface GambitRun {
  /** Processor milliseconds of the process, its start taken off. */
  readonly milliseconds: number;
  /** Probabilities, player by player. */
  readonly profile: readonly number[];
}

/** True where `gambit-logit` can be started. */
export function hasGambit(): boolean {
  return spawnSync("gambit-logit", ["-h"], { stdio: "ignore" }).error === undefined;
}

/**
 * Runs `gambit-logit` to the end of a branch. Processor time is that of a
 * loop over whole processes, best of three, divided by their number; from it
 * the same for a game of one profile is taken off, which is what starting
 * the program costs.
 */
export class GambitLogit {
  /** Milliseconds of a run on a game of one profile. */
  readonly start: number;
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, "game.nfg");
    writeFileSync(this.file, 'NFG 1 R "one" { "1" "2" } { 1 1 }\n1 1\n');
    this.start = this.fastestOf(["-q", "-e", "-l", "1", this.file]);
  }

  /** To λ, or to a regret as a share of the payoff range. */
  trace(game: StageGame, goal: { readonly lambda: number } | { readonly regret: number }): GambitRun {
    writeFileSync(this.file, tableText(game));
    const stop = "lambda" in goal ? ["-l", String(goal.lambda)] : ["-m", String(goal.regret)];
    const args = ["-q", "-e", "-d", "15", ...stop, this.file];
    const rows = execFileSync("gambit-logit", args, { encoding: "utf8" }).trim().split("\n");
    const profile = rows.at(-1)!.split(",").slice(1).map(Number);
    return { milliseconds: this.fastestOf(args) - this.start, profile };
  }

  private fastestOf(args: readonly string[]): number {
    const once = batch(1, args);
    if (once > LONG_MILLISECONDS) return once;
    const runs = Math.max(1, Math.ceil(BATCH_MILLISECONDS / Math.max(once, 1)));
    return Math.min(...Array.from({ length: BATCHES }, () => batch(runs, args) / runs));
  }
}

/** Processor milliseconds of so many runs one after the other. */
function batch(runs: number, args: readonly string[]): number {
  const script =
    'TIMEFORMAT="%3U %3S"; n=$1; shift; time for ((i = 0; i < n; i++)); do gambit-logit "$@" >/dev/null; done';
  const { stderr, status } = spawnSync("bash", ["-c", script, "bash", String(runs), ...args], { encoding: "utf8" });
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  if (status !== 0 || user === undefined || system === undefined) throw new Error(`gambit-logit: ${stderr}`);
  return 1000 * (user + system);
}
