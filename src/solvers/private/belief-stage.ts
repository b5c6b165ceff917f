/**
 * One stage in one public state at one public belief: what the types of the
 * movers do, what everybody then believes, and what it is worth.
 *
 * With b the public belief over the secret v, w what a member m sees of v, and
 * σ the choices of all types:
 *
 *     b′(v′) ∝ Σ_v b(v) σ(a | v) P(y, v′ | x, v, a)          once act a led to the public state y
 *     U_m(w, a) = Σ_{v ∈ w} b(v | w) [ −c_m(a, v) + Σ P(y, v′ | x, v, a) V_m(y, v′, b′) ]
 *     σ_m(a | w) = exp(λ_m U_m(w, a)) / Σ_c exp(λ_m U_m(w, c))
 *
 * V is what the node (y, v′) is worth when b′ is believed, read off the grid;
 * an ending pays at once. σ decides b′ and b′ decides σ: a system of equations
 * in log-ratios, followed from σ even at λ = 0 (`BranchTracer`). Derivatives
 * are differences, 1e-7 apart: the grid's functions have kinks.
 *
 * Source: docs/model.md. Tests: test/solvers/private.
 */
import type { BranchSystem } from "../../numeric/branch-system.ts";
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import type { BeliefGrid } from "./belief-grid.ts";
import type { Scene } from "./scene.ts";
import type { PrivateView } from "./sight.ts";

const DIFFERENCE = 1e-7;
/** Below this, masses are reckoned in logs. */
const LEAST_MASS = 1e-280;

/** Values of the next position: [(node · points + point) · J + j]. */
export type GridValues = Float64Array;

export class BeliefStage implements BranchSystem {
  size = 0;
  strategies = 0;
  reach = 0;
  probability: Float64Array = new Float64Array(0);
  utility: Float64Array = new Float64Array(0);
  equation: Float64Array = new Float64Array(0);
  /** How often an observation came about that nobody believed possible, since it was last put to 0. */
  surprises = 0;
  /** Probability of each choice at each state of the scene: [state][choice]. */
  shares: Float64Array[] = [];
  private readonly view: PrivateView;
  private readonly grid: BeliefGrid;
  private readonly prior: Float64Array;
  /** Number of actors. */
  readonly actors: number;
  private scene: Scene | undefined;
  private values: GridValues = new Float64Array(0);
  private scale = 1;
  private readonly joint: Float64Array;
  private readonly masses: Float64Array;
  private readonly posterior: Float64Array;
  /** By observation: points, weights and their number. */
  private points: Int32Array[] = [];
  private weights: Float64Array[] = [];
  private counts: Int32Array = new Int32Array(0);
  /** By agent and state of the scene: b(v | w). */
  private conditional: Float64Array = new Float64Array(0);
  /** Log-ratios of the last `evaluate`. */
  logRatio: Float64Array = new Float64Array(0);
  private trial: Float64Array = new Float64Array(0);

  constructor(view: PrivateView, grid: BeliefGrid, prior: Float64Array) {
    this.view = view;
    this.grid = grid;
    this.prior = prior;
    this.actors = view.game.actors.length;
    this.joint = new Float64Array(grid.secrets);
    this.masses = new Float64Array(grid.secrets);
    this.posterior = new Float64Array(grid.width);
  }

  /**
   * Take up a scene at a belief.
   *
   * @param values what the next position is worth; undefined where nobody chooses and nothing is asked but beliefs.
   * @param reach  bound of λ times what choices differ by.
   */
  load(scene: Scene, belief: Float64Array, values: GridValues, reach: number): void {
    if (scene !== this.scene) this.takeScene(scene);
    this.values = values;
    this.scale = 1;
    this.reach = scene.agents.length === 0 ? 0 : reach;
    this.setBelief(scene, belief);
  }

  evaluate(y: Float64Array, s: number): void {
    const scene = this.scene!;
    this.setProbabilities(scene, y);
    this.observe(scene);
    this.setUtilities(scene);
    const { utility, equation } = this;
    scene.agents.forEach(({ first, options, actor }, a) => {
      const lambda = s * this.scale * this.view.game.precision[actor]!;
      for (let o = 1; o < options; o++) {
        const k = first + o - a - 1;
        equation[k] = y[k]! - lambda * (utility[first + o]! - utility[first]!);
      }
    });
  }

  jacobian(s: number, matrix: Float64Array, stride: number): void {
    const { size, trial } = this;
    trial.set(this.logRatio.subarray(0, size));
    const base = this.equation.slice(0, size);
    for (let column = 0; column < size; column++) {
      const at = trial[column]!;
      trial[column] = at + DIFFERENCE;
      this.evaluate(trial, s);
      for (let row = 0; row < size; row++) {
        matrix[row * stride + column] = (this.equation[row]! - base[row]!) / DIFFERENCE;
      }
      trial[column] = at;
    }
    this.evaluate(trial, s);
  }

  slope(factor: number, matrix: Float64Array, stride: number, column: number): void {
    const { utility } = this;
    this.scene!.agents.forEach(({ first, options, actor }, a) => {
      const scale = -this.scale * this.view.game.precision[actor]! * factor;
      for (let o = 1; o < options; o++) {
        matrix[(first + o - a - 1) * stride + column] = scale * (utility[first + o]! - utility[first]!);
      }
    });
  }

  residual(response: Float64Array): number {
    const { utility, probability } = this;
    let worst = 0;
    for (const { first, options, actor } of this.scene!.agents) {
      const lambda = this.scale * this.view.game.precision[actor]!;
      let top = Number.NEGATIVE_INFINITY;
      for (let k = first; k < first + options; k++) top = Math.max(top, lambda * utility[k]!);
      let total = 0;
      for (let k = first; k < first + options; k++) {
        response[k] = exp(lambda * utility[k]! - top);
        total += response[k]!;
      }
      for (let k = first; k < first + options; k++) {
        worst = Math.max(worst, Math.abs(response[k]! / total - probability[k]!));
      }
    }
    return worst;
  }

  rescale(s: number): void {
    this.scale *= s;
    this.reach *= s;
  }

  /** What a state of the scene is worth to every actor at the point of the last `evaluate`, into `into` from `at`. */
  worth(state: number, into: Float64Array, at: number): void {
    const { movers, states } = this.scene!;
    into.fill(0, at, at + this.actors);
    states[state]!.choices.forEach((choice, c) => {
      const share = this.shares[state]![c]!;
      for (let j = 0; j < this.actors; j++) into[at + j]! += share * this.after(choice, j);
      movers.forEach((actor, m) => {
        into[at + actor]! -= share * choice.costs[m]!;
      });
    });
  }

  /** The belief after an observation, at the point of the last `evaluate`. */
  beliefAfter(observation: number, into: Float64Array): void {
    this.pushMasses(this.scene!, observation);
    this.grid.marginals(this.masses, into);
  }

  private takeScene(scene: Scene): void {
    this.scene = scene;
    const { agents, states, strategies, observations } = scene;
    this.strategies = strategies;
    this.size = strategies - agents.length;
    this.probability = new Float64Array(strategies);
    this.utility = new Float64Array(strategies);
    this.equation = new Float64Array(this.size);
    this.logRatio = new Float64Array(this.size);
    this.trial = new Float64Array(this.size);
    this.conditional = new Float64Array(agents.length * states.length);
    this.shares = states.map(({ choices }) => new Float64Array(choices.length));
    const most = this.grid.at.length;
    this.counts = new Int32Array(observations.length);
    this.points = observations.map(() => new Int32Array(most));
    this.weights = observations.map(() => new Float64Array(most));
  }

  private setBelief(scene: Scene, belief: Float64Array): void {
    const { joint, conditional } = this;
    this.grid.joint(belief, joint);
    const count = scene.states.length;
    let total = 0;
    for (const { secret } of scene.states) total += joint[secret]!;
    const present = Float64Array.from(scene.states, ({ secret }) => (total > 0 ? joint[secret]! / total : 1 / count));
    joint.fill(0);
    scene.states.forEach(({ secret }, k) => {
      joint[secret] = present[k]!;
    });
    scene.agents.forEach((agent, a) => {
      const own = scene.states.map(({ agents, secret }, k) => {
        return agents[agent.member] === a ? { k, secret } : undefined;
      });
      const inside = own.flatMap((entry) => entry ?? []);
      let mass = inside.reduce((sum, { k }) => sum + present[k]!, 0);
      // A type that nobody believes in: it thinks of the others what everybody does.
      const massOf =
        mass > 0 ? ({ k }: { k: number }) => present[k]! : this.believedOfOthers(scene, agent.actor, present);
      mass = inside.reduce((sum, entry) => sum + massOf(entry), 0);
      for (let k = 0; k < count; k++) conditional[a * count + k] = 0;
      for (const entry of inside) {
        conditional[a * count + entry.k] = mass > 0 ? massOf(entry) / mass : 1 / inside.length;
      }
    });
  }

  private believedOfOthers(scene: Scene, actor: number, present: Float64Array) {
    const { view } = this;
    return ({ secret }: { secret: number }): number => {
      const unseen = secret - view.viewOf(actor, secret);
      let sum = 0;
      scene.states.forEach((state, k) => {
        if (state.secret - view.viewOf(actor, state.secret) === unseen) sum += present[k]!;
      });
      return sum;
    };
  }

  private setProbabilities(scene: Scene, y: Float64Array): void {
    const { probability, logRatio } = this;
    for (let k = 0; k < this.size; k++) logRatio[k] = y[k]!;
    scene.agents.forEach(({ first, options }, a) => {
      let top = 0;
      for (let o = 1; o < options; o++) top = Math.max(top, y[first + o - a - 1]!);
      let total = 0;
      for (let o = 0; o < options; o++) {
        const share = exp((o === 0 ? 0 : y[first + o - a - 1]!) - top);
        probability[first + o] = share;
        total += share;
      }
      for (let o = 0; o < options; o++) probability[first + o]! /= total;
    });
    scene.states.forEach((state, k) => {
      const shares = this.shares[k]!;
      state.choices.forEach((choice, c) => {
        shares[c] = choice.given * this.shareOf(scene, state, choice.options, -1);
      });
    });
  }

  /** Probability that all members but one pick these options. */
  private shareOf(scene: Scene, state: Scene["states"][number], options: readonly number[], without: number): number {
    let share = 1;
    for (let m = 0; m < state.agents.length; m++) {
      if (m === without) continue;
      const a = state.agents[m]!;
      if (a >= 0) share *= this.probability[scene.agents[a]!.first + options[m]!]!;
      else share *= state.given[m]?.[options[m]!] ?? 1;
    }
    return share;
  }

  /** Where the beliefs after every observation lie. */
  private observe(scene: Scene): void {
    for (let o = 0; o < scene.observations.length; o++) {
      this.pushMasses(scene, o);
      this.grid.marginals(this.masses, this.posterior);
      this.grid.locate(this.posterior);
      this.counts[o] = this.grid.count;
      for (let i = 0; i < this.grid.count; i++) {
        this.points[o]![i] = this.grid.at[i]!;
        this.weights[o]![i] = this.grid.weight[i]!;
      }
    }
  }

  /** Masses of the secrets after an observation, up to a factor; never all 0. */
  private pushMasses(scene: Scene, observation: number): void {
    const { masses, joint } = this;
    const { state, choice, secret, chance } = scene.observations[observation]!;
    masses.fill(0);
    let total = 0;
    for (let i = 0; i < state.length; i++) {
      const k = state[i]!;
      const mass = joint[scene.states[k]!.secret]! * this.shares[k]![choice[i]!]! * chance[i]!;
      masses[secret[i]!]! += mass;
      total += mass;
    }
    if (!(total > LEAST_MASS)) this.pushRareMasses(scene, observation);
  }

  /** The same where the masses are too small for numbers, or 0. */
  private pushRareMasses(scene: Scene, observation: number): void {
    const logs = this.logShares(scene, observation);
    if (logs > Number.NEGATIVE_INFINITY) {
      this.push(scene, observation, (k, c) => {
        const mass = this.joint[scene.states[k]!.secret]!;
        return mass > 0 ? exp(log(mass) + this.logShareOf(scene, k, c) - logs) : 0;
      });
      return;
    }
    this.surprises++;
    if (this.push(scene, observation, (k) => this.joint[scene.states[k]!.secret]!) > 0) return;
    if (this.push(scene, observation, (k) => this.prior[scene.states[k]!.secret]!) > 0) return;
    this.push(scene, observation, () => 1);
  }

  /** Masses from weights of the choices; returns their sum. */
  private push(scene: Scene, observation: number, weight: (k: number, c: number) => number): number {
    const { masses } = this;
    const { state, choice, secret, chance } = scene.observations[observation]!;
    masses.fill(0);
    let total = 0;
    for (let i = 0; i < state.length; i++) {
      const mass = weight(state[i]!, choice[i]!) * chance[i]!;
      masses[secret[i]!]! += mass;
      total += mass;
    }
    return total;
  }

  /** The largest ln(b σ) of what leads to an observation. */
  private logShares(scene: Scene, observation: number): number {
    const { state, choice } = scene.observations[observation]!;
    let top = Number.NEGATIVE_INFINITY;
    state.forEach((k, i) => {
      const mass = this.joint[scene.states[k]!.secret]!;
      if (mass > 0) top = Math.max(top, log(mass) + this.logShareOf(scene, k, choice[i]!));
    });
    return top;
  }

  /** ln σ of a choice at a state, also where σ is too small to be a number. */
  private logShareOf(scene: Scene, k: number, c: number): number {
    const state = scene.states[k]!;
    const choice = state.choices[c]!;
    let sum = choice.given > 0 ? log(choice.given) : Number.NEGATIVE_INFINITY;
    state.agents.forEach((a, m) => {
      const given = state.given[m]?.[choice.options[m] ?? 0];
      if (a < 0) {
        if (given !== undefined) sum += given > 0 ? log(given) : Number.NEGATIVE_INFINITY;
        return;
      }
      const { first, options } = scene.agents[a]!;
      const ratio = (o: number): number => (o === 0 ? 0 : this.logRatio[first + o - a - 1]!);
      let top = 0;
      for (let o = 1; o < options; o++) top = Math.max(top, ratio(o));
      let total = 0;
      for (let o = 0; o < options; o++) total += exp(ratio(o) - top);
      sum += ratio(choice.options[m]!) - top - log(total);
    });
    return sum;
  }

  /** What a choice leads to is worth to an actor, its cost left out. */
  private after(choice: Scene["states"][number]["choices"][number], actor: number): number {
    const { values, actors, grid } = this;
    let sum = choice.ended[actor]!;
    for (let i = 0; i < choice.ways.length; i++) {
      const { observation, node, chance } = choice.ways[i]!;
      const points = this.points[observation]!;
      const weights = this.weights[observation]!;
      let value = 0;
      for (let p = 0; p < this.counts[observation]!; p++) {
        value += weights[p]! * values[(node * grid.points + points[p]!) * actors + actor]!;
      }
      sum += chance * value;
    }
    return sum;
  }

  private setUtilities(scene: Scene): void {
    const { utility, conditional } = this;
    const count = scene.states.length;
    utility.fill(0);
    for (let k = 0; k < count; k++) {
      const state = scene.states[k]!;
      for (let m = 0; m < state.agents.length; m++) {
        const a = state.agents[m]!;
        if (a < 0) continue;
        const weight = conditional[a * count + k]!;
        if (weight === 0) continue;
        const { first, actor } = scene.agents[a]!;
        for (let c = 0; c < state.choices.length; c++) {
          const choice = state.choices[c]!;
          const others = this.shareOf(scene, state, choice.options, m);
          utility[first + choice.options[m]!]! += weight * others * (this.after(choice, actor) - choice.costs[m]!);
        }
      }
    }
  }
}
