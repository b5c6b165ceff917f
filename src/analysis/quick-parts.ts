import { partsOf } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { PartOutlook } from "../inference/filter-odds.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import type { LaneGames } from "../lanes/lane-games.ts";
import { EndingsSolver } from "./solve-endings.ts";

/** Parts to solve for their endings and next moves; plain data that can be sent to a worker. */
export interface QuickTask {
  readonly crisis: Crisis;
  readonly request: FilterRequest;
  /** Values by parameter. */
  readonly parameters: Float64Array;
  /** Indexes of the parts, in the order of `partsOf`. */
  readonly parts: readonly number[];
}

/** Masses by part; undefined where one has none, of which `forecast` says why. */
export type QuickTaskResult = readonly PartOutlook[] | undefined;

/** Answers one task after the other, and keeps between them what those about the same crisis and date share. */
export class QuickParts {
  readonly #lanes: LaneGames | undefined;
  #kept: { readonly about: string; readonly crisis: Crisis; readonly solver: EndingsSolver } | undefined;

  /** @param lanes solves several parts at once; without it they are solved one by one, with the same digits */
  constructor(lanes?: LaneGames) {
    this.#lanes = lanes;
  }

  /** @param about tells one crisis and date from another; without it nothing is kept from other tasks */
  answer({ crisis, request, parameters, parts }: QuickTask, about = ""): QuickTaskResult {
    if (about === "" || this.#kept?.about !== about)
      this.#kept = { about, crisis, solver: new EndingsSolver(crisis, request, this.#lanes && { lanes: this.#lanes }) };
    const { crisis: known, solver } = this.#kept;
    const all = partsOf(known, parameters);
    if (!parts.every((index) => index in all)) return undefined;
    const outlooks = solver.outlooks(
      parts.map((index) => all[index]!),
      parameters,
    );
    const found: PartOutlook[] = [];
    for (const outlook of outlooks) {
      if ("code" in outlook) return undefined;
      found.push(outlook);
    }
    return found;
  }
}
