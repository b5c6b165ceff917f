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
  /** Index of the leg at whose end it is last used. */
  readonly last: number;
}

/** A report with what does not matter left out. */
export interface WeighedReport {
  /** Index of the leg at whose end it is weighed. */
  readonly leg: number;
  readonly hit: number;
  /** Links that are neither surely reliable nor used by this report alone: those that have bits. */
  readonly shared: readonly number[];
  /** Links used by this report alone, summed out at once. */
  readonly alone: readonly number[];
  readonly claim: CountedReport["claim"];
}

/**
 * Some stages of a step, at whose end reports are weighed. A report of a move
 * that no later stage of its step can make is weighed right there, also for the
 * paths that have ended by then, so that the stages after it carry no column for
 * it. All other reports are weighed at position P.
 */
export interface LegPlan {
  readonly step: number;
  /** Stages `from` … `to − 1` act; `to` is P in the last leg of a step. */
  readonly from: number;
  readonly to: number;
  /** Number of bits at each position `from` … `to`; later positions append. */
  readonly bitsAt: readonly number[];
  /** Bits at position `to`. */
  readonly bits: readonly Bit[];
  /** Per stage, by act: the bits its moves set; null where none does. */
  readonly latches: readonly (Int32Array | null)[];
  /** Watches with a bit whose condition is looked at when the step ends. */
  readonly looks: readonly number[];
  /** Watches whose answer the state at the end of the step shows. */
  readonly shown: ReadonlyMap<number, Shown>;
  /** Sources whose bit is drawn here, those first that live on. */
  readonly born: readonly Bit[];
  /** Reports weighed at the end of the leg. */
  readonly weighed: readonly number[];
  /** Bits with which the next leg starts. */
  readonly out: readonly Bit[];
}

/** Which bits live when, for the legs of the steps 0 … as-of. */
export interface FilterPlan {
  readonly reports: readonly WeighedReport[];
  readonly legs: readonly LegPlan[];
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
  const due = dueReports(evidence, counted, last);
  const readings = readingsOf(due);
  const shown = findShown(game, evidence, readings, terminals);
  const shownAt = (step: number): Map<number, Shown> => {
    const here = new Map<number, Shown>();
    readings.forEach((reading, k) => {
      const found = shown[k];
      if (reading.step === step && found) here.set(reading.watch, found);
    });
    return here;
  };
  const shownBy = Array.from({ length: last + 1 }, (_, step) => shownAt(step));
  const decided = due.map(({ step, claim }) => decidedAt(game, evidence, { step, claim, shown: shownBy[step]! }));
  const places = legPlaces(game, due, decided, last);
  const reports = due.map(({ step, ...report }, k): WeighedReport => {
    return { ...report, leg: places.findIndex((place) => place.step === step && place.to === decided[k]) };
  });
  const watches = watchBits(reports, (leg) => shownBy[places[leg]!.step]!);
  const legs: LegPlan[] = [];
  let bits: readonly Bit[] = [];
  places.forEach((place, leg) => {
    const open = watches.filter((bit) => evidence.watches[bit.id]!.from <= place.step && leg <= bit.last);
    const shownHere = place.to === game.stages.length ? shownBy[place.step]! : new Map<number, Shown>();
    const plan = planLeg(game, evidence, { leg, place, bits, open, reports, shown: shownHere });
    legs.push(plan);
    bits = plan.out;
  });
  return { reports, legs };
}

/** Where a leg lies. */
type LegPlace = Pick<LegPlan, "step" | "from" | "to">;

/** A report with the step at whose end it counts. */
type DueReport = Omit<WeighedReport, "leg"> & { readonly step: number };

function dueReports(evidence: Evidence, counted: readonly CountedReport[], last: number): DueReport[] {
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

function readingsOf(reports: readonly DueReport[]): Reading[] {
  const readings = new Map<string, Reading>();
  for (const { step, claim } of reports) {
    for (const { watch } of claim) readings.set(`${watch} ${step}`, { watch, step });
  }
  return [...readings.values()];
}

/** The first position of a step, at least 1, at which it is settled for good whether the claim of a report holds. */
function decidedAt(
  game: Game,
  evidence: Evidence,
  { step, claim, shown }: Pick<DueReport, "step" | "claim"> & { readonly shown: ReadonlyMap<number, Shown> },
): number {
  const positions = game.stages.length;
  if (claim.length === 0 || game.stages[0]?.kind === "driver") return positions;
  let position = 1;
  for (const { watch } of claim) {
    if (evidence.watches[watch]!.holds.length > 0 || shown.has(watch)) return positions;
    for (let stage = positions - 1; stage >= position; stage--) {
      if (canSee(game, evidence, watch, step, stage)) position = stage + 1;
    }
  }
  return Math.min(position, positions);
}

/** Every step up to the last in legs: one to each position at which a report of it is settled, and one to its end. */
function legPlaces(game: Game, due: readonly DueReport[], decided: readonly number[], last: number): LegPlace[] {
  const places: LegPlace[] = [];
  for (let step = 0; step <= last; step++) {
    const ends = new Set(due.flatMap((report, k) => (report.step === step ? [decided[k]!] : [])));
    let from = 0;
    for (let to = 1; to < game.stages.length; to++) {
      if (!ends.has(to)) continue;
      places.push({ step, from, to });
      from = to;
    }
    places.push({ step, from, to: game.stages.length });
  }
  return places;
}

/** Watches that need a bit, each until the last report that reads it without the state showing it. */
function watchBits(
  reports: readonly WeighedReport[],
  shownAt: (leg: number) => ReadonlyMap<number, Shown>,
): readonly Bit[] {
  const bits = new Map<number, Bit>();
  for (const { leg, claim } of reports) {
    for (const { watch } of claim) {
      if (shownAt(leg).has(watch)) continue;
      bits.set(watch, { kind: "watch", id: watch, last: Math.max(bits.get(watch)?.last ?? -1, leg) });
    }
  }
  return [...bits.values()];
}

interface LegNeeds {
  readonly leg: number;
  readonly place: LegPlace;
  /** Bits with which the leg starts. */
  readonly bits: readonly Bit[];
  /** Watches that need a bit and look in this leg. */
  readonly open: readonly Bit[];
  readonly reports: readonly WeighedReport[];
  readonly shown: ReadonlyMap<number, Shown>;
}

function planLeg(game: Game, evidence: Evidence, needs: LegNeeds): LegPlan {
  const { leg, place, open, reports, shown } = needs;
  const bits = [...needs.bits];
  const bitsAt = [bits.length];
  const latches: (Int32Array | null)[] = [];
  for (let stage = place.from; stage < place.to; stage++) {
    const watches = open.filter((bit) => canSee(game, evidence, bit.id, place.step, stage));
    for (const bit of watches) if (!bits.includes(bit)) bits.push(bit);
    bitsAt.push(bits.length);
    latches.push(watches.length === 0 ? null : latchOfBits(game, evidence, bits, watches));
  }
  const weighed = reports.flatMap((report, k) => (report.leg === leg ? [k] : []));
  const atEnd = place.to === game.stages.length;
  const looking = atEnd ? open.filter((bit) => evidence.watches[bit.id]!.holds.length > 0) : [];
  const born = bornSources(reports, leg);
  const livesOn = (bit: Bit): boolean => bit.last > leg;
  const out = [...bits.filter(livesOn), ...looking.filter((bit) => livesOn(bit) && !bits.includes(bit))];
  out.push(...born.filter(livesOn));
  return { ...place, bitsAt, bits, latches, looks: looking.map((bit) => bit.id), shown, born, weighed, out };
}

/** By act: the bits of these watches that its moves set. */
function latchOfBits(game: Game, evidence: Evidence, bits: readonly Bit[], watches: readonly Bit[]): Int32Array {
  const ids = new Set(watches.map((bit) => bit.id));
  return latchOfAct(
    game,
    evidence,
    bits.map((bit) => (bit.kind === "watch" && ids.has(bit.id) ? bit.id : -1)),
  );
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

function bornSources(reports: readonly WeighedReport[], leg: number): Bit[] {
  const born = new Map<number, Bit>();
  for (const report of reports) {
    for (const source of report.shared) {
      const uses = reports.filter((other) => other.shared.includes(source)).map((other) => other.leg);
      if (Math.min(...uses) === leg) born.set(source, { kind: "source", id: source, last: Math.max(...uses) });
    }
  }
  return [...born.values()].sort((one, other) => Number(other.last > leg) - Number(one.last > leg));
}
