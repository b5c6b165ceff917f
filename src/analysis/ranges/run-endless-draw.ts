import type { Crisis } from "../../crisis/model.ts";
import { GameError } from "../../game/game-error.ts";
import { forecastEndless } from "../forecast-endless.ts";
import type { DrawResult } from "./run-draws.ts";

/** A draw on an endless clock: how it ends if it ever does. There are no reports, so all count the same. */
export function runEndlessDraw(crisis: Crisis, parameters: Float64Array): DrawResult {
  try {
    const { result, diagnostics } = forecastEndless(crisis, parameters);
    if (result) return { mass: 1, endings: Float64Array.from(result.endings, ({ probability }) => probability) };
    const { code = "no-game", message = "" } = diagnostics[0] ?? {};
    return { failure: { code, message } };
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    return { failure: { code: thrown.code, message: thrown.message } };
  }
}
