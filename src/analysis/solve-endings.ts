import { parametersRead } from "../crisis/compile/evaluate.ts";
import { mistakenStart, type Part, parameterValues, partsOf } from "../crisis/compile/parts.ts";
import { PartCompiler } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Solution } from "../game/policy.ts";
import { sameStructure } from "../game/same-structure.ts";
import { FilterGrounds } from "../inference/filter-ground.ts";
import { filterOdds, filterOutlook, type PartEndings, type PartOutlook } from "../inference/filter-odds.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { LANES } from "../lanes/kernel.ts";
import { LaneGames } from "../lanes/lane-games.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { solveBackward } from "../solvers/solve-backward.ts";
import { EvidenceOfParts } from "./evidence-of-parts.ts";
import { sightOf } from "./private/sight-of.ts";
import { solvePrivate } from "./private/solve-private.ts";

/** Why there are no endings. */
export interface EndingsFailure {
  readonly code: string;
  readonly message: string;
}

/** Evidence with something of a draw put to it; the very same object where nothing is. */
type Regrade = (told: Evidence, parameters: Float64Array) => Evidence;

type Filter<Found> = (...args: Parameters<typeof filterOdds>) => Found;

/** A part to be solved, and who waits for what is found of it. */
interface Job<Found> {
  readonly part: Part;
  readonly parameters: Float64Array;
  readonly add: (found: Found | EndingsFailure) => void;
}

/** Its game, compiled and still good. */
interface Compiled<Found> extends Job<Found> {
  readonly game: Game;
}

/** The endings of the parts of a crisis for one set of parameters, added up by their weights. */
class EndingsSum {
  readonly parameters: Float64Array;
  private mass = 0;
  private endings = new Float64Array(0);
  private failure: EndingsFailure | undefined;

  constructor(parameters: Float64Array) {
    this.parameters = parameters;
  }

  /** What is to be added, as long as nothing failed; nothing where the start chances do not add up. */
  *jobs(crisis: Crisis): Generator<Job<PartEndings>> {
    const { parameters } = this;
    const mistake = mistakenStart(crisis, parameters);
    if (mistake) this.failure = failureOf(mistake);
    else {
      for (const part of partsOf(crisis, parameters)) {
        if (this.failure) return;
        yield { part, parameters, add: (found) => this.add(part, found) };
      }
    }
  }

  get result(): PartEndings | EndingsFailure {
    return this.failure ?? { mass: this.mass, endings: this.endings };
  }

  private add({ weight }: Part, found: PartEndings | EndingsFailure): void {
    if (this.failure) return;
    if ("code" in found) {
      this.failure = found;
      return;
    }
    if (this.endings.length === 0) this.endings = new Float64Array(found.endings.length);
    this.mass += weight * found.mass;
    for (let i = 0; i < this.endings.length; i++) this.endings[i]! += weight * found.endings[i]!;
  }
}

/**
 * Solves parts of one crisis for their endings alone, for one set of parameters
 * after the other. What hangs on the crisis and the date, not on the numbers
 * (the layout of the game, the plan of the filter, memory), is kept from one to
 * the next; the digits are those of each alone.
 *
 * Cost: for each part one pricing, one backward and one forward pass.
 */
export class EndingsSolver {
  private readonly crisis: Crisis;
  private readonly request: FilterRequest;
  private readonly compiler: PartCompiler;
  private readonly grounds = new FilterGrounds();
  private readonly room = new NumberRoom();
  private readonly lanes = new LaneGames();
  private readonly isPrivate: boolean;
  /** What was told, where it is the same for all parameters. */
  private readonly told: EvidenceOfParts | undefined;
  private readonly regrade: Regrade;

  constructor(crisis: Crisis, request: FilterRequest, regrade: Regrade = (told) => told) {
    this.crisis = crisis;
    this.request = request;
    this.regrade = regrade;
    this.compiler = new PartCompiler(crisis, { goodFor: LANES });
    this.isPrivate = sightOf(crisis) !== undefined;
    this.told = claimsReadParameters(crisis) ? undefined : this.evidenceFor(parameterValues(crisis));
  }

  /** The endings of all parts together, by their weights; a failure of `mistakenStart` where these do not add up. */
  whole(parameters: Float64Array): PartEndings | EndingsFailure {
    return this.wholes([parameters])[0]!;
  }

  /** The same for several sets of parameters, one after the other. */
  wholes(all: readonly Float64Array[]): readonly (PartEndings | EndingsFailure)[] {
    const sums = all.map((parameters) => new EndingsSum(parameters));
    const jobs = function* (crisis: Crisis): Generator<Job<PartEndings>> {
      for (const sum of sums) yield* sum.jobs(crisis);
    };
    this.answerAll(jobs(this.crisis), filterOdds, (alike) => this.filterAlike(alike));
    return sums.map((sum) => sum.result);
  }

  /** The endings of some parts, each with the moves of the as-of step. */
  outlooks(parts: readonly Part[], parameters: Float64Array): readonly (PartOutlook | EndingsFailure)[] {
    const outlooks: (PartOutlook | EndingsFailure)[] = [];
    const add = (found: PartOutlook | EndingsFailure): void => void outlooks.push(found);
    this.answerAll(
      parts.map((part) => ({ part, parameters, add })),
      filterOutlook,
    );
    return outlooks;
  }

  /** @param filterAtOnce a filter that does the same for games solved at once, where it can. */
  private answerAll<Found>(
    jobs: Iterable<Job<Found>>,
    filter: Filter<Found>,
    filterAtOnce: (alike: readonly Compiled<Found>[]) => readonly Found[] | undefined = () => undefined,
  ): void {
    let alike: Compiled<Found>[] = [];
    const finish = (): void => {
      this.answerAlike(alike, filter, filterAtOnce);
      alike = [];
    };
    for (const job of jobs) {
      const game = this.compile(job.part, job.parameters);
      // Those at hand come first, so that the first failure of a sum is told.
      if ("code" in game || (alike.length > 0 && !sameStructure(alike[0]!.game, game))) finish();
      if ("code" in game) job.add(game);
      else if (alike.push({ ...job, game }) === LANES) finish();
    }
    finish();
  }

  /** Games of one structure, solved at once where that can be. */
  private answerAlike<Found>(
    alike: readonly Compiled<Found>[],
    filter: Filter<Found>,
    filterAtOnce: (alike: readonly Compiled<Found>[]) => readonly Found[] | undefined,
  ): void {
    const { lanes } = this;
    const atOnce = alike.length > 1 && !this.isPrivate && lanes.solve(alike.map(({ game }) => game));
    const found = atOnce ? filterAtOnce(alike) : undefined;
    alike.forEach((job, k) => {
      const solved = found?.[k];
      job.add(solved ?? this.answer(job, filter, atOnce ? lanes.solution(k) : undefined));
    });
  }

  /** Endings of games just solved at once; undefined where reports are not told alike in all. */
  private filterAlike(alike: readonly Compiled<PartEndings>[]): readonly PartEndings[] | undefined {
    try {
      const told = alike.map(({ game, part, parameters }) => this.evidenceOf(game, part, parameters));
      if (!told.every((own) => own === told[0])) return undefined;
      return this.lanes.filterOdds(this.grounds.of(alike[0]!.game, told[0]!, this.request));
    } catch (thrown) {
      // Each will say for itself what is wrong.
      if (!(thrown instanceof GameError)) throw thrown;
      return undefined;
    }
  }

  private compile(part: Part, parameters: Float64Array): Game | EndingsFailure {
    const { game, diagnostics } = this.compiler.compile({ part, parameters });
    return game ?? failureOf(diagnostics.find(({ severity }) => severity === "error"));
  }

  /** What a filter says of a game, solved already or not. */
  private answer<Found>(
    { game: compiled, part, parameters }: Compiled<Found>,
    filter: Filter<Found>,
    solution: Solution | undefined,
  ): Found | EndingsFailure {
    const { crisis, request } = this;
    try {
      const { game, policy, record } = (this.isPrivate && solvePrivate(crisis, compiled)) || {
        game: compiled,
        ...(solution ?? solveBackward(compiled, { numbers: this.room.lend() })),
      };
      if (!record.converged) return { code: "not-converged", message: "No equilibrium was found." };
      const evidence = this.evidenceOf(game, part, parameters);
      return filter(game, policy, evidence, request, this.grounds.of(game, evidence, request));
    } catch (thrown) {
      if (!(thrown instanceof GameError)) throw thrown;
      return failureOf(thrown);
    }
  }

  private evidenceOf(game: Game, { fixedLevels }: Part, parameters: Float64Array): Evidence {
    const told = (this.told ?? this.evidenceFor(parameters)).of(game, fixedLevels);
    return this.regrade(told, parameters);
  }

  private evidenceFor(parameters: Float64Array): EvidenceOfParts {
    return new EvidenceOfParts({ crisis: this.crisis, request: this.request }, parameters);
  }
}

function failureOf(found: EndingsFailure | undefined): EndingsFailure {
  return { code: found?.code ?? "no-game", message: found?.message ?? "No game came of it." };
}

function claimsReadParameters({ reports }: Crisis): boolean {
  return reports.some(({ claim }) =>
    claim?.some(({ any }) => any.some((one) => one.kind === "level" && parametersRead(one.condition).length > 0)),
  );
}
