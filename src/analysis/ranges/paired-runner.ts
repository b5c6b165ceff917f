import { mistakenStart, type Part, partsFrom, partsOf } from "../../crisis/compile/parts.ts";
import { PartCompiler } from "../../crisis/compile-game.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Evidence } from "../../game/evidence.ts";
import type { Game } from "../../game/game.ts";
import { GameError } from "../../game/game-error.ts";
import type { Policy } from "../../game/policy.ts";
import { FilterGrounds } from "../../inference/filter-ground.ts";
import { filterOdds, type PartEndings } from "../../inference/filter-odds.ts";
import { filterPart } from "../../inference/filter-part.ts";
import { LaneGames } from "../../lanes/lane-games.ts";
import { solveBackward } from "../../solvers/solve-backward.ts";
import { EvidenceOfParts } from "../evidence-of-parts.ts";
import { type MassesAt, massesAt } from "../masses-at.ts";
import { policyWorth } from "../policy-worth.ts";
import { openingsOf } from "../private/openings-of.ts";
import { PublicBeliefs } from "../private/public-beliefs.ts";
import { sightOf } from "../private/sight-of.ts";
import { solvePrivate } from "../private/solve-private.ts";
import { type EndingsFailure, EndingsSolver } from "../solve-endings.ts";
import { type Change, withSettings } from "../what-if-change.ts";
import { type StatesWhenDone, statesWhenDone } from "../what-if-states.ts";
import type { DrawGround, DrawResult, SolvedDraw } from "./run-draws.ts";

/** The same draw with something done. */
export interface ChangedDraw {
  /** P(ending e in step t | reports, survival): [e · T + t], in steps of the whole clock. */
  readonly odds: Float64Array;
  /**
   * By actor, what it expects from the step in which the change begins on,
   * with it done and with the crisis going on as it is; in utils of that step.
   * Absent for parameters that hold throughout.
   */
  readonly worth?: { readonly changed: Float64Array; readonly base: Float64Array };
}

/** Ends a draw; never leaves this file. */
class NoGame extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const nothingTold: Evidence = { sources: [], watches: [], reports: [] };

/** What solves one change. */
type ChangeSolver = ThroughoutSolver | DatedSolver;

interface ThroughoutSolver {
  readonly settings: Change["settings"];
  readonly whole: EndingsSolver;
}

/** The crisis with it from its step on, and as it is from the same step on. */
interface DatedSolver {
  readonly change: Change;
  readonly from: number;
  readonly changed: PartCompiler;
  readonly same: PartCompiler;
}

/**
 * Solves each draw as it is and with each of the changes: the same parameters on
 * both sides, but for those that are set. A draw in which either makes no game
 * is left out as a whole.
 *
 * Cost: for each draw the base run with its backward half, and for each change
 * a run from where it begins (two where worths are wanted, which is always).
 */
export class PairedRunner {
  private readonly task: DrawGround;
  /** Steps at which changes begin. */
  private readonly steps: readonly number[];
  /** The crisis as it is: for its endings alone where all changes hold throughout, with its states where some begin later. */
  private readonly base: EndingsSolver | PartCompiler;
  private readonly changes: readonly ChangeSolver[];

  constructor(task: DrawGround, changes: readonly Change[]) {
    const { crisis, request } = task;
    this.task = task;
    this.steps = [...new Set(changes.flatMap(({ from }) => from ?? []))];
    // Each sum is done before the next begins, so one set of lanes serves them all.
    const lanes = new LaneGames();
    this.base = this.steps.length === 0 ? new EndingsSolver(crisis, request, { lanes }) : new PartCompiler(crisis);
    this.changes = changes.map((change): ChangeSolver => {
      const { from, settings } = change;
      if (from === undefined) return { settings, whole: new EndingsSolver(change.crisis, request, { lanes }) };
      return { change, from, changed: new PartCompiler(change.crisis), same: new PartCompiler(crisis) };
    });
  }

  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return draws.map((parameters) => this.solveOne(parameters));
  }

  private solveOne(parameters: Float64Array): DrawResult {
    try {
      return this.run(parameters);
    } catch (thrown) {
      if (!(thrown instanceof NoGame || thrown instanceof GameError)) throw thrown;
      return { failure: { code: thrown.code, message: thrown.message } };
    }
  }

  private run(parameters: Float64Array): SolvedDraw {
    const { base } = this;
    const own = base instanceof EndingsSolver ? solved(base.whole(parameters)) : this.solveParts(base, parameters);
    const changed = this.changes.map((change): ChangedDraw => {
      // Where a change begins later, the base was solved with its states.
      if ("from" in change) return this.changedFrom(own as Solved, change, parameters);
      const { mass, endings } = solved(change.whole.whole(withSettings(parameters, change.settings)));
      return { odds: endings.map((one) => one / mass) };
    });
    return { mass: own.mass, endings: own.endings, changed };
  }

  /** All parts of the crisis as it is with the reports, and where they stand at the steps at which changes begin. */
  private solveParts(compiler: PartCompiler, parameters: Float64Array): Solved {
    const { crisis, request } = this.task;
    const parts = partsOf(crisis, parameters);
    const mistake = mistakenStart(crisis, parameters);
    if (mistake) throw new NoGame(mistake.code, mistake.message);
    const weights = parts.map((part) => part.weight);
    const told = new EvidenceOfParts({ crisis, request }, parameters);
    const grounds = new FilterGrounds();
    let mass = 0;
    let endings = new Float64Array(0);
    const states = this.steps.map((): MassesAt[] => []);
    for (const part of parts) {
      const { game, policy, beliefs } = solvePart(crisis, compiler, part, { parameters, firstStep: 0 });
      const evidence = told.of(game, part.fixedLevels);
      const belief = filterPart(game, policy, evidence, request, grounds.of(game, evidence, request));
      mass += part.weight * belief.mass;
      endings = added(endings, belief.endings, part.weight);
      this.steps.forEach((step, k) => {
        states[k]!.push(massesAt({ game, policy, belief, request, step, beliefs }));
      });
    }
    return { weights, mass, endings, states: new Map(this.steps.map((step, k) => [step, states[k]!])) };
  }

  private changedFrom(base: Solved, solver: DatedSolver, parameters: Float64Array): ChangedDraw {
    const { crisis } = this.task;
    const { change, from } = solver;
    const steps = crisis.clock.steps!;
    const before = base.endings.map((mass) => mass / base.mass);
    const done = statesWhenDone(base.states.get(from)!, base, change.crisis, change.interventions);
    if (done.alive === 0) return { odds: before };
    const own = withSettings(parameters, change.settings);
    const later = this.goOn(change.crisis, solver.changed, done, own, from);
    const same = statesWhenDone(base.states.get(from)!, base, crisis, []);
    const still = this.goOn(crisis, solver.same, same, parameters, from);
    const left = steps - from;
    const odds = before.map((earlier, i) => {
      const [e, t] = [Math.floor(i / steps), i % steps];
      return t < from ? earlier : done.alive * later.endings[e * left + t - from]!;
    });
    return { odds, worth: { changed: later.worth, base: still.worth } };
  }

  /** From some states on, nothing told any more. */
  private goOn(
    crisis: Crisis,
    compiler: PartCompiler,
    { states }: StatesWhenDone,
    parameters: Float64Array,
    from: number,
  ): { readonly endings: Float64Array; readonly worth: Float64Array } {
    const request = { asOfStep: 0, asOfDay: this.task.request.asOfDay };
    let worth = new Float64Array(crisis.actors.length);
    let endings = new Float64Array(0);
    for (const part of partsFrom(crisis, states)) {
      const { game, policy, value } = solvePart(crisis, compiler, part, { parameters, firstStep: from });
      endings = added(endings, filterOdds(game, policy, nothingTold, request).endings, part.weight);
      const own = value ? startWorth(game, value) : policyWorth(crisis, game, policy, parameters);
      worth = added(worth, own, part.weight);
    }
    return { endings, worth };
  }
}

function solved(found: PartEndings | EndingsFailure): PartEndings {
  if ("code" in found) throw new NoGame(found.code, found.message);
  return found;
}

interface Solved {
  readonly weights: readonly number[];
  readonly mass: number;
  readonly endings: Float64Array;
  readonly states: ReadonlyMap<number, readonly MassesAt[]>;
}

interface SolvedPart {
  readonly game: Game;
  readonly policy: Policy;
  /** By node of position 0 and actor; absent where actors see different things. */
  readonly value?: Float64Array;
  readonly beliefs?: PublicBeliefs;
}

function solvePart(
  crisis: Crisis,
  compiler: PartCompiler,
  part: Part,
  { parameters, firstStep }: { readonly parameters: Float64Array; readonly firstStep: number },
): SolvedPart {
  const { game, diagnostics } = compiler.compile({ part, parameters, firstStep });
  if (!game) {
    const mistake = diagnostics.find(({ severity }) => severity === "error");
    throw new NoGame(mistake?.code ?? "no-game", mistake?.message ?? "No game came of it.");
  }
  const secret = solvePrivate(crisis, game, openingsOf(game, part));
  if (secret) {
    if (!secret.record.converged) throw new NoGame("not-converged", "No equilibrium was found.");
    return { game: secret.game, policy: secret.policy, beliefs: new PublicBeliefs(secret, sightOf(crisis)!) };
  }
  const { policy, value, record } = solveBackward(game);
  if (!record.converged) throw new NoGame("not-converged", "No equilibrium was found.");
  return { game, policy, value };
}

/** What is expected at the start of a game, from the values of its nodes. */
function startWorth({ start, actors }: Game, value: Float64Array): Float64Array {
  const sum = new Float64Array(actors.length);
  start.node.forEach((node, i) => {
    for (let j = 0; j < sum.length; j++) sum[j]! += start.probability[i]! * value[node * sum.length + j]!;
  });
  return sum;
}

/** sum + weight · more; `sum` may still be empty. */
function added(sum: Float64Array, more: Float64Array, weight: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(more, (own, i) => (sum[i] ?? 0) + weight * own);
}
