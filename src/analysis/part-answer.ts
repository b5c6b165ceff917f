import { GameError, type GameErrorCode } from "../game/game-error.ts";
import { type PartResult, type PartTask, runParts } from "./run-parts.ts";

/** What a worker sends back: results, or why there are none. An error itself would lose its code on the way. */
export type PartAnswer =
  | { readonly results: readonly PartResult[] }
  | { readonly failure: { readonly code: GameErrorCode; readonly message: string } };

/** Runs parts and keeps a `GameError` as data; anything else is a fault of ours and is thrown. */
export async function answerPart(task: PartTask): Promise<PartAnswer> {
  try {
    return { results: await runParts(task) };
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    return { failure: { code: thrown.code, message: thrown.message } };
  }
}

/**
 * The results of an answer.
 *
 * @throws {GameError} the one the worker met.
 */
export function resultsOf(answer: PartAnswer): readonly PartResult[] {
  if ("results" in answer) return answer.results;
  throw new GameError(answer.failure.code, answer.failure.message);
}
