import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Crisis } from "../model.ts";
import { evaluate } from "./evaluate.ts";
import { mistakenChances, type Part, partsOf } from "./parts.ts";

/**
 * The parts of one crisis for one set of parameters after the other: what
 * `partsOf` gives, to the last digit. Which parts there are hangs on which
 * start chances are 0 alone; while that stays, their levels are the very same
 * arrays and only weights are worked out.
 */
export class StartParts {
  private readonly crisis: Crisis;
  /** By variable, of each level; none of a calendar. */
  private readonly chances: readonly Float64Array[];
  /** Parts worked out before, and which chances were above 0 then: by variable and level. */
  private known: { readonly parts: readonly Part[]; readonly open: readonly Uint8Array[] } | undefined;

  constructor(crisis: Crisis) {
    this.crisis = crisis;
    this.chances = crisis.variables.map(({ calendar, start }) => new Float64Array(calendar ? 0 : start.length));
  }

  /** The parts, or the mistake of `mistakenStart`. */
  of(parameters: Float64Array): readonly Part[] | Diagnostic {
    const { crisis, chances } = this;
    for (let v = 0; v < chances.length; v++) {
      const own = chances[v]!;
      const { start } = crisis.variables[v]!;
      for (let level = 0; level < own.length; level++) own[level] = evaluate(start[level]!, [], parameters);
      const mistake = own.length > 0 ? mistakenChances(crisis.variables[v]!, own) : undefined;
      if (mistake) return mistake;
    }
    if (this.known !== undefined && this.isOpen(this.known.open)) return this.weigh(this.known.parts);
    return this.anew(parameters);
  }

  private anew(parameters: Float64Array): readonly Part[] {
    const parts = partsOf(this.crisis, parameters);
    const open = this.chances.map((own) => Uint8Array.from(own, (chance) => (chance > 0 ? 1 : 0)));
    if (this.isOpen(open)) this.known = { parts, open };
    return parts;
  }

  /** The same parts with the weights of now. */
  private weigh(parts: readonly Part[]): readonly Part[] {
    return parts.map(({ fixedLevels, start: { levels } }) => {
      const weights = levels.map((state) => this.chanceOf(state));
      let weight = 0;
      for (let i = 0; i < weights.length; i++) weight += weights[i]!;
      for (let i = 0; i < weights.length; i++) weights[i]! /= weight;
      return { fixedLevels, weight, start: { levels, weights } };
    });
  }

  /** Whether the same chances are above 0, and every product of such is: one so small that it is 0 leaves a state out. */
  private isOpen(open: readonly Uint8Array[]): boolean {
    let least = 1;
    for (let v = 0; v < open.length; v++) {
      const before = open[v]!;
      const now = this.chances[v]!;
      let own = 1;
      for (let level = 0; level < now.length; level++) {
        const chance = now[level]!;
        if (chance > 0 !== (before[level] === 1)) return false;
        if (chance > 0 && chance < own) own = chance;
      }
      least *= own;
    }
    return least > 0;
  }

  /** Probability of a start state. */
  private chanceOf(levels: Int32Array): number {
    let product = 1;
    for (let v = 0; v < levels.length; v++) {
      const own = this.chances[v]!;
      if (own.length > 0) product *= own[levels[v]!]!;
    }
    return product;
  }
}
