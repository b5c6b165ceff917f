import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Game } from "../../src/game/game.ts";
import { FlowShapes, Flows } from "../../src/inference/flows.ts";
import { gatherFlow, spreadChoices, spreadFlow } from "../../src/inference/move-flow.ts";
import { type Block, gatherMass, type StageColumns, spreadMass, stageMove } from "../../src/inference/move-mass.ts";
import { positionBlock, terminalBlock, terminalCount } from "../../src/inference/plain-pass.ts";
import { randomFrom, randomGame, randomPolicy } from "./random-game.ts";

const SEED = 20260119;
type Random = () => number;

/** Columns that go to columns, another way for each act; null where they keep their places. */
function randomColumns(game: Game, random: Random, widths: { from: number; to: number; end: number }): StageColumns {
  const map = (to: number): Int32Array => Int32Array.from({ length: widths.from }, () => Math.floor(random() * to));
  const acts = game.acts.start.length - 1;
  return {
    mapOfAct: Int32Array.from({ length: acts }, () => Math.floor(random() * 2)),
    onward: [widths.from <= widths.to ? null : map(widths.to), map(widths.to)],
    ended: [map(widths.end), widths.from <= widths.end ? null : map(widths.end)],
  };
}

function filled(block: Block, random: Random): Block {
  return { ...block, cells: block.cells.map(() => (random() < 0.2 ? 0 : random())) };
}

function expectClose(actual: Float64Array, expected: Float64Array): void {
  expected.forEach((value, k) => {
    expect(Math.abs(actual[k]! - value)).toBeLessThanOrEqual(1e-14 * Math.max(1, value));
  });
}

describe("flows", () => {
  it("move mass and likelihood like the plain passes over choices and outcomes", () => {
    let singleColumns = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.boolean(), (seed, drawn, tracked) => {
        const random = randomFrom(drawn);
        const game = randomGame(seed, 300);
        const policy = randomPolicy(game, seed + 1);
        // Every terminal a class of its own, as in the passes compared with.
        const classes = { of: game.terminalEnding.map((_, terminal) => terminal), ending: game.terminalEnding };
        const flows = new Flows(game, policy, new FlowShapes(classes));
        const from = 1 + Math.floor(random() * 9);
        const widths = tracked ? { from, to: 2 + Math.floor(random() * 9), end: 1 + Math.floor(random() * 9) } : null;
        const step = drawn % game.steps;
        for (let p = 0; p < game.stages.length; p++) {
          const columns = widths && randomColumns(game, random, widths);
          const rows = (position: number, width: number): Block => {
            const room = game.blockStart[position + 1]! - game.blockStart[position]!;
            return positionBlock(game, step, position, width, new Float64Array(room * width));
          };
          const here = filled(rows(p, from), random);
          const next = filled(rows(p + 1, widths?.to ?? from), random);
          const end = widths?.end ?? from;
          const ended = filled(terminalBlock(game, end, new Float64Array(terminalCount(game) * end)), random);
          const move = stageMove(game, policy, step, p, columns);
          const copy = (block: Block): Block => ({ ...block, cells: block.cells.slice() });
          const [plainNext, plainEnded, ownNext, ownEnded] = [copy(next), copy(ended), copy(next), copy(ended)];
          spreadMass(move, here, plainNext, plainEnded);
          spreadFlow(flows.at(step, p, columns), here, ownNext, ownEnded);
          expectClose(ownNext.cells, plainNext.cells);
          expectClose(ownEnded.cells, plainEnded.cells);
          if (from === 1 && columns === null) {
            const [byChoices, endedByChoices] = [copy(next), copy(ended)];
            spreadChoices(move, classes, here, byChoices, endedByChoices);
            expect(byChoices.cells).toEqual(plainNext.cells);
            expect(endedByChoices.cells).toEqual(plainEnded.cells);
            singleColumns++;
          }
          const [plainHere, ownHere] = [copy(here), copy(here)];
          gatherMass(move, plainHere, next, ended);
          gatherFlow(flows.at(step, p, columns), ownHere, next, ended);
          expectClose(ownHere.cells, plainHere.cells);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect(singleColumns).toBeGreaterThan(20);
  });
});
