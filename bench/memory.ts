/**
 * Whether 10^7 (state, move) pairs times 24 steps fit in 4 GB, solved and
 * filtered: `npm run bench -- memory [PAIRS]`. Prints the largest resident
 * memory of the process, and fails above 4 GB.
 */
import type { Evidence } from "../src/game/evidence.ts";
import type { Game } from "../src/game/game.ts";
import { filterPart } from "../src/inference/filter-part.ts";
import { solveBackward } from "../src/solvers/solve-backward.ts";
import { recordResult } from "./record-result.ts";
import { syntheticGame } from "./synthetic-game.ts";

const LIMIT = 4e9;
const ACTORS = 3;
const MOVES = 4;
const STEPS = 24;
const pairs = Number(process.argv[2] ?? 1e7);

/** Two reports of one source about a condition that every third state fulfils: a bit for the source. */
function evidenceOn(game: Game): Evidence {
  const holds = Uint8Array.from(game.stateCode, (_, node) => Number(node % 3 === 0));
  const report = (step: number) => ({
    id: `report ${step}`,
    chain: [0],
    hit: 0.9,
    to: step,
    toldDay: step,
    toldStep: step,
    sameAs: step,
    claim: [{ watch: step, never: false }],
  });
  return {
    sources: [{ name: "source", reliability: 0.7 }],
    watches: [0, 1].map((from) => ({ from, moves: new Int32Array(0), holds })),
    reports: [report(0), report(1)],
  };
}

/** Largest resident memory so far, in bytes. */
function peak(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1e5) / 10;
}

const nodes = Math.ceil(pairs / (ACTORS * MOVES));
const shape = { nodes, actors: ACTORS, movesPerNode: MOVES, steps: STEPS, precision: 3, discount: 0.97 };
const game = syntheticGame(shape);
const tables = peak();
const begin = cpuSeconds();
const { policy } = solveBackward(game);
const solved = { peak: peak(), at: cpuSeconds() };
const evidence = evidenceOn(game);
const belief = filterPart(game, policy, evidence, {
  asOfStep: 2,
  asOfDay: 2,
  question: { ending: 0, byStep: STEPS - 1 },
});
const filtered = { peak: peak(), at: cpuSeconds() };
const gigabytes = (bytes: number): number => Math.round(bytes / 1e7) / 100;
recordResult("memory", {
  about: "largest resident memory in GB (10^9 bytes) after the tables are built, solved, filtered; one process",
  pairs: nodes * ACTORS * MOVES,
  steps: STEPS,
  tables: gigabytes(tables),
  solved: gigabytes(solved.peak),
  filtered: gigabytes(filtered.peak),
  limit: gigabytes(LIMIT),
  cpuSecondsToSolve: Math.round((solved.at - begin) * 10) / 10,
  cpuSecondsToFilter: Math.round((filtered.at - solved.at) * 10) / 10,
  mass: belief.mass,
});
if (filtered.peak > LIMIT) {
  console.error(`${gigabytes(filtered.peak)} GB is more than ${gigabytes(LIMIT)} GB.`);
  process.exitCode = 1;
}
