import { parametersRead } from "../crisis/compile/evaluate.ts";
import { partsOf } from "../crisis/compile/parts.ts";
import { PartCompiler } from "../crisis/compile-game.ts";
import type { Crisis } from "../crisis/model.ts";
import { GameError } from "../game/game-error.ts";
import { FilterGrounds } from "../inference/filter-ground.ts";
import { filterOdds, type PartEndings } from "../inference/filter-odds.ts";
import type { FilterRequest } from "../inference/filter-request.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { solveBackward } from "../solvers/solve-backward.ts";
import { EvidenceOfParts } from "./evidence-of-parts.ts";
import { solvePrivate } from "./private/solve-private.ts";

/** Parts to solve for their endings; plain data that can be sent to a worker. */
export interface QuickTask {
  readonly crisis: Crisis;
  readonly request: FilterRequest;
  /** Values by parameter. */
  readonly parameters: Float64Array;
  /** Indexes of the parts, in the order of `partsOf`. */
  readonly parts: readonly number[];
}

/** Masses by part; undefined where one has none, of which `forecast` says why. */
export type QuickTaskResult = readonly PartEndings[] | undefined;

/** What hangs on the crisis and the date, not on the parameters. */
interface Kept {
  readonly about: string;
  readonly crisis: Crisis;
  readonly request: FilterRequest;
  readonly compiler: PartCompiler;
  readonly grounds: FilterGrounds;
  /** Undefined where claims read parameters: then each task has its own. */
  readonly evidence: EvidenceOfParts | undefined;
}

/**
 * Solves parts for their endings alone, for one task after the other. Tasks that
 * differ in the values of parameters only share the layout of the game and the
 * plan of the filter, which are kept from one to the next.
 */
export class QuickParts {
  #kept: Kept | undefined;
  readonly #room: NumberRoom = new NumberRoom();

  /** @param about tells one crisis and date from another; without it nothing is kept from other tasks */
  answer(task: QuickTask, about?: string): QuickTaskResult {
    const kept = this.#keptFor(task, about ?? "");
    const { crisis, request } = kept;
    const { parameters } = task;
    const evidenceOf = kept.evidence ?? new EvidenceOfParts({ crisis, request }, parameters);
    const all = partsOf(crisis, parameters);
    const found: PartEndings[] = [];
    try {
      for (const index of task.parts) {
        const part = all[index];
        const compiled = part && kept.compiler.compile({ part, parameters }).game;
        if (!compiled) return undefined;
        const { game, policy, record } = solvePrivate(crisis, compiled) ?? {
          game: compiled,
          ...solveBackward(compiled, { numbers: this.#room.lend() }),
        };
        if (!record.converged) return undefined;
        const evidence = evidenceOf.of(game, part.fixedLevels);
        found.push(filterOdds(game, policy, evidence, request, kept.grounds.of(game, evidence, request)));
      }
    } catch (thrown) {
      // Nothing fits on what was kept half-way.
      this.#kept = undefined;
      if (thrown instanceof GameError) return undefined;
      throw thrown;
    }
    return found;
  }

  #keptFor({ crisis, request, parameters }: QuickTask, about: string): Kept {
    if (about !== "" && this.#kept?.about === about) return this.#kept;
    const kept = {
      about,
      crisis,
      request,
      compiler: new PartCompiler(crisis),
      grounds: new FilterGrounds(),
      evidence: claimsReadParameters(crisis) ? undefined : new EvidenceOfParts({ crisis, request }, parameters),
    };
    this.#kept = kept;
    return kept;
  }
}

function claimsReadParameters({ reports }: Crisis): boolean {
  return reports.some(({ claim }) =>
    claim?.some(({ any }) => any.some((one) => one.kind === "level" && parametersRead(one.condition).length > 0)),
  );
}
