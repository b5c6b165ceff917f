import { parametersRead } from "../crisis/compile/evaluate.ts";
import { mistakenStart, type Part, parameterValues, partsOf } from "../crisis/compile/parts.ts";
import { PartCompiler } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import { GameError } from "../game/game-error.ts";
import { FilterGrounds } from "../inference/filter-ground.ts";
import { filterOdds, filterOutlook, type PartEndings, type PartOutlook } from "../inference/filter-odds.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { solveBackward } from "../solvers/solve-backward.ts";
import { EvidenceOfParts } from "./evidence-of-parts.ts";
import { solvePrivate } from "./private/solve-private.ts";

/** Why there are no endings. */
export interface EndingsFailure {
  readonly code: string;
  readonly message: string;
}

/** Evidence with something of a draw put to it; the very same object where nothing is. */
type Regrade = (told: Evidence, parameters: Float64Array) => Evidence;

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
  /** What was told, where it is the same for all parameters. */
  private readonly told: EvidenceOfParts | undefined;
  private readonly regrade: Regrade;

  constructor(crisis: Crisis, request: FilterRequest, regrade: Regrade = (told) => told) {
    this.crisis = crisis;
    this.request = request;
    this.regrade = regrade;
    this.compiler = new PartCompiler(crisis, { overwrites: true });
    this.told = claimsReadParameters(crisis) ? undefined : this.evidenceFor(parameterValues(crisis));
  }

  /** The endings of all parts together, by their weights; a failure of `mistakenStart` where these do not add up. */
  whole(parameters: Float64Array): PartEndings | EndingsFailure {
    const parts = partsOf(this.crisis, parameters);
    const mistake = mistakenStart(this.crisis, parameters);
    if (mistake) return failureOf(mistake);
    let mass = 0;
    let endings = new Float64Array(0);
    for (const part of parts) {
      const found = this.solve(part, parameters, filterOdds);
      if ("code" in found) return found;
      if (endings.length === 0) endings = new Float64Array(found.endings.length);
      mass += part.weight * found.mass;
      for (let i = 0; i < endings.length; i++) endings[i]! += part.weight * found.endings[i]!;
    }
    return { mass, endings };
  }

  /** The endings of one part, with the moves of the as-of step. */
  outlook(part: Part, parameters: Float64Array): PartOutlook | EndingsFailure {
    return this.solve(part, parameters, filterOutlook);
  }

  private solve<Found>(
    part: Part,
    parameters: Float64Array,
    filter: (...args: Parameters<typeof filterOdds>) => Found,
  ): Found | EndingsFailure {
    const { crisis, request } = this;
    const { game: compiled, diagnostics } = this.compiler.compile({ part, parameters });
    if (!compiled) return failureOf(diagnostics.find(({ severity }) => severity === "error"));
    try {
      const { game, policy, record } = solvePrivate(crisis, compiled) ?? {
        game: compiled,
        ...solveBackward(compiled, { numbers: this.room.lend() }),
      };
      if (!record.converged) return { code: "not-converged", message: "No equilibrium was found." };
      const told = (this.told ?? this.evidenceFor(parameters)).of(game, part.fixedLevels);
      const evidence = this.regrade(told, parameters);
      return filter(game, policy, evidence, request, this.grounds.of(game, evidence, request));
    } catch (thrown) {
      if (!(thrown instanceof GameError)) throw thrown;
      return failureOf(thrown);
    }
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
