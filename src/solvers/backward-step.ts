import type { EndTable, Game, Stage, StageTable } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { MultiplicityRecord } from "../game/policy.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { createTogetherKernel, type TogetherKernel } from "./together.ts";
import { TurnStage } from "./turn-stage.ts";

/** Best replies closer than this, as a share of the payoff range, are ties. */
export const TIE = 1e-12;

/**
 * One step of backward induction, equations (1) to (4): given the values at
 * the start of the next step, the values at every position of this one and
 * the probabilities of all choices.
 *
 * `value[node · J + j]` holds W_j of every node at its latest step, and U_j of
 * every terminal. Nothing is allocated while a step is computed.
 *
 * Errors: `bad-precision`, `precision-with-shocks`, `infinite-precision-together`, `bad-discount`.
 */
export class BackwardStep {
  readonly value: Float64Array;
  private readonly game: Game;
  private readonly actors: number;
  private readonly positions: number;
  private readonly turn: TurnStage;
  private readonly kernels: readonly (TogetherKernel | undefined)[];
  private readonly shocksCounted: boolean;

  /**
   * @param favours see `createTogetherKernel`.
   * @param numbers memory for the values.
   */
  constructor(game: Game, favours?: number, numbers: Numbers = freshNumbers) {
    checkPrecision(game);
    if (favours !== undefined && game.shocks === "counted") {
      throw new GameError(
        "precision-with-shocks",
        "Several equilibria are looked for only where shocks are not counted.",
      );
    }
    this.game = game;
    this.actors = game.actors.length;
    this.positions = game.stages.length;
    this.shocksCounted = game.shocks === "counted";
    const terminals = game.blockStart[this.positions + 1]!;
    this.value = numbers.take(game.blockStart[this.positions + 2]! * this.actors);
    this.value.set(game.terminalPayoff, terminals * this.actors);
    this.turn = new TurnStage(this.actors, mostChoices(game), numbers);
    this.kernels = game.stages.map((stage, p) =>
      stage.kind === "together" ? createTogetherKernel(game, p, favours) : undefined,
    );
  }

  /** (step, node) pairs at which best replies were tied. */
  get ties(): number {
    return this.turn.ties;
  }

  /** Largest residual met at nodes where several move at the same time. */
  get residual(): number {
    return this.kernels.reduce((worst, kernel) => Math.max(worst, kernel?.residual ?? 0), 0);
  }

  /** (step, node) pairs whose branch met a fork. */
  get forks(): number {
    return this.kernels.reduce((sum, kernel) => sum + (kernel?.forks ?? 0), 0);
  }

  /** (step, node) pairs whose branch could not be followed to the end. */
  get failures(): number {
    return this.kernels.reduce((sum, kernel) => sum + (kernel?.failures ?? 0), 0);
  }

  /** What a search for several equilibria met; undefined where none was asked for. */
  get multiplicity(): MultiplicityRecord | undefined {
    const found = this.kernels.flatMap((kernel) => kernel?.multiplicity ?? []);
    if (found.length === 0) return undefined;
    return {
      several: found.reduce((sum, own) => sum + own.several, 0),
      most: Math.max(...found.map((own) => own.most)),
      incomplete: found.reduce((sum, own) => sum + own.incomplete, 0),
    };
  }

  /**
   * @param phase phase of the calendar in this step.
   * @param active how many nodes of each position count, from index `activeFrom`.
   * @param isLast the `otherwise` ending is paid after this step.
   * @param policy per stage, where to write the probability of each choice; empty for chance and drivers.
   */
  run(phase: number, active: Int32Array, activeFrom: number, isLast: boolean, policy: readonly Float64Array[]): void {
    const { end, stages } = this.game;
    const table = end.tables[end.tableOfPhase[phase]!]!;
    this.endOfStep(table, active[activeFrom + this.positions]!, isLast);
    for (let p = this.positions - 1; p >= 0; p--) {
      const stage = stages[p]!;
      const rows = stage.tables[stage.tableOfPhase[phase]!]!;
      this.runStage(stage, p, rows, active[activeFrom + p]!, policy[p]!);
    }
  }

  /** Equation (4): payoffs, the residual ending, and what follows. */
  private endOfStep(table: EndTable, nodes: number, isLast: boolean): void {
    const { game, value, actors: J } = this;
    const { discount } = game;
    const from = game.blockStart[this.positions]!;
    for (let i = 0; i < nodes; i++) {
      const at = (from + i) * J;
      const s = table.residualChance[i]!;
      const next = isLast ? game.otherwiseTerminal[i]! : game.nextNode[i]!;
      if (next < 0) continue;
      for (let j = 0; j < J; j++) {
        value[at + j] = table.payoff[i * J + j]! + discount[j]! * value[next * J + j]!;
      }
      if (s === 0) continue;
      const terminal = table.residualTerminal[i]! * J;
      for (let j = 0; j < J; j++) value[at + j] = s * value[terminal + j]! + (1 - s) * value[at + j]!;
    }
  }

  private runStage(stage: Stage, p: number, table: StageTable, nodes: number, policy: Float64Array): void {
    if (stage.kind === "turn") this.runTurn(stage.actors[0]!, p, table, nodes, policy);
    else if (stage.kind === "together") {
      const kernel = this.kernels[p]!;
      const from = this.game.blockStart[p]! * this.actors;
      for (let i = 0; i < nodes; i++) kernel.solveNode(table, i, this.value, policy, from + i * this.actors);
    } else this.runChance(p, table, nodes);
  }

  /** Equations (1) to (3) for one mover. */
  private runTurn(actor: number, p: number, table: StageTable, nodes: number, policy: Float64Array): void {
    const { game, shocksCounted } = this;
    const mover = { actor, precision: game.precision[actor]!, shocksCounted, tolerance: TIE * game.payoffRange };
    this.turn.run(mover, table, { from: game.blockStart[p]!, nodes }, policy, this.value);
  }

  /**
   * Drivers, which have one choice a node, and actors that act by chance: the
   * sums over the outcomes of each choice, weighed by its probability, in one loop.
   */
  private runChance(p: number, table: StageTable, nodes: number): void {
    const { value, actors: J } = this;
    const { choiceStart, outcomeStart, target, chance, given } = table;
    const from = this.game.blockStart[p]! * J;
    const sure = given.length === 0;
    for (let i = 0; i < nodes; i++) {
      const first = choiceStart[i]!;
      const last = choiceStart[i + 1]!;
      if (first === last) continue;
      const at = from + i * J;
      let j = 0;
      for (; j + 2 < J; j += 3) {
        let sumA = 0;
        let sumB = 0;
        let sumC = 0;
        for (let choice = first; choice < last; choice++) {
          let a = 0;
          let b = 0;
          let c = 0;
          const end = outcomeStart[choice + 1]!;
          for (let o = outcomeStart[choice]!; o < end; o++) {
            const node = target[o]! * J + j;
            const share = chance[o]!;
            a += share * value[node]!;
            b += share * value[node + 1]!;
            c += share * value[node + 2]!;
          }
          const probability = sure ? 1 : given[choice]!;
          sumA += probability * a;
          sumB += probability * b;
          sumC += probability * c;
        }
        value[at + j] = sumA;
        value[at + j + 1] = sumB;
        value[at + j + 2] = sumC;
      }
      for (; j + 1 < J; j += 2) {
        let sumA = 0;
        let sumB = 0;
        for (let choice = first; choice < last; choice++) {
          let a = 0;
          let b = 0;
          const end = outcomeStart[choice + 1]!;
          for (let o = outcomeStart[choice]!; o < end; o++) {
            const node = target[o]! * J + j;
            const share = chance[o]!;
            a += share * value[node]!;
            b += share * value[node + 1]!;
          }
          const probability = sure ? 1 : given[choice]!;
          sumA += probability * a;
          sumB += probability * b;
        }
        value[at + j] = sumA;
        value[at + j + 1] = sumB;
      }
      for (; j < J; j++) {
        let sum = 0;
        for (let choice = first; choice < last; choice++) {
          let own = 0;
          const end = outcomeStart[choice + 1]!;
          for (let o = outcomeStart[choice]!; o < end; o++) own += chance[o]! * value[target[o]! * J + j]!;
          sum += (sure ? 1 : given[choice]!) * own;
        }
        value[at + j] = sum;
      }
    }
  }
}

/** Most choices of one node, and of all nodes of a position, where a single actor chooses. */
function mostChoices(game: Game): { readonly ofNode: number; readonly ofPosition: number } {
  let ofNode = 0;
  let ofPosition = 0;
  for (const { kind, tables } of game.stages) {
    if (kind !== "turn") continue;
    for (const { choiceStart } of tables) {
      ofPosition = Math.max(ofPosition, choiceStart.at(-1)!);
      for (let i = 0; i + 1 < choiceStart.length; i++) {
        ofNode = Math.max(ofNode, choiceStart[i + 1]! - choiceStart[i]!);
      }
    }
  }
  return { ofNode, ofPosition };
}

/** Every λ and δ makes sense where it is used. */
export function checkPrecision(game: Game): void {
  const { precision, actors, stages } = game;
  for (const stage of stages) {
    if (stage.kind === "driver" || stage.kind === "given") continue;
    for (const actor of stage.actors) {
      const value = precision[actor]!;
      const name = actors[actor]!;
      if (Number.isNaN(value) && stage.kind === "together") continue;
      if (!(value >= 0)) {
        throw new GameError("bad-precision", `precision of ${name} must be at least 0; got ${value}`);
      }
      if (value === Number.POSITIVE_INFINITY && stage.kind === "together") {
        throw new GameError(
          "infinite-precision-together",
          `${name} moves at the same time as another actor: its precision must be finite`,
        );
      }
      if (game.shocks === "counted" && (value === 0 || value === Number.POSITIVE_INFINITY)) {
        throw new GameError(
          "precision-with-shocks",
          `with shocks counted the precision of ${name} must be finite and above 0; got ${value}`,
        );
      }
    }
  }
  game.discount.forEach((delta, j) => {
    if (delta > 0 && delta <= 1 && (delta < 1 || Number.isFinite(game.steps))) return;
    const range = Number.isFinite(game.steps) ? "above 0 and at most 1" : "above 0 and below 1 on an endless clock";
    throw new GameError("bad-discount", `discount of ${actors[j]} must be ${range}; got ${delta}`);
  });
}
