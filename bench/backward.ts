/**
 * Backward induction against a reference in C over the same tables, in one
 * run: `npm run bench -- backward`. Where no C compiler is found only our own
 * figures are printed.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Game } from "../src/game/game.ts";
import { solveBackward } from "../src/solvers/solve-backward.ts";
import { recordResult } from "./record-result.ts";
import { type SyntheticShape, syntheticGame } from "./synthetic-game.ts";

const SIZES = [1e4, 1e5, 1e6];
const RUNS = 5;

function buildReference(folder: string): string | undefined {
  const program = join(folder, "backward");
  try {
    const source = new URL("./reference/backward.c", import.meta.url).pathname;
    execFileSync("cc", ["-O3", "-march=native", "-o", program, source, "-lm"], { stdio: "pipe" });
    return program;
  } catch {
    return undefined;
  }
}

function writeGame(game: Game, shape: SyntheticShape, file: string): void {
  const { choiceStart, target } = game.stages[0]!.tables[0]!;
  const descriptor = openSync(file, "w");
  const put = (array: Int32Array | Float64Array): void => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, Math.min(bytes.length - at, 1 << 28));
  };
  put(Int32Array.of(shape.actors, game.stages.length, shape.nodes, shape.steps, choiceStart.at(-1)!, target.length));
  game.stages.forEach((stage, k) => {
    const table = stage.tables[0]!;
    put(Int32Array.of(k));
    put(table.choiceStart);
    put(table.cost);
    put(table.outcomeStart);
    put(table.target.map((node) => node - (k + 1) * shape.nodes));
    put(table.chance);
  });
  put(game.end.tables[0]!.payoff);
  put(Float64Array.of(shape.precision, shape.discount));
  closeSync(descriptor);
}

function measure(game: Game): { seconds: number; check: number } {
  let seconds = Number.POSITIVE_INFINITY;
  let check = 0;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const { value } = solveBackward(game);
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
    check = value.reduce((sum, w) => sum + w, 0);
  }
  return { seconds, check };
}

const folder = mkdtempSync(join(tmpdir(), "brink-bench-"));
try {
  const program = buildReference(folder);
  const rows = SIZES.map((nodes) => {
    const shape = { nodes, actors: 3, steps: nodes >= 1e6 ? 4 : 12, movesPerNode: 4, precision: 3, discount: 0.97 };
    const game = syntheticGame(shape);
    const ours = measure(game);
    const pairs = nodes * shape.actors * shape.movesPerNode * shape.steps;
    const row = { states: nodes, nanosecondsPerMove: (ours.seconds / pairs) * 1e9 };
    if (!program) return { ...row, ratio: null, difference: null };
    const file = join(folder, "game.bin");
    writeGame(game, shape, file);
    const output = execFileSync(program, [file, String(RUNS)], { encoding: "utf8" });
    const reference = JSON.parse(output) as { seconds: number; check: number };
    return {
      ...row,
      ratio: ours.seconds / reference.seconds,
      difference: Math.abs(ours.check - reference.check) / Math.abs(reference.check),
    };
  });
  recordResult("backward", {
    about: "seconds of backward induction, ours over the reference in C (cc -O3 -march=native), one core, best of 5",
    rows,
  });
} finally {
  rmSync(folder, { recursive: true });
}
