import { PartCompiler } from "../../crisis/compile-game.ts";
import type { Crisis } from "../../crisis/model.ts";
import { GameError } from "../../game/game-error.ts";
import { followPart } from "../endless/follow-part.ts";
import { solveEndlessParts } from "../endless/solve-endless-parts.ts";
import type { EndingsFailure } from "../solve-endings.ts";
import { type ParameterSetting, withSettings } from "../what-if-change.ts";
import type { DrawGround, DrawResult } from "./run-draws.ts";

/**
 * Draws on an endless clock: how it ends if it ever does. There are no reports,
 * so all count the same. What is done in them too is each solved by itself.
 *
 * The structure of the game is laid out once and priced again for each draw;
 * the digits of a draw are those of its forecast.
 */
export class EndlessDraws {
  private readonly base: OddsOfDraw;
  private readonly changes:
    | readonly { readonly odds: OddsOfDraw; readonly settings: readonly ParameterSetting[] }[]
    | undefined;

  constructor({ crisis, changes }: DrawGround) {
    this.base = new OddsOfDraw(crisis);
    this.changes = changes?.map((change) => ({ odds: new OddsOfDraw(change.crisis), settings: change.settings }));
  }

  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return draws.map((parameters) => {
      try {
        return this.solveDraw(parameters);
      } catch (thrown) {
        if (!(thrown instanceof GameError)) throw thrown;
        return { failure: { code: thrown.code, message: thrown.message } };
      }
    });
  }

  private solveDraw(parameters: Float64Array): DrawResult {
    const endings = this.base.at(parameters);
    if ("code" in endings) return { failure: endings };
    if (!this.changes) return { mass: 1, endings };
    const changed: { readonly odds: Float64Array }[] = [];
    for (const { odds: solver, settings } of this.changes) {
      const odds = solver.at(withSettings(parameters, settings));
      if ("code" in odds) return { failure: odds };
      changed.push({ odds });
    }
    return { mass: 1, endings, changed };
  }
}

/** P(the crisis ever ends this way), by ending, for values of its parameters. */
class OddsOfDraw {
  private readonly crisis: Crisis;
  private readonly compiler: PartCompiler;

  constructor(crisis: Crisis) {
    this.crisis = crisis;
    this.compiler = new PartCompiler(crisis);
  }

  at(parameters: Float64Array): Float64Array | EndingsFailure {
    const { found, diagnostics } = solveEndlessParts(
      this.crisis,
      parameters,
      ({ part, game, policy }) => ({ weight: part.weight, endings: followPart(game, policy).endings }),
      this.compiler,
    );
    if (!found) {
      const { code, message } = diagnostics.find(({ severity }) => severity === "error")!;
      return { code, message };
    }
    const odds = new Float64Array(this.crisis.endings.length);
    for (const { weight, endings } of found) {
      endings.forEach((mass, e) => {
        odds[e]! += weight * mass;
      });
    }
    return odds;
  }
}
