import type { BeliefGrid } from "./belief-grid.ts";
import { believedOf, type Opening } from "./opening.ts";
import type { MemoryVisitor, Passage, PublicMind } from "./public-mind.ts";
import type { Scene } from "./scene.ts";
import type { BeliefGridSolver } from "./solve-belief-grid.ts";

/** Beliefs that agree to so many digits are one. */
const DIGITS = 12;

/** What was solved for one scene and belief. */
interface Answer {
  readonly scene: Scene;
  /** By secret: the probabilities of the choices. */
  readonly shares: ReadonlyMap<number, Float64Array>;
  /** By observation: memories with their probabilities. */
  readonly after: readonly (readonly (readonly [number, number])[])[];
}

/**
 * Everybody remembers the public belief. It is followed exactly: at each belief
 * that is reached the stage is solved there, with what comes after read off
 * the grid. Once a passage has led to more than `most` beliefs, those that
 * follow are put on the points they lie between of a coarser grid, with their
 * weights.
 */
export class BeliefMind implements PublicMind {
  /** Steps in which beliefs were put on the grid. */
  readonly spread: Set<number> = new Set();
  private readonly solver: BeliefGridSolver;
  private readonly openings: readonly Opening[];
  private readonly most: number;
  /** Where beliefs are put. */
  private readonly coarse: BeliefGrid;
  private readonly memories: Float64Array[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly answers = new Map<string, Answer>();
  private place = "";
  /** Beliefs met in this passage. */
  private readonly met = new Set<number>();

  /**
   * @param openings where the game begins, and with which beliefs.
   * @param most     beliefs of a passage that are followed exactly.
   * @param coarsest grid points at most, on which later ones are put.
   */
  constructor(solver: BeliefGridSolver, openings: readonly Opening[], most: number, coarsest: number) {
    this.solver = solver;
    this.openings = openings;
    this.most = most;
    let { grid } = solver;
    for (let n = Math.max(...grid.intervals); grid.points > coarsest && n > 1; ) {
      n = Math.floor(n / 2);
      grid = grid.withIntervals(n);
    }
    this.coarse = grid;
  }

  /** Everybody knows the public state and draws its conclusions from it. */
  start(node: number, opening: number): number {
    const { view, grid } = this.solver;
    const belief = new Float64Array(grid.width);
    grid.marginals(believedOf(view, this.openings[opening]!, node), belief);
    return this.remember(belief);
  }

  believed(memory: number): Float64Array {
    const { grid } = this.solver;
    const joint = new Float64Array(grid.secrets);
    grid.joint(this.memories[memory]!, joint);
    return joint;
  }

  choose(passage: Passage): Float64Array {
    return this.answerAt(passage).shares.get(this.solver.view.secretAt(passage.node))!;
  }

  follow(passage: Passage, act: number, target: number, visit: MemoryVisitor): void {
    const { scene, after } = this.answerAt(passage);
    const observation = scene.observe(act, this.solver.view.publicAt(target));
    for (const [memory, weight] of after[observation]!) visit(memory, weight);
  }

  nextStep({ step, position, memory, node }: Passage): number {
    const { game, view } = this.solver;
    const own = view.publicAt(node);
    const first = game.blockStart[position]!;
    const nodes: number[] = [];
    for (let other = first; other < game.blockStart[position + 1]!; other++) {
      if (view.publicAt(other) === own) nodes.push(other - first);
    }
    const belief = this.memories[memory]!.slice();
    this.solver.surviveStep(step, nodes, belief);
    return this.remember(belief);
  }

  private remember(belief: Float64Array): number {
    const key = belief.map((share) => Number(share.toPrecision(DIGITS))).join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.memories.length);
    return this.memories.push(belief.slice()) - 1;
  }

  private answerAt({ step, position, memory, node }: Passage): Answer {
    const place = `${step} ${position}`;
    if (place !== this.place) {
      this.place = place;
      this.answers.clear();
      this.met.clear();
    }
    const publicState = this.solver.view.publicAt(node);
    const key = `${memory} ${publicState}`;
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.solve(step, position, memory, publicState);
    this.answers.set(key, answer);
    return answer;
  }

  private solve(step: number, position: number, memory: number, publicState: number): Answer {
    const { solver } = this;
    const { stage } = solver;
    const scene = solver.sceneAt(step, position, publicState);
    solver.solveBetween(step, position, scene, this.memories[memory]!);
    const shares = new Map(scene.states.map(({ secret }, k) => [secret, stage.shares[k]!.slice()]));
    const belief = new Float64Array(solver.grid.width);
    const after = scene.observations.map((_, o) => {
      stage.beliefAfter(o, belief);
      return this.memoriesAt(step, belief);
    });
    return { scene, shares, after };
  }

  private memoriesAt(step: number, belief: Float64Array): (readonly [number, number])[] {
    const grid = this.coarse;
    if (this.met.size < this.most) {
      const memory = this.remember(belief);
      this.met.add(memory);
      return [[memory, 1]];
    }
    this.spread.add(step);
    grid.locate(belief);
    const points = Array.from(grid.at.subarray(0, grid.count));
    const weights = Array.from(grid.weight.subarray(0, grid.count));
    const at = new Float64Array(grid.width);
    return points.map((point, i) => {
      grid.belief(point, at);
      return [this.remember(at), weights[i]!] as const;
    });
  }
}
