import type { Game } from "../game/game.ts";
import { LogitSystem } from "../numeric/logit-system.ts";
import { hasUniqueLogitEquilibrium } from "../numeric/logit-uniqueness.ts";
import { NewtonNearby } from "../numeric/newton-nearby.ts";
import { TracedKernel } from "./together.ts";

/** How nodes at which several move at the same time are solved. */
export type Tracing =
  /** Along the branch from λ = 0, each of them. */
  | "all"
  /** Those with one equilibrium by proof by any means, the others along the branch. */
  | "open"
  /** From their solution of the time before, as long as that stays near. */
  | "none";

/**
 * Solves the same nodes over and over: where it may, each from its solution of
 * the time before by Newton's method, as long as that stays near and does not
 * lose the sign a branch from λ = 0 has until it first turns back; along that
 * branch otherwise.
 */
export class NearbyKernel extends TracedKernel {
  tracing: Tracing = "all";
  private readonly system: LogitSystem = new LogitSystem();
  private readonly newton: NewtonNearby = new NewtonNearby(this.system);
  /** Log-ratios of each node's solution, from the place of its first option on. */
  private readonly ratios: Float64Array;
  private readonly place: Int32Array;
  private readonly isKnown: Uint8Array;
  private readonly trial: Float64Array;

  constructor(game: Game, stage: number) {
    super(game, stage);
    const { tables, tableOfPhase } = game.stages[stage]!;
    const table = tables[tableOfPhase[0]!]!;
    const nodes = table.choiceStart.length - 1;
    const { start } = table.options!;
    this.place = Int32Array.from({ length: nodes + 1 }, (_, i) => start[i * this.members.length]!);
    this.ratios = new Float64Array(this.place[nodes]!);
    this.isKnown = new Uint8Array(nodes);
    this.trial = new Float64Array(
      this.place.reduce((most, at, i) => Math.max(most, at - (this.place[i - 1] ?? at)), 0),
    );
  }

  /** Start from no earlier solution. */
  forget(): void {
    this.isKnown.fill(0);
  }

  protected override trace(i: number): void {
    if (!(this.isKnown[i] && this.mayContinue() && this.continueFrom(i))) super.trace(i);
  }

  private mayContinue(): boolean {
    if (this.tracing !== "open") return this.tracing === "none";
    return hasUniqueLogitEquilibrium(this.stage, this.stage.precision);
  }

  protected override take(probabilities: Float64Array, utilities: Float64Array, i: number): void {
    super.take(probabilities, utilities, i);
    const { stage, ratios } = this;
    this.isKnown[i] = 1;
    let to = this.place[i]!;
    for (let k = 0, at = 0; k < stage.players; at += stage.counts[k]!, k++) {
      const lambda = stage.precision[k]!;
      for (let a = 1; a < stage.counts[k]!; a++) ratios[to++] = lambda * (utilities[at + a]! - utilities[at]!);
    }
  }

  private continueFrom(i: number): boolean {
    const { stage, system, trial, ratios, newton } = this;
    const from = this.place[i]!;
    system.load(stage, stage.precision);
    for (let k = 0; k < system.size; k++) trial[k] = ratios[from + k]!;
    if (newton.solve(trial) < 0) return false;
    this.take(system.probability, system.utility, i);
    return true;
  }
}
