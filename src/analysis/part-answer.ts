import { GameError, type GameErrorCode } from "../game/game-error.ts";
import { type PartResult, type PartTask, runPart } from "./run-part.ts";

/** What a worker sends back: a result, or why there is none. An error itself would lose its code on the way. */
export type PartAnswer =
  | { readonly result: PartResult }
  | { readonly failure: { readonly code: GameErrorCode; readonly message: string } };

/** Runs a part and keeps a `GameError` as data; anything else is a fault of ours and is thrown. */
export function answerPart(task: PartTask): PartAnswer {
  try {
    return { result: runPart(task) };
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    return { failure: { code: thrown.code, message: thrown.message } };
  }
}

/**
 * The result of an answer.
 *
 * @throws {GameError} the one the worker met.
 */
export function resultOf(answer: PartAnswer): PartResult {
  if ("result" in answer) return answer.result;
  throw new GameError(answer.failure.code, answer.failure.message);
}
