import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { log } from "../numeric/log.ts";

/**
 * One step of an endless clock under a policy that is held fixed: backward
 * for values, forward for probabilities of being somewhere. It shares no code
 * with the solver, since it is what solutions are checked with.
 *
 * Values are those of equations (1), (3) and (4). With shocks counted the
 * value of a choice with mix σ is Σ_a σ(a) (Q(a) − ln σ(a) / λ), which is
 * (1/λ) ln Σ exp(λ Q) where σ is the logit response.
 */
export class EndlessSweep {
  /** W_j by node and U_j by terminal: [node · J + j]. */
  readonly value: Float64Array;
  private readonly game: Game;
  private readonly positions: number;
  private readonly tables: readonly StageTable[];
  private readonly probability: readonly Float64Array[];

  constructor(game: Game, policy: Policy) {
    this.game = game;
    this.positions = game.stages.length;
    this.tables = game.stages.map((stage) => stage.tables[stage.tableOfPhase[0]!]!);
    this.probability = game.stages.map(({ kind }, p) =>
      kind === "driver" || kind === "given" ? this.tables[p]!.given : policy.at(0, p),
    );
    const J = game.actors.length;
    this.value = new Float64Array(game.blockStart[this.positions + 2]! * J);
    this.value.set(game.terminalPayoff, game.blockStart[this.positions + 1]! * J);
  }

  /** The table of a stage. */
  table(p: number): StageTable {
    return this.tables[p]!;
  }

  /** Values one step earlier, from those of position 0. */
  backward(): void {
    this.endOfStep();
    for (let p = this.positions - 1; p >= 0; p--) {
      for (let i = 0; i < this.nodes(p); i++) this.backwardNode(p, i);
    }
  }

  /** Nodes of position p that can be reached. */
  nodes(p: number): number {
    return this.game.active[p]!;
  }

  /** Q_j of one choice, without costs, to `result[at + j]`. */
  setQ(table: StageTable, choice: number, result: Float64Array, at: number): void {
    const J = this.game.actors.length;
    result.fill(0, at, at + J);
    for (let o = table.outcomeStart[choice]!; o < table.outcomeStart[choice + 1]!; o++) {
      const node = table.target[o]! * J;
      for (let j = 0; j < J; j++) result[at + j] = result[at + j]! + table.chance[o]! * this.value[node + j]!;
    }
  }

  /** Probability of each node and terminal during one step, given those of position 0 in `mass`. */
  forward(mass: Float64Array): void {
    const { blockStart } = this.game;
    mass.fill(0, blockStart[1]!);
    for (let p = 0; p < this.positions; p++) {
      const table = this.tables[p]!;
      const probability = this.probability[p]!;
      for (let i = 0; i < this.nodes(p); i++) {
        const here = mass[blockStart[p]! + i]!;
        if (here === 0) continue;
        for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
          const weight = here * (probability[c] ?? 1);
          for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
            mass[table.target[o]!] = mass[table.target[o]!]! + weight * table.chance[o]!;
          }
        }
      }
    }
  }

  /** Probability of going on with node `i` of position P: no residual ending drawn. */
  surviving(i: number): number {
    const { end } = this.game;
    return 1 - end.tables[end.tableOfPhase[0]!]!.residualChance[i]!;
  }

  private endOfStep(): void {
    const { game, value } = this;
    const J = game.actors.length;
    const table = game.end.tables[game.end.tableOfPhase[0]!]!;
    const from = game.blockStart[this.positions]!;
    for (let i = 0; i < this.nodes(this.positions); i++) {
      const stays = this.surviving(i);
      for (let j = 0; j < J; j++) {
        const on = table.payoff[i * J + j]! + game.discount[j]! * value[game.nextNode[i]! * J + j]!;
        const ended = stays === 1 ? 0 : value[table.residualTerminal[i]! * J + j]!;
        value[(from + i) * J + j] = stays * on + (1 - stays) * ended;
      }
    }
  }

  private backwardNode(p: number, i: number): void {
    const { game, value } = this;
    const J = game.actors.length;
    const table = this.tables[p]!;
    const probability = this.probability[p]!;
    const at = (game.blockStart[p]! + i) * J;
    value.fill(0, at, at + J);
    for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
      const weight = probability[c] ?? 1;
      for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
        const node = table.target[o]! * J;
        const share = weight * table.chance[o]!;
        for (let j = 0; j < J; j++) value[at + j] = value[at + j]! + share * value[node + j]!;
      }
    }
    this.addOwn(p, i, at);
  }

  /** Costs, and the value of the choice shocks. */
  private addOwn(p: number, i: number, at: number): void {
    const { kind, actors } = this.game.stages[p]!;
    if (kind === "driver") return;
    const table = this.tables[p]!;
    const probability = this.probability[p]!;
    if (kind === "together") {
      actors.forEach((actor, m) => {
        const mix = memberMix(table, actors.length, i, m, probability);
        const first = table.options!.start[i * actors.length + m]!;
        const isGiven = !Number.isNaN(table.options!.given[first]!);
        this.addMover(actor, at, mix, 0, mix.length, table.options!.cost, first, isGiven);
      });
      return;
    }
    const first = table.choiceStart[i]!;
    const count = table.choiceStart[i + 1]! - first;
    if (kind === "turn") this.addMover(actors[0]!, at, probability, first, count, table.cost, first, false);
  }

  private addMover(
    actor: number,
    at: number,
    mix: Float64Array,
    mixAt: number,
    count: number,
    cost: Float64Array,
    costAt: number,
    isGiven: boolean,
  ): void {
    const lambda = this.game.precision[actor]!;
    const counted = this.game.shocks === "counted" && !isGiven && count > 1;
    let sum = 0;
    for (let a = 0; a < count; a++) {
      const weight = mix[mixAt + a]!;
      sum -= weight * cost[costAt + a]!;
      if (counted && weight > 0) sum -= (weight * log(weight)) / lambda;
    }
    this.value[at + actor] = this.value[at + actor]! + sum;
  }
}

/** Probabilities of the options of member m at node i, summed from those of the profiles. */
export function memberMix(
  table: StageTable,
  members: number,
  i: number,
  m: number,
  probability: Float64Array,
): Float64Array {
  const { start } = table.options!;
  const count = start[i * members + m + 1]! - start[i * members + m]!;
  let stride = 1;
  for (let k = m + 1; k < members; k++) stride *= start[i * members + k + 1]! - start[i * members + k]!;
  const mix = new Float64Array(count);
  const first = table.choiceStart[i]!;
  for (let c = first; c < table.choiceStart[i + 1]!; c++) {
    const option = Math.floor((c - first) / stride) % count;
    mix[option] = mix[option]! + probability[c]!;
  }
  return mix;
}
