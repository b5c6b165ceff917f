import type { GameFile } from "../gambit/game-file.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { ClassicFailure } from "./classic-failure.ts";
import { classicGame } from "./classic-game.ts";
import { solveByLogit } from "./classic-logit.ts";
import { solveByMethod } from "./classic-methods.ts";
import type { ClassicMethod, ClassicResult } from "./classic-result.ts";

export interface SolveGameOptions {
  /** λ of every player, finite and at least 0; only with the method `logit`. */
  readonly lambda?: number;
  /** By default `logit` where λ is given, `fit` where counts are, else `perfect` or `limit`. */
  readonly method?: ClassicMethod;
  /** How often each choice of the profile was observed, for `fit`. */
  readonly counts?: readonly number[];
  /** Seed of what is searched at random. Default 1. */
  readonly seed?: number;
}

export interface SolveGameAnswer {
  readonly result: ClassicResult | undefined;
  /** Why there is no result. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Solve a game read from a Gambit file.
 *
 * Without a method: a tree of perfect information by backward induction,
 * everything else by the limit of the principal logit branch.
 *
 * @returns a result only where the solver got where it was asked to go; the
 *          profile is an equilibrium within the regret or residual it tells.
 *
 * Does not mutate its arguments. Tests: test/classic.
 */
export function solveGameFile(file: GameFile, options: SolveGameOptions = {}): SolveGameAnswer {
  try {
    const game = classicGame(file);
    if (game.recall === "absent-minded") {
      throw new ClassicFailure(
        "absent-minded",
        "A play of this game passes twice through one information set: its player would not know it has moved already.",
        "give the second passage an information set of its own.",
      );
    }
    const method = options.method ?? byDefault(options, game.perfectInformation);
    const isLogit = method === "logit" || method === "limit" || method === "fit";
    return {
      result: isLogit ? solveByLogit(game, method, options) : solveByMethod(game, method, options),
      diagnostics: [],
    };
  } catch (thrown) {
    if (!(thrown instanceof ClassicFailure)) throw thrown;
    return { result: undefined, diagnostics: [thrown.diagnostic] };
  }
}

function byDefault(options: SolveGameOptions, perfectInformation: boolean): ClassicMethod {
  if (options.counts !== undefined) return "fit";
  if (options.lambda !== undefined) return "logit";
  return perfectInformation ? "perfect" : "limit";
}
