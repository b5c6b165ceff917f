import type { BranchResult } from "../../numeric/branch-tracer.ts";
import type { NewtonNearby } from "../../numeric/newton-nearby.ts";
import type { BeliefGrid } from "./belief-grid.ts";
import type { BeliefStage, GridValues } from "./belief-stage.ts";
import type { GridRecord } from "./grid-record.ts";
import type { Scene } from "./scene.ts";

/** Points of a chain from one that is traced to the next. */
const CHAIN = 8;
/** Log-ratios that differ by more are two solutions. */
const SAME = 1e-6;

/** For each point a neighbour before it, −1 for none, and whether its branch is traced. */
export interface Chains {
  readonly before: Int32Array;
  readonly isAnchor: Uint8Array;
}

/** Chains of neighbouring points; where they begin, end, and every few points between, the branch itself is traced. */
export function chainsOf(grid: BeliefGrid): Chains {
  const before = new Int32Array(grid.points).fill(-1);
  const isAnchor = new Uint8Array(grid.points).fill(1);
  grid.forEachEdge((one, other) => {
    if (before[other]! >= 0) return;
    before[other] = one;
    isAnchor[one] = 0;
  });
  const depth = new Int32Array(grid.points);
  for (let g = 0; g < grid.points; g++) {
    depth[g] = before[g]! < 0 ? 0 : depth[before[g]!]! + 1;
    if (depth[g]! % CHAIN === 0) isAnchor[g] = 1;
  }
  return { before, isAnchor };
}

/** What a sweep needs of the solver it is part of. */
export interface SweepTools {
  readonly grid: BeliefGrid;
  readonly chains: Chains;
  readonly stage: BeliefStage;
  readonly nearby: NewtonNearby;
  readonly record: GridRecord;
  /** Take the scene up at a belief. */
  readonly load: (belief: Float64Array) => void;
  /** Follow its branch at a belief from λ = 0; undefined where nobody chooses. */
  readonly trace: (belief: Float64Array) => BranchResult | undefined;
}

/**
 * A scene at all points of the grid. The branch is followed from λ = 0 at the
 * anchors of the chains; the other points start from their neighbour's
 * solution. Where a chain does not arrive at what the branch says, or a branch
 * turns back or crosses another, all of its points are traced.
 */
export class SceneSweep {
  /** Log-ratios at all points. */
  readonly ratios: Float64Array;
  private readonly tools: SweepTools;
  private readonly scene: Scene;
  private readonly into: GridValues;
  private readonly size: number;
  private readonly shares: Float64Array;
  private readonly belief: Float64Array;
  private readonly y: Float64Array;
  private readonly isTraced: Uint8Array;
  private isSmooth = true;

  /** @param into values of the position, filled for the nodes of the scene. */
  constructor(tools: SweepTools, scene: Scene, into: GridValues) {
    const { points, width } = tools.grid;
    this.tools = tools;
    this.scene = scene;
    this.into = into;
    this.size = scene.strategies - scene.agents.length;
    this.ratios = new Float64Array(this.size * points);
    this.shares = new Float64Array(scene.strategies * points);
    this.belief = new Float64Array(width);
    this.y = new Float64Array(this.size);
    this.isTraced = new Uint8Array(points);
  }

  run(): void {
    const { points } = this.tools.grid;
    for (let g = 0; g < points; g++) {
      if (this.size === 0) this.trace(g);
      else this.solve(g);
    }
    if (this.size === 0) return;
    if (!this.isSmooth) for (let g = 0; g < points; g++) if (this.isTraced[g] === 0) this.trace(g);
    this.noteJumps();
  }

  private solve(g: number): void {
    const { chains, record, stage } = this.tools;
    const before = chains.before[g]!;
    const arrives = before >= 0 && this.goOn(g, before);
    if (arrives && chains.isAnchor[g] === 0) {
      record.solved++;
      this.keep(g);
      return;
    }
    const guess = this.y.slice();
    const result = this.trace(g);
    if (result && (result.folds > 0 || result.forks.length > 0 || !result.converged)) this.isSmooth = false;
    if (before < 0 || (arrives && differ(guess, stage.logRatio) <= SAME)) return;
    for (let back = before; back >= 0 && this.isTraced[back] === 0; back = chains.before[back]!) this.trace(back);
  }

  /** Newton's method from the point before, or along the line through the two before it. */
  private goOn(g: number, before: number): boolean {
    const { tools, ratios, size, y } = this;
    const further = tools.chains.before[before]!;
    const isStraight = further >= 0 && before - further === g - before;
    for (let k = 0; k < size; k++) {
      const near = ratios[before * size + k]!;
      y[k] = isStraight ? 2 * near - ratios[further * size + k]! : near;
    }
    tools.grid.belief(g, this.belief);
    tools.load(this.belief);
    const residual = tools.nearby.solve(y);
    if (residual < 0) return false;
    tools.record.residual = Math.max(tools.record.residual, residual);
    return true;
  }

  private trace(g: number): BranchResult | undefined {
    this.tools.grid.belief(g, this.belief);
    const result = this.tools.trace(this.belief);
    this.isTraced[g] = 1;
    this.keep(g);
    return result;
  }

  /** Write down the point at which the stage stands. */
  private keep(g: number): void {
    const { scene, size, into } = this;
    const { stage, grid } = this.tools;
    this.shares.set(stage.probability.subarray(0, scene.strategies), g * scene.strategies);
    this.ratios.set(stage.logRatio.subarray(0, size), g * size);
    for (let k = 0; k < scene.states.length; k++) {
      stage.worth(k, into, (scene.states[k]!.node * grid.points + g) * stage.actors);
    }
  }

  private noteJumps(): void {
    const { record, grid } = this.tools;
    const width = this.scene.strategies;
    grid.forEachEdge((one, other) => {
      for (let k = 0; k < width; k++) {
        const jump = Math.abs(this.shares[one * width + k]! - this.shares[other * width + k]!);
        record.jump = Math.max(record.jump, jump);
      }
    });
  }
}

/** Largest difference of two points. */
export function differ(one: Float64Array, other: Float64Array): number {
  let most = 0;
  for (let k = 0; k < one.length; k++) most = Math.max(most, Math.abs(one[k]! - other[k]!));
  return most;
}
