/** What a worker thread runs: parts and draws, and nothing of the command line, so that it starts fast. */
import { DrawKeeper } from "../analysis/ranges/draw-keeper.ts";
import { type PackedResults, packResults, readGround, type SharedDrawTask, unpackDraws } from "./shared-draws.ts";

export { answerPart } from "../analysis/part-answer.ts";

const keeper = new DrawKeeper();

export function runDraws({ key, ground, draws }: SharedDrawTask): PackedResults {
  return packResults(keeper.on(key, () => readGround(ground)).solve(unpackDraws(draws)));
}
