/**
 * A game of private information on a grid of public beliefs, from the last
 * step to the first. V_j(t, k, (x, v), b) is what node (x, v) of position k is
 * worth to j in step t when b is believed of the secret v; it is kept at every
 * point b of the grid and read off between them. At each (t, k, x, b) the stage
 * is solved for what all types do and what everybody believes then
 * (`BeliefStage`), on the branch from λ = 0 with continuation values at the
 * final λ.
 *
 * Source: docs/model.md. Tests: test/solvers/private.
 */
import type { Game, StageTable } from "../../game/game.ts";
import { type BranchResult, BranchTracer } from "../../numeric/branch-tracer.ts";
import { log } from "../../numeric/log.ts";
import { NewtonNearby } from "../../numeric/newton-nearby.ts";
import { findLogitPoints } from "../classic/find-logit-points.ts";
import { BeliefGrid } from "./belief-grid.ts";
import { BeliefStage, type GridValues } from "./belief-stage.ts";
import type { GridRecord } from "./grid-record.ts";
import { type Scene, scenesOf } from "./scene.ts";
import { chainsOf, differ, SceneSweep, type SweepTools } from "./scene-sweep.ts";
import { PrivateView, type Sight } from "./sight.ts";

/** Runs of Newton's method where a branch ends in a corner. */
const RESCUES = 40;
/** Probabilities are not smaller than this when they are put into logs. */
const LEAST = 1e-300;
/** Log-ratios around a belief that differ by more do not lie together. */
const TOGETHER = 1;

/** The hidden variables in blocks, and the intervals an edge of each block's grid. */
export interface GridPlan {
  readonly blocks: readonly (readonly number[])[];
  readonly intervals: readonly number[];
}

export class BeliefGridSolver {
  readonly game: Game;
  readonly view: PrivateView;
  readonly grid: BeliefGrid;
  readonly stage: BeliefStage;
  readonly record: GridRecord = {
    residual: 0,
    solved: 0,
    folded: 0,
    forked: 0,
    cornered: 0,
    failed: 0,
    jump: 0,
    iterations: 0,
  };
  /** Joint prior of the secret. */
  readonly prior: Float64Array;
  private readonly tracer: BranchTracer;
  private readonly nearby: NewtonNearby;
  private readonly tools: Omit<SweepTools, "load" | "trace">;
  private readonly scenes = new Map<StageTable, ReadonlyMap<number, Scene>>();
  /** [step][position]: values, kept where a stage of choices leads. */
  private readonly values: GridValues[][];
  private readonly positions: number;
  private readonly reaches: Float64Array[];
  /** [step][position]: log-ratios of each scene at all points. */
  private readonly ratios: Map<Scene, Float64Array>[][];
  private guess: Float64Array = new Float64Array(0);

  constructor(game: Game, sight: Sight, plan: GridPlan) {
    this.game = game;
    this.view = new PrivateView(game, sight);
    const { view } = this;
    const levels = plan.blocks.map((block) => block.reduce((product, k) => product * view.levelsOf(k), 1));
    this.grid = new BeliefGrid(view.secrets, levels, plan.intervals, (secret, b) => {
      return plan.blocks[b]!.reduceRight((level, k) => level * view.levelsOf(k) + view.levelIn(secret, k), 0);
    });
    this.prior = new Float64Array(view.secrets);
    game.start.node.forEach((node, i) => {
      this.prior[view.secretAt(node)]! += game.start.probability[i]!;
    });
    this.stage = new BeliefStage(view, this.grid, this.prior);
    this.tracer = new BranchTracer(this.stage);
    this.nearby = new NewtonNearby(this.stage);
    const { grid, stage, nearby, record } = this;
    this.tools = { grid, chains: chainsOf(grid), stage, nearby, record };
    this.positions = game.stages.length;
    this.values = Array.from({ length: game.steps }, () => []);
    this.ratios = Array.from({ length: game.steps }, () => game.stages.map(() => new Map()));
    this.reaches = Array.from({ length: game.steps }, () => new Float64Array(this.positions));
  }

  /** Fill the values of all steps. */
  solve(): void {
    for (let step = this.game.steps - 1; step >= 0; step--) {
      this.values[step]![this.positions] = this.endValues(step);
      for (let p = this.positions - 1; p >= 0; p--) {
        this.values[step]![p] = this.stageValues(step, p);
        if (step < this.game.steps - 1 && p === 0) this.forget(step + 1);
      }
    }
  }

  /** The scene of a public state at a position in a step. */
  sceneAt(step: number, position: number, publicState: number): Scene {
    const table = this.tableAt(step, position);
    let known = this.scenes.get(table);
    if (!known) {
      known = scenesOf(this.view, position, table);
      this.scenes.set(table, known);
    }
    return known.get(publicState)!;
  }

  /**
   * Solve a scene at a belief between the points of the grid: from the
   * solutions at the points around it, where these lie together, and on the
   * branch from λ = 0 elsewhere. The stage then stands at the solution.
   */
  solveBetween(step: number, position: number, scene: Scene, belief: Float64Array): void {
    const size = scene.strategies - scene.agents.length;
    if (size > 0 && this.guessBetween(step, position, scene, belief)) {
      this.loadAt(step, position, scene, belief);
      const residual = this.nearby.solve(this.guess);
      if (residual >= 0) {
        this.record.solved++;
        this.record.residual = Math.max(this.record.residual, residual);
        return;
      }
    }
    this.solveAt(step, position, scene, belief);
  }

  /** Log-ratios at a belief by those around it; false where these differ much. */
  private guessBetween(step: number, position: number, scene: Scene, belief: Float64Array): boolean {
    const ratios = this.ratios[step]![position]!.get(scene)!;
    const { grid } = this;
    const size = scene.strategies - scene.agents.length;
    if (this.guess.length !== size) this.guess = new Float64Array(size);
    grid.locate(belief);
    for (let k = 0; k < size; k++) {
      let sum = 0;
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < grid.count; i++) {
        const own = ratios[grid.at[i]! * size + k]!;
        sum += grid.weight[i]! * own;
        low = Math.min(low, own);
        high = Math.max(high, own);
      }
      if (high - low > TOGETHER) return false;
      this.guess[k] = sum;
    }
    return true;
  }

  /** Follow the branch of a scene at a belief from λ = 0; the stage then stands at the solution. */
  solveAt(step: number, position: number, scene: Scene, belief: Float64Array): BranchResult | undefined {
    const { stage } = this;
    this.loadAt(step, position, scene, belief);
    if (scene.agents.length === 0) {
      stage.evaluate(stage.equation, 1);
      return undefined;
    }
    const result = this.tracer.trace();
    const residual = result.converged ? result.residual : this.rescue(scene);
    this.note(result, residual);
    return result;
  }

  /**
   * Where values have kinks a branch may turn back in a sharp corner, which
   * cannot be passed by arc length. Then the equilibrium nearest to the corner
   * at full λ is taken. Returns its residual, −1 where none was found; the
   * stage then stands where the branch ended.
   */
  private rescue(scene: Scene): number {
    const { stage, nearby } = this;
    const size = scene.strategies - scene.agents.length;
    const corner = stage.logRatio.slice(0, size);
    const found = findLogitPoints(stage, [], RESCUES, 1).map((point) => ratiosOf(scene, point));
    found.sort((one, other) => differ(one, corner) - differ(other, corner));
    for (const y of found) {
      const residual = nearby.solve(y);
      if (residual >= 0) return residual;
    }
    stage.evaluate(corner, 1);
    return -1;
  }

  private loadAt(step: number, position: number, scene: Scene, belief: Float64Array): void {
    this.stage.load(scene, belief, this.values[step]![position + 1]!, this.reaches[step]![position]!);
  }

  /** @param residual that of the solution taken, −1 where there is none. */
  private note({ residual: traced, folds, forks, converged, steps }: BranchResult, residual: number): void {
    const { record } = this;
    record.solved++;
    record.residual = Math.max(record.residual, residual < 0 ? traced : residual);
    record.iterations += steps;
    if (folds > 0) record.folded++;
    if (forks.length > 0) record.forked++;
    if (residual < 0) record.failed++;
    else if (!converged) record.cornered++;
  }

  private tableAt(step: number, position: number): StageTable {
    const { game } = this;
    const stage = game.stages[position]!;
    return stage.tables[stage.tableOfPhase[game.phaseOfStep[step]!]!]!;
  }

  /** Values that nobody asks for again: where chance led. */
  private forget(step: number): void {
    this.game.stages.forEach(({ kind }, p) => {
      if (kind === "driver" || kind === "given") this.values[step]![p + 1] = new Float64Array(0);
    });
    this.values[step]![0] = new Float64Array(0);
  }

  private room(position: number): Float64Array {
    const { game, grid } = this;
    const nodes = game.blockStart[position + 1]! - game.blockStart[position]!;
    return new Float64Array(nodes * grid.points * game.actors.length);
  }

  private stageValues(step: number, position: number): GridValues {
    const into = this.room(position);
    this.reaches[step]![position] = this.reachOf(step, position);
    const table = this.tableAt(step, position);
    if (!this.scenes.has(table)) this.scenes.set(table, scenesOf(this.view, position, table));
    for (const scene of this.scenes.get(table)!.values()) {
      const sweep = new SceneSweep(
        {
          ...this.tools,
          load: (belief) => this.loadAt(step, position, scene, belief),
          trace: (belief) => this.solveAt(step, position, scene, belief),
        },
        scene,
        into,
      );
      this.ratios[step]![position]!.set(scene, sweep.ratios);
      sweep.run();
    }
    return into;
  }

  /** Bound of λ times the difference between any two choices of a stage. */
  private reachOf(step: number, position: number): number {
    const { game } = this;
    const { kind, actors } = game.stages[position]!;
    if (kind !== "turn" && kind !== "together") return 0;
    const J = game.actors.length;
    const { cost } = this.tableAt(step, position);
    let reach = 0;
    actors.forEach((actor, m) => {
      const lambda = game.precision[actor]!;
      if (Number.isNaN(lambda)) return;
      const worth = rangeOf([this.values[step]![position + 1]!, game.terminalPayoff], J, actor);
      reach = Math.max(reach, lambda * (worth + rangeOf([cost], actors.length, m)));
    });
    return reach;
  }

  private endValues(step: number): GridValues {
    const { game, grid, view } = this;
    const into = this.room(this.positions);
    const J = game.actors.length;
    const table = game.end.tables[game.end.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const nodes = game.blockStart[this.positions + 1]! - game.blockStart[this.positions]!;
    const classes = new Map<number, number[]>();
    for (let i = 0; i < nodes; i++) {
      const key = view.publicAt(game.blockStart[this.positions]! + i);
      classes.set(key, [...(classes.get(key) ?? []), i]);
    }
    const belief = new Float64Array(grid.width);
    for (const own of classes.values()) {
      for (let g = 0; g < grid.points; g++) {
        grid.belief(g, belief);
        this.surviveStep(step, own, belief);
        grid.locate(belief);
        for (const i of own) {
          for (let j = 0; j < J; j++) into[(i * grid.points + g) * J + j] = this.endValue(step, i, j, table);
        }
      }
    }
    return into;
  }

  /** What is believed once the step has passed: those with a larger chance of the residual ending are seen less. */
  surviveStep(step: number, nodes: readonly number[], belief: Float64Array): void {
    const { game, grid, view } = this;
    const { residualChance } = game.end.tables[game.end.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const first = residualChance[nodes[0]!]!;
    if (nodes.every((i) => residualChance[i] === first)) return;
    const joint = new Float64Array(grid.secrets);
    const masses = new Float64Array(grid.secrets);
    grid.joint(belief, joint);
    let total = 0;
    for (const i of nodes) {
      const secret = view.secretAt(game.blockStart[this.positions]! + i);
      masses[secret] = joint[secret]! * (1 - residualChance[i]!);
      total += masses[secret]!;
    }
    if (total > 0) grid.marginals(masses, belief);
  }

  /** Equation (4) after the drivers; the grid stands at the belief with which the step ends. */
  private endValue(step: number, i: number, j: number, table: Game["end"]["tables"][number]): number {
    const { game, grid } = this;
    const J = game.actors.length;
    const terminals = game.blockStart[this.positions + 1]!;
    const isLast = step + 1 === game.steps;
    if (isLast && game.otherwiseTerminal[i]! < 0) return 0; // cannot be reached in the last step
    if (!isLast && game.nextNode[i]! < 0) return 0; // nor this one before it
    let on: number;
    if (isLast) on = game.terminalPayoff[(game.otherwiseTerminal[i]! - terminals) * J + j]!;
    else {
      const values = this.values[step + 1]![0]!;
      on = 0;
      for (let q = 0; q < grid.count; q++) {
        on += grid.weight[q]! * values[(game.nextNode[i]! * grid.points + grid.at[q]!) * J + j]!;
      }
    }
    const s = table.residualChance[i]!;
    const discounted = table.payoff[i * J + j]! + game.discount[j]! * on;
    if (!(s > 0)) return discounted;
    return s * game.terminalPayoff[(table.residualTerminal[i]! - terminals) * J + j]! + (1 - s) * discounted;
  }
}

function ratiosOf({ agents }: Scene, probabilities: Float64Array): Float64Array {
  return Float64Array.from(
    agents.flatMap(({ first, options }) => {
      const base = log(Math.max(LEAST, probabilities[first]!));
      return Array.from({ length: options - 1 }, (_, o) => log(Math.max(LEAST, probabilities[first + 1 + o]!)) - base);
    }),
  );
}

/** Largest minus smallest of every width-th entry. */
function rangeOf(arrays: readonly Float64Array[], width: number, at: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const array of arrays) {
    for (let i = at; i < array.length; i += width) {
      low = Math.min(low, array[i]!);
      high = Math.max(high, array[i]!);
    }
  }
  return high > low ? high - low : 0;
}
