/**
 * What the one-file page carries with it. Browsers refuse workers, modules and
 * requests to a page opened from disk, so its crises and the scripts of its
 * workers stand in the page itself, in elements that are never run as they are.
 */

import { CARRIED_SCRIPT, scriptAddress } from "../solver/own-script.ts";

/** The text of such an element; undefined on a page that has its files beside it. */
export function carried(name: "crises" | "solver" | "play" | "reading"): string | undefined {
  return document.getElementById(`carried-${name}`)?.textContent ?? undefined;
}

/**
 * Starts a carried script as a worker.
 *
 * @returns undefined on a page that has its files beside it
 */
export function carriedWorker(name: "solver" | "play"): Worker | undefined {
  const script = carried(name);
  if (script === undefined) return undefined;
  // A worker of such a page may start workers only from addresses it made itself: it is told its own script.
  const told = `self.${CARRIED_SCRIPT} = ${JSON.stringify(script)};\n`;
  return new Worker(scriptAddress(told + script));
}
