import type { Crisis } from "../../crisis/model.ts";
import { GameError } from "../../game/game-error.ts";
import { forecastEndless } from "../forecast-endless.ts";
import { type Change, withSettings } from "../what-if-change.ts";
import type { DrawResult } from "./run-draws.ts";

/**
 * A draw on an endless clock: how it ends if it ever does. There are no
 * reports, so all count the same.
 *
 * @param changes done in it too, each by itself.
 */
export function runEndlessDraw(
  crisis: Crisis,
  parameters: Float64Array,
  changes: readonly Change[] | undefined = undefined,
): DrawResult {
  try {
    const base = oddsOf(crisis, parameters);
    if ("failure" in base) return base;
    if (!changes) return { mass: 1, endings: base.odds };
    const changed: { readonly odds: Float64Array }[] = [];
    for (const change of changes) {
      const own = oddsOf(change.crisis, withSettings(parameters, change.settings));
      if ("failure" in own) return own;
      changed.push(own);
    }
    return { mass: 1, endings: base.odds, changed };
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    return { failure: { code: thrown.code, message: thrown.message } };
  }
}

function oddsOf(
  crisis: Crisis,
  parameters: Float64Array,
): { readonly odds: Float64Array } | { readonly failure: { readonly code: string; readonly message: string } } {
  const { result, diagnostics } = forecastEndless(crisis, parameters);
  if (result) return { odds: Float64Array.from(result.endings, ({ probability }) => probability) };
  const { code = "no-game", message = "" } = diagnostics[0] ?? {};
  return { failure: { code, message } };
}
