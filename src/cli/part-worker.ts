/** What a worker thread runs: parts and draws, and nothing of the command line, so that it starts fast. */
import { DrawKeeper } from "../analysis/ranges/draw-keeper.ts";
import { type PackedResults, ResultPacker, readGround, type SharedDrawTask, unpackDraws } from "./shared-draws.ts";

export { answerPart } from "../analysis/part-answer.ts";

const keeper = new DrawKeeper();

/** Draws solved at once: few, so that what is made for them is gone before the engine takes it for lasting. */
const AT_ONCE = 64;

export function runDraws({ key, ground, draws }: SharedDrawTask): PackedResults {
  const work = keeper.on(key, () => readGround(ground));
  const results = new ResultPacker(draws.count);
  for (let from = 0; from < draws.count; from += AT_ONCE) {
    results.add(work.solve(unpackDraws(draws, from, from + AT_ONCE)));
  }
  return results.packed;
}
