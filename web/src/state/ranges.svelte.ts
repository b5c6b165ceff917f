import type { ForecastResult } from "brink";
import type { Work } from "../solver/protocol.ts";
import { isAboutSame } from "./same-source.ts";

type RangesWork = Extract<Work, { kind: "ranges" }>;

/** Ranges kept; each took many solves. */
const MOST_KEPT = 24;

/** Ranges over the parameters that were worked out, by what they are about. They survive a change of view. */
class Ranges {
  /** The user does not want them worked out unasked. */
  stopped: boolean = $state(false);
  #kept: readonly { readonly work: RangesWork; readonly result: ForecastResult }[] = $state.raw([]);

  of(work: RangesWork): ForecastResult | undefined {
    return this.#kept.find((kept) => isSame(kept.work, work))?.result;
  }

  keep(work: RangesWork, result: ForecastResult): void {
    if (this.of(work) === undefined) this.#kept = [...this.#kept, { work, result }].slice(-MOST_KEPT);
  }
}

const isSame = (one: RangesWork, other: RangesWork): boolean => one.draws === other.draws && isAboutSame(one, other);

export const ranges: Ranges = new Ranges();
