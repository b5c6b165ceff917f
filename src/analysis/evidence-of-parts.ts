import { EvidenceCompiler } from "../crisis/compile-evidence.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { PartTask } from "./run-parts.ts";

type KnownEnding = NonNullable<Crisis["ended"]>;

const nothingTold: Evidence = { sources: [], watches: [], reports: [] };

/**
 * The evidence of parts one after the other, a known ending included; the very
 * same object where a part's is that of the one before.
 */
export class EvidenceOfParts {
  private readonly compiler: EvidenceCompiler | undefined;
  private readonly ended: KnownEnding | undefined;
  /** By what was told: the same with the known ending. */
  private readonly knowing = new WeakMap<Evidence, Evidence>();

  constructor(
    { crisis, request, withoutReports }: Pick<PartTask, "crisis" | "request" | "withoutReports">,
    parameters: Float64Array,
  ) {
    this.compiler = withoutReports ? undefined : new EvidenceCompiler(crisis, parameters);
    this.ended = crisis.ended && request.asOfStep >= crisis.ended.step ? crisis.ended : undefined;
  }

  of(game: Game, fixedLevels: Int32Array): Evidence {
    if (!this.compiler) return nothingTold;
    const told = this.compiler.compile(game, fixedLevels);
    if (!this.ended) return told;
    const evidence = this.knowing.get(told) ?? withEnding(this.ended, game, told);
    this.knowing.set(told, evidence);
    return evidence;
  }
}

/** A known ending is a certain report: by the end of its step the crisis has ended this way. */
function withEnding(ended: KnownEnding, game: Game, evidence: Evidence): Evidence {
  const holds = new Uint8Array(game.stateCode.length);
  const terminals = game.blockStart[game.stages.length + 1]!;
  game.terminalEnding.forEach((ending, i) => {
    if (ending === ended.ending) holds[terminals + i] = 1;
  });
  const watch = { from: ended.step, moves: new Int32Array(0), holds };
  const report = {
    id: "ended",
    chain: [],
    hit: 1,
    to: ended.step,
    toldDay: Number.NEGATIVE_INFINITY,
    toldStep: ended.step,
    sameAs: evidence.reports.length,
    claim: [{ watch: evidence.watches.length, never: false }],
  };
  return { ...evidence, watches: [...evidence.watches, watch], reports: [...evidence.reports, report] };
}
