import { Flows } from "../../inference/flows.ts";
import { spreadMass, stageMove } from "../../inference/move-mass.ts";
import { activeAt, beginNext, positionBlock, spreadStep, startMass } from "../../inference/plain-pass.ts";
import { PrivateView, type Sight } from "../../solvers/private/sight.ts";
import type { PrivateSolution } from "./solve-on-tree.ts";

/**
 * What everybody knows and believes at the nodes of a solved game of private
 * information, no report counted: reports are the analyst's, the actors know
 * what was done. Two nodes that everybody takes for the same *situation* have
 * the same memory and the same public state.
 *
 * Where memories are histories, what is believed is what follows from the start
 * chances and the solution: P(node | situation) by one forward pass. Where they
 * are beliefs, it is read off them.
 *
 * Tests: test/analysis/private/from-a-date.test.ts.
 */
export class PublicBeliefs {
  private readonly solution: PrivateSolution;
  private readonly view: PrivateView;
  private known: { readonly step: number; readonly believed: readonly Float64Array[] } | undefined;

  /** @param solution of a game that begins at its own start. */
  constructor(solution: PrivateSolution, sight: Sight) {
    this.solution = solution;
    this.view = new PrivateView(solution.game, sight);
  }

  /** The situation of a node. */
  situationOf(node: number): string {
    return `${this.solution.memory[node]} ${this.view.publicAt(node)}`;
  }

  /** What an actor can tell of a node: its situation, and what the actor sees of the secret. */
  seenBy(actor: number, node: number): string {
    return `${this.situationOf(node)} ${this.view.viewAt(actor, node)}`;
  }

  /** P(node | situation) at the positions 0 … P of a step, by node of the position. */
  at(step: number): readonly Float64Array[] {
    if (this.known?.step !== step) this.known = { step, believed: this.find(step) };
    return this.known.believed;
  }

  private find(step: number): readonly Float64Array[] {
    const { game, believed } = this.solution;
    const masses = believed ? this.asRemembered(step, believed) : this.asPassed(step);
    return masses.map((own, p) => this.shares(own, game.blockStart[p]!));
  }

  private asRemembered(step: number, believed: (memory: number) => Float64Array): readonly Float64Array[] {
    const { game, memory } = this.solution;
    const joint = new Map<number, Float64Array>();
    return Array.from({ length: game.stages.length + 1 }, (_, p) => {
      const first = game.blockStart[p]!;
      // Nodes of earlier steps may have the same memory; they are other situations.
      const before = step > 0 ? activeAt(game, step - 1, p) : 0;
      return Float64Array.from({ length: activeAt(game, step, p) }, (_node, i) => {
        if (i < before) return 0;
        const own = memory[first + i]!;
        const shares = joint.get(own) ?? believed(own);
        joint.set(own, shares);
        return shares[this.view.secretAt(first + i)]!;
      });
    });
  }

  private asPassed(step: number): readonly Float64Array[] {
    const { game, policy } = this.solution;
    const flows = new Flows(game, policy);
    let cells = startMass(game);
    for (let t = 0; t < step; t++) {
      cells = beginNext(flows, t, 1, spreadStep(flows, t, 1, { from: 0, cells, ended: null }));
    }
    const masses = [cells];
    for (let p = 0; p < game.stages.length; p++) {
      const from = positionBlock(game, step, p, 1, masses[p]!);
      const next = positionBlock(game, step, p + 1, 1, new Float64Array(activeAt(game, step, p + 1)));
      spreadMass(stageMove(game, policy, step, p, null), from, next, null);
      masses.push(next.cells);
    }
    return masses;
  }

  /** Masses divided by the sum of their situation. */
  private shares(masses: Float64Array, first: number): Float64Array {
    const sums = new Map<string, number>();
    const keys = Array.from(masses, (mass, i) => {
      const key = mass > 0 ? this.situationOf(first + i) : "";
      sums.set(key, (sums.get(key) ?? 0) + mass);
      return key;
    });
    return masses.map((mass, i) => (mass > 0 ? mass / sums.get(keys[i]!)! : 0));
  }
}
