import { parametersRead } from "../crisis/compile/evaluate.ts";
import { type Part, parameterValues } from "../crisis/compile/parts.ts";
import { StartParts } from "../crisis/compile/start-parts.ts";
import { PartCompiler } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import { sameStructure } from "../game/same-structure.ts";
import { type FilterGround, FilterGrounds } from "../inference/filter-ground.ts";
import {
  filterNextMoves,
  filterOdds,
  filterOutlook,
  type PartEndings,
  type PartOutlook,
} from "../inference/filter-odds.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import type { LaneGames } from "../lanes/lane-games.ts";
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

/** What is to be found of each part. */
interface Filter<Found> {
  /** Of a game and its policy. */
  readonly alone: (...args: Parameters<typeof filterOdds>) => Found;
  /** Of a game whose endings are known, until the next are: one of those solved at once. */
  readonly beside: (endings: PartEndings, game: Game, lanes: LaneGames, lane: number, ground: FilterGround) => Found;
}

const odds: Filter<PartEndings> = { alone: filterOdds, beside: (endings) => endings };

const outlook: Filter<PartOutlook> = {
  alone: filterOutlook,
  beside: ({ mass, endings }, game, lanes, lane, ground) => ({
    mass,
    endings: endings.slice(),
    nextMoves: filterNextMoves(game, lanes.policy(lane), ground),
  }),
};

/** Takes what is found of parts, in their order. */
interface Finds<Found> {
  add(part: Part, found: Found | EndingsFailure): void;
}

/** A part to be solved, and who waits for what is found of it. */
interface Job<Found> {
  readonly part: Part;
  readonly parameters: Float64Array;
  readonly finds: Finds<Found>;
}

type Visit<Found> = (job: Job<Found>) => void;

/** Its game, compiled and still good. */
interface Compiled<Found> extends Job<Found> {
  readonly game: Game;
}

/** The endings of the parts of a crisis for one set of parameters, added up by their weights. */
class EndingsSum implements Finds<PartEndings> {
  readonly parameters: Float64Array;
  private readonly endings: Float64Array;
  private mass = 0;
  private failure: EndingsFailure | undefined;

  /** @param endings room for them, all 0. */
  constructor(parameters: Float64Array, endings: Float64Array) {
    this.parameters = parameters;
    this.endings = endings;
  }

  /** Visits what is to be added, as long as nothing failed; nothing where the start chances do not add up. */
  forEachJob(starts: StartParts, visit: Visit<PartEndings>): void {
    const { parameters } = this;
    const parts = starts.of(parameters);
    if ("code" in parts) {
      this.failure = failureOf(parts);
      return;
    }
    for (const part of parts) {
      if (this.failure) return;
      visit({ part, parameters, finds: this });
    }
  }

  get result(): PartEndings | EndingsFailure {
    return this.failure ?? { mass: this.mass, endings: this.endings };
  }

  add({ weight }: Part, found: PartEndings | EndingsFailure): void {
    if (this.failure) return;
    if ("code" in found) {
      this.failure = found;
      return;
    }
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
  private readonly starts: StartParts;
  private readonly compiler: PartCompiler;
  private readonly grounds = new FilterGrounds();
  private readonly room = new NumberRoom();
  private readonly lanes: LaneGames | undefined;
  private readonly isPrivate: boolean;
  /** What was told, where it is the same for all parameters. */
  private readonly told: EvidenceOfParts | undefined;
  private readonly regrade: Regrade;

  /** @param options what is put to the evidence of each draw, and what solves several games at once; by default nothing does. */
  constructor(
    crisis: Crisis,
    request: FilterRequest,
    { regrade = (told) => told, lanes }: { readonly regrade?: Regrade; readonly lanes?: LaneGames } = {},
  ) {
    this.crisis = crisis;
    this.request = request;
    this.regrade = regrade;
    this.starts = new StartParts(crisis);
    this.isPrivate = sightOf(crisis) !== undefined;
    this.lanes = this.isPrivate || !respondsByLogit(crisis) ? undefined : lanes;
    this.compiler = new PartCompiler(crisis, { goodFor: this.lanes?.most ?? 1 });
    this.told = claimsReadParameters(crisis) ? undefined : this.evidenceFor(parameterValues(crisis));
  }

  /** The endings of all parts together, by their weights; a failure of `mistakenStart` where these do not add up. */
  whole(parameters: Float64Array): PartEndings | EndingsFailure {
    return this.wholes([parameters])[0]!;
  }

  /** The same for several sets of parameters, one after the other. */
  wholes(all: readonly Float64Array[]): readonly (PartEndings | EndingsFailure)[] {
    // One array for all: many small ones take longer to make than a small game to solve.
    const width = this.crisis.endings.length * (this.crisis.clock.steps ?? 0);
    const room = new Float64Array(all.length * width);
    const sums = all.map((parameters, d) => new EndingsSum(parameters, room.subarray(d * width, (d + 1) * width)));
    this.answerAll((visit) => {
      for (const sum of sums) sum.forEachJob(this.starts, visit);
    }, odds);
    return sums.map((sum) => sum.result);
  }

  /** The endings of some parts, each with the moves of the as-of step. */
  outlooks(parts: readonly Part[], parameters: Float64Array): readonly (PartOutlook | EndingsFailure)[] {
    const outlooks: (PartOutlook | EndingsFailure)[] = [];
    const finds: Finds<PartOutlook> = { add: (_, found) => void outlooks.push(found) };
    this.answerAll((visit) => {
      for (const part of parts) visit({ part, parameters, finds });
    }, outlook);
    return outlooks;
  }

  /** @param forEachJob visits them in their order; no generator, whose frames keep all jobs alive long after. */
  private answerAll<Found>(forEachJob: (visit: Visit<Found>) => void, filter: Filter<Found>): void {
    let alike: Compiled<Found>[] = [];
    const finish = (): void => {
      this.answerAlike(alike, filter);
      alike = [];
    };
    forEachJob(({ part, parameters, finds }) => {
      const game = this.compile(part, parameters);
      // Those at hand come first, so that the first failure of a sum is told.
      if ("code" in game || (alike.length > 0 && !sameStructure(alike[0]!.game, game))) finish();
      if ("code" in game) finds.add(part, game);
      else if (alike.push({ part, parameters, finds, game }) === this.compiler.goodForMore(game)) finish();
    });
    finish();
  }

  /** Games of one structure, solved at once where that can be. */
  private answerAlike<Found>(alike: readonly Compiled<Found>[], filter: Filter<Found>): void {
    const { lanes } = this;
    if (lanes === undefined || alike.length < 2 || !lanes.solve(alike.map(({ game }) => game))) {
      for (const job of alike) job.finds.add(job.part, this.answer(job, filter));
      return;
    }
    const grounds = alike.map((job) => this.attempt(() => this.groundOf(job)));
    let endings: readonly PartEndings[] | undefined;
    for (let k = 0; k < alike.length; k++) {
      const { part, game, finds } = alike[k]!;
      const ground = grounds[k]!;
      if ("code" in ground) {
        finds.add(part, ground);
        continue;
      }
      // Where reports are told alike in some games one after the other, they are filtered at once.
      if (grounds[k - 1] !== ground) endings = grounds[k + 1] === ground ? lanes.filterOdds(ground) : undefined;
      const own = endings?.[k];
      finds.add(
        part,
        own
          ? filter.beside(own, game, lanes, k, ground)
          : this.attempt(() => filter.alone(game, lanes.policy(k), ground.evidence, this.request, ground)),
      );
    }
  }

  private compile(part: Part, parameters: Float64Array): Game | EndingsFailure {
    const { game, diagnostics } = this.compiler.compile({ part, parameters });
    return game ?? failureOf(diagnostics.find(({ severity }) => severity === "error"));
  }

  /** What a filter says of a game solved by itself. */
  private answer<Found>(
    { game: compiled, part, parameters }: Compiled<Found>,
    filter: Filter<Found>,
  ): Found | EndingsFailure {
    return this.attempt(() => {
      const { game, policy, record } = (this.isPrivate && solvePrivate(this.crisis, compiled)) || {
        game: compiled,
        ...solveBackward(compiled, { numbers: this.room.lend() }),
      };
      if (!record.converged) return { code: "not-converged", message: "No equilibrium was found." };
      const ground = this.groundOf({ game, part, parameters });
      return filter.alone(game, policy, ground.evidence, this.request, ground);
    });
  }

  private attempt<Found>(find: () => Found | EndingsFailure): Found | EndingsFailure {
    try {
      return find();
    } catch (thrown) {
      if (!(thrown instanceof GameError)) throw thrown;
      return failureOf(thrown);
    }
  }

  private groundOf({ game, part, parameters }: Pick<Compiled<unknown>, "game" | "part" | "parameters">): FilterGround {
    const told = (this.told ?? this.evidenceFor(parameters)).of(game, part.fixedLevels);
    const evidence = this.regrade(told, parameters);
    return this.grounds.of(game, evidence, this.request);
  }

  private evidenceFor(parameters: Float64Array): EvidenceOfParts {
    return new EvidenceOfParts({ crisis: this.crisis, request: this.request }, parameters);
  }
}

/** Whether everybody's choices are shares that their worth alone decides, which is what games solved at once need. */
function respondsByLogit({ shocks, clock, actors }: Crisis): boolean {
  return (
    shocks === "excluded" && clock.steps !== undefined && actors.every(({ precision }) => precision !== "infinite")
  );
}

function failureOf(found: EndingsFailure | undefined): EndingsFailure {
  return { code: found?.code ?? "no-game", message: found?.message ?? "No game came of it." };
}

function claimsReadParameters({ reports }: Crisis): boolean {
  return reports.some(({ claim }) =>
    claim?.some(({ any }) => any.some((one) => one.kind === "level" && parametersRead(one.condition).length > 0)),
  );
}
