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

/** A game of a sum, compiled and still good. */
interface Compiled {
  readonly sum: EndingsSum;
  readonly part: Part;
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

  /** What is to be added; nothing where the start chances do not add up, which is a failure. */
  partsOf(crisis: Crisis): readonly Part[] {
    const mistake = mistakenStart(crisis, this.parameters);
    if (mistake) this.failure = failureOf(mistake);
    return mistake ? [] : partsOf(crisis, this.parameters);
  }

  get failed(): boolean {
    return this.failure !== undefined;
  }

  get result(): PartEndings | EndingsFailure {
    return this.failure ?? { mass: this.mass, endings: this.endings };
  }

  add({ weight }: Part, found: PartEndings | EndingsFailure): void {
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
    let alike: Compiled[] = [];
    const finish = (): void => {
      this.solveAlike(alike);
      alike = [];
    };
    for (const sum of sums) {
      for (const part of sum.partsOf(this.crisis)) {
        const game = this.compile(part, sum.parameters);
        // Those at hand come first, so that the first failure of a sum is told.
        if ("code" in game || (alike.length > 0 && !sameStructure(alike[0]!.game, game))) finish();
        if ("code" in game) sum.add(part, game);
        else if (alike.push({ sum, part, game }) === LANES) finish();
        if (sum.failed) break;
      }
    }
    finish();
    return sums.map((sum) => sum.result);
  }

  /** Adds the answers of games of one structure, solved at once where that can be, to their sums. */
  private solveAlike(alike: readonly Compiled[]): void {
    const { lanes } = this;
    const atOnce = alike.length > 1 && !this.isPrivate && lanes.solve(alike.map(({ game }) => game));
    const found = atOnce ? this.filterAlike(alike) : undefined;
    alike.forEach(({ sum, part, game }, k) => {
      if (sum.failed) return;
      const solved = found?.[k];
      const own = { game, part, ...(atOnce && !solved ? { solution: lanes.solution(k) } : {}) };
      sum.add(part, solved ?? this.answer(own, sum.parameters, filterOdds));
    });
  }

  /** Games just solved at once, filtered at once too; undefined where reports are not told alike in all. */
  private filterAlike(alike: readonly Compiled[]): readonly PartEndings[] | undefined {
    try {
      const told = alike.map(({ sum, part, game }) => this.evidenceOf(game, part, sum.parameters));
      const { game } = alike[0]!;
      if (!told.every((own) => own === told[0])) return undefined;
      return this.lanes.filterOdds(this.grounds.of(game, told[0]!, this.request));
    } catch (thrown) {
      // Each will say for itself what is wrong.
      if (!(thrown instanceof GameError)) throw thrown;
      return undefined;
    }
  }

  /** The endings of one part, with the moves of the as-of step. */
  outlook(part: Part, parameters: Float64Array): PartOutlook | EndingsFailure {
    const game = this.compile(part, parameters);
    return "code" in game ? game : this.answer({ game, part }, parameters, filterOutlook);
  }

  private compile(part: Part, parameters: Float64Array): Game | EndingsFailure {
    const { game, diagnostics } = this.compiler.compile({ part, parameters });
    return game ?? failureOf(diagnostics.find(({ severity }) => severity === "error"));
  }

  /** What a filter says of a game, solved already or not. */
  private answer<Found>(
    { game: compiled, part, solution }: { readonly game: Game; readonly part: Part; readonly solution?: Solution },
    parameters: Float64Array,
    filter: (...args: Parameters<typeof filterOdds>) => Found,
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
