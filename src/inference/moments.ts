import type { Ahead, Before, FilterRun } from "./filter-run.ts";
import { addMoments } from "./weigh-rows.ts";

/** Moments at the end of a leg over its nodes, and over what ends in it where that is weighed: see `addMoments`. */
export function momentsAt(run: FilterRun, leg: number, before: Before, ahead: Ahead): Float64Array {
  const weighing = run.weighings[leg]!;
  const moments = new Float64Array(weighing.pairOut.length);
  addMoments(weighing, before.rows, ahead.rows, moments);
  if (ahead.ended !== null && before.ended !== null) addMoments(weighing, before.ended, ahead.ended, moments);
  return moments;
}
