/** Warnings that need the reachable game: what can never come about. */
import { gameDiagnostic } from "../crisis/compile/problems.ts";
import { evidenceReports } from "../crisis/compile-evidence.ts";
import type { Crisis, Report } from "../crisis/model.ts";
import type { Evidence, EvidenceReport } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { type Reach, reachOf } from "../game/reach.ts";
import { filterPart } from "../inference/filter-part.ts";
import { uniformPolicy } from "../solvers/uniform-policy.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** Collects, part by part, what can come about; what is left at the end cannot. */
export class ReachCheck {
  private readonly crisis: Crisis;
  private readonly endings: Uint8Array;
  private readonly moves: Uint8Array;
  /** By report with a claim: each of its entries can be true, and all of them together. */
  private readonly entries: Uint8Array[];
  private readonly whole: Uint8Array;

  constructor(crisis: Crisis) {
    this.crisis = crisis;
    this.endings = new Uint8Array(crisis.endings.length);
    this.moves = new Uint8Array(crisis.moves.length);
    const claims = evidenceReports(crisis).map((index) => crisis.reports[index]!);
    this.entries = claims.map((report) => new Uint8Array(report.claim!.length));
    this.whole = new Uint8Array(claims.length);
  }

  addPart(game: Game, evidence: Evidence): void {
    const reach = reachOf(game);
    reach.endings.forEach((can, e) => {
      if (can) this.endings[e] = 1;
    });
    for (const open of reach.moves) {
      open.forEach((can, m) => {
        if (can) this.moves[m] = 1;
      });
    }
    if (!Number.isFinite(game.steps)) return;
    let policy: Policy | undefined;
    evidence.reports.forEach((report, r) => {
      if (this.whole[r]) return;
      report.claim.forEach((_, k) => {
        if (entryCanHold(game, reach, evidence, report, k)) this.entries[r]![k] = 1;
      });
      if (!this.entries[r]!.every((can) => can)) return;
      if (report.claim.length === 1 && !report.claim[0]!.never) this.whole[r] = 1;
      else {
        policy ??= uniformPolicy(game);
        if (canBeTrue(game, policy, evidence, report)) this.whole[r] = 1;
      }
    });
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.endingWarnings(), ...this.moveWarnings(), ...this.reportWarnings()];
  }

  private *endingWarnings(): Generator<Diagnostic> {
    for (const [e, { name, at }] of this.crisis.endings.entries()) {
      if (!this.endings[e]) yield gameDiagnostic("unreachable-ending", at, { ending: name });
    }
  }

  private *moveWarnings(): Generator<Diagnostic> {
    for (const [m, { name, actor, at }] of this.crisis.moves.entries()) {
      if (this.moves[m]) continue;
      yield gameDiagnostic("unavailable-move", at, { actor: this.crisis.actors[actor]!.name, move: name });
    }
  }

  private *reportWarnings(): Generator<Diagnostic> {
    for (const [place, index] of evidenceReports(this.crisis).entries()) {
      if (this.whole[place]) continue;
      const report = this.crisis.reports[index]!;
      const missing = this.entries[place]!.findIndex((can) => !can);
      if (missing >= 0) {
        const reason = `${entryInWords(this.crisis, report, missing)} in no state that can be reached in ${report.happened}`;
        yield gameDiagnostic("impossible-report", report.at, { report: report.name, reason });
      } else {
        const reason = `each part of it can be, but not all in ${report.happened}, by the order of turns`;
        yield gameDiagnostic("report-only-error", report.at, { report: report.name, reason });
      }
    }
  }
}

function entryInWords(crisis: Crisis, report: Report, entry: number): string {
  const { any } = report.claim![entry]!;
  const [only] = any;
  if (any.length === 1 && only!.kind === "move") {
    const { actor, name } = crisis.moves[only!.move]!;
    return `\`${crisis.actors[actor]!.name}.${name}\` is open`;
  }
  return "what it claims holds";
}

/** Whether one entry of a claim can be true in the steps of the report; an absence always can, as far as this looks. */
function entryCanHold(game: Game, reach: Reach, evidence: Evidence, report: EvidenceReport, entry: number): boolean {
  const { watch, never } = report.claim[entry]!;
  if (never) return true;
  const { from, moves, holds } = evidence.watches[watch]!;
  for (let step = from; step <= Math.min(report.to, game.steps - 1); step++) {
    if (moves.some((move) => reach.moves[step]![move])) return true;
    const ends = reach.ends[step]!;
    for (let node = game.blockStart[game.stages.length]!; node < holds.length; node++) {
      if (holds[node] && ends[node]) return true;
    }
  }
  return false;
}

/** Whether the whole claim is true on some path. */
function canBeTrue(game: Game, policy: Policy, evidence: Evidence, report: EvidenceReport): boolean {
  const certain = { ...report, chain: [], hit: 1, sameAs: 0, toldDay: 0 };
  const step = Math.max(0, Math.min(report.to, game.steps - 1));
  const alone = { ...evidence, reports: [certain] };
  return filterPart(game, policy, alone, { asOfStep: step, asOfDay: 0 }).mass > 0;
}
