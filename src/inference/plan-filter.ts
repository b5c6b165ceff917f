import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { CountedReport } from "./count-reports.ts";
import { findShown, latchOfAct, type Reading, type Shown } from "./shown-watches.ts";

/**
 * A hidden yes-or-no fact that a path carries with it. A table of masses has a
 * column for each combination of the bits that live; bit k of the column's
 * number is fact k.
 */
export interface Bit {
  readonly kind: "watch" | "source";
  /** Index of the watch or source in the evidence. */
  readonly id: number;
  /** Step at whose end it is last used. */
  readonly last: number;
}

/** A report with what does not matter left out. */
export interface WeighedReport {
  /** Step at whose end it is weighed. */
  readonly step: number;
  readonly hit: number;
  /** Links that are neither surely reliable nor used by this report alone: those that have bits. */
  readonly shared: readonly number[];
  /** Links used by this report alone, summed out at once. */
  readonly alone: readonly number[];
  readonly claim: CountedReport["claim"];
}

/** The bits of one step. */
export interface StepPlan {
  /** Number of bits at each position 0 … P; later positions append. */
  readonly bitsAt: readonly number[];
  /** Bits at position P. */
  readonly bits: readonly Bit[];
  /** Per stage, by act: the bits its moves set; null where none does. */
  readonly latches: readonly (Int32Array | null)[];
  /** Watches with a bit whose condition is looked at when the step ends. */
  readonly looks: readonly number[];
  /** Watches whose answer the state at the end of the step shows. */
  readonly shown: ReadonlyMap<number, Shown>;
  /** Sources whose bit is drawn here, those first that live on. */
  readonly born: readonly Bit[];
  /** Reports weighed at the end of the step. */
  readonly weighed: readonly number[];
  /** Bits with which the next step starts. */
  readonly out: readonly Bit[];
}

/** Which bits live when, for the steps 0 … last. */
export interface FilterPlan {
  readonly reports: readonly WeighedReport[];
  readonly steps: readonly StepPlan[];
}

/**
 * Decide what has to be tracked: nothing that the state shows, watches from
 * the first step in which they can see something to their last use, sources
 * from their first report to their last, a source of one report not at all.
 *
 * @param last       the as-of step: no report is weighed later.
 * @param terminals  whether paths that end in a step are weighed: in the as-of step.
 */
export function planFilter(
  game: Game,
  evidence: Evidence,
  counted: readonly CountedReport[],
  last: number,
  terminals: (step: number) => boolean,
): FilterPlan {
  const reports = weighedReports(evidence, counted, last);
  const readings = readingsOf(reports);
  const shown = findShown(game, evidence, readings, terminals);
  const watchBits = new Map<number, Bit>();
  readings.forEach(({ watch, step }, k) => {
    if (shown[k] !== null) return;
    const before = watchBits.get(watch)?.last ?? -1;
    watchBits.set(watch, { kind: "watch", id: watch, last: Math.max(before, step) });
  });
  const shownAt = (step: number): Map<number, Shown> => {
    const here = new Map<number, Shown>();
    readings.forEach((reading, k) => {
      const found = shown[k];
      if (reading.step === step && found) here.set(reading.watch, found);
    });
    return here;
  };
  const steps: StepPlan[] = [];
  let bits: readonly Bit[] = [];
  for (let step = 0; step <= last; step++) {
    const open = [...watchBits.values()].filter((bit) => evidence.watches[bit.id]!.from <= step && step <= bit.last);
    const plan = planStep(game, evidence, { step, bits, open, reports, shown: shownAt(step) });
    steps.push(plan);
    bits = plan.out;
  }
  return { reports, steps };
}

function weighedReports(evidence: Evidence, counted: readonly CountedReport[], last: number): WeighedReport[] {
  const reliability = (source: number): number => evidence.sources[source]!.reliability;
  const saysNothing = (report: CountedReport): boolean =>
    report.hit === 0.5 || report.chain.some((source) => reliability(source) === 0);
  const uses = new Map<number, number>();
  for (const report of counted) {
    if (saysNothing(report)) continue;
    for (const source of report.chain) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return counted.map((report) => {
    const step = Math.min(report.to, last);
    if (saysNothing(report)) return { step, hit: 0.5, shared: [], alone: [], claim: [] };
    const links = report.chain.filter((source) => reliability(source) < 1);
    const shared = links.filter((source) => uses.get(source)! > 1);
    const alone = links.filter((source) => uses.get(source) === 1);
    return { step, hit: report.hit, shared, alone, claim: report.claim };
  });
}

function readingsOf(reports: readonly WeighedReport[]): Reading[] {
  const readings = new Map<string, Reading>();
  for (const { step, claim } of reports) {
    for (const { watch } of claim) readings.set(`${watch} ${step}`, { watch, step });
  }
  return [...readings.values()];
}

interface StepNeeds {
  readonly step: number;
  /** Bits with which the step starts. */
  readonly bits: readonly Bit[];
  /** Watches that need a bit and look in this step. */
  readonly open: readonly Bit[];
  readonly reports: readonly WeighedReport[];
  readonly shown: ReadonlyMap<number, Shown>;
}

function planStep(game: Game, evidence: Evidence, needs: StepNeeds): StepPlan {
  const { step, open, reports, shown } = needs;
  const bits = [...needs.bits];
  const bitsAt = [bits.length];
  const latches = game.stages.map((_, stage) => {
    const watches = open.filter((bit) => canSee(game, evidence, bit.id, step, stage));
    for (const bit of watches) if (!bits.includes(bit)) bits.push(bit);
    bitsAt.push(bits.length);
    if (watches.length === 0) return null;
    const ids = new Set(watches.map((bit) => bit.id));
    return latchOfAct(
      game,
      evidence,
      bits.map((bit) => (bit.kind === "watch" && ids.has(bit.id) ? bit.id : -1)),
    );
  });
  const weighed = reports.flatMap((report, k) => (report.step === step ? [k] : []));
  const looking = open.filter((bit) => evidence.watches[bit.id]!.holds.length > 0);
  const born = bornSources(reports, step);
  const livesOn = (bit: Bit): boolean => bit.last > step;
  const out = [...bits.filter(livesOn), ...looking.filter((bit) => livesOn(bit) && !bits.includes(bit))];
  out.push(...born.filter(livesOn));
  return { bitsAt, bits, latches, looks: looking.map((bit) => bit.id), shown, born, weighed, out };
}

/** Whether a move the watch waits for stands in the stage's table of that step. */
function canSee(game: Game, evidence: Evidence, watch: number, step: number, stage: number): boolean {
  if (evidence.watches[watch]!.moves.length === 0) return false;
  const { actors, tables, tableOfPhase } = game.stages[stage]!;
  const waits = evidence.watches[watch]!.moves.some((move) => actors.includes(game.moves[move]!.actor));
  if (!waits) return false;
  const latch = latchOfAct(game, evidence, [watch]);
  return tables[tableOfPhase[game.phaseOfStep[step]!]!]!.act.some((act) => latch[act] !== 0);
}

function bornSources(reports: readonly WeighedReport[], step: number): Bit[] {
  const born = new Map<number, Bit>();
  for (const report of reports) {
    for (const source of report.shared) {
      const uses = reports.filter((other) => other.shared.includes(source)).map((other) => other.step);
      if (Math.min(...uses) === step) born.set(source, { kind: "source", id: source, last: Math.max(...uses) });
    }
  }
  return [...born.values()].sort((one, other) => Number(other.last > step) - Number(one.last > step));
}
