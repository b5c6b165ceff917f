import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { holdsAtEnd } from "./holds-at-end.ts";
import type { FilterPlan, LegPlan, WeighedReport } from "./plan-filter.ts";

/**
 * What the end of a leg does to the columns of each node: conditions set
 * their watches where the step ends too, the reports of the leg are weighed,
 * sources drawn here are appended, bits used for the last time are summed out.
 *
 * Nodes with the same answers to all conditions form a *signature*. A *pair*
 * is a column before and a column after with their weight, for each signature
 * in-column by in-column and, within, over the sources that live on. An
 * *entry* is a pair split by the sources drawn and summed out here.
 */
export interface Weighing {
  /** Signature of each node of the position at the end of the leg, then of each terminal. */
  readonly signature: Int32Array;
  readonly signatures: number;
  readonly columnsIn: number;
  /** A combination of bits that belongs to each column before. */
  readonly combination: Int32Array;
  readonly columnsOut: number;
  /** Pairs for one in-column: a power of two. */
  readonly fan: number;
  /** Entries of one pair: a power of two. */
  readonly split: number;
  /** Column after, by pair. */
  readonly pairOut: Int32Array;
  /** Prior of the sources drawn, by place among the entries of one in-column. */
  readonly prior: Float64Array;
  /** Indexes of the reports weighed, and how likely each is by code. */
  readonly weighed: readonly number[];
  readonly factors: readonly Float64Array[];
  /** By entry and report: 2 where the shared links are reliable, + 1 where the claim is true too. */
  readonly code: Uint8Array;
}

/** Combinations of bits taken together: class by combination, first combination of each class. Classes are numbered as they first come. */
export interface Classes {
  readonly of: Int32Array;
  readonly first: Int32Array;
}

/** Build the weighing of a leg, a column for each combination of bits before it, and the classes of those after it. */
export function buildWeighing(game: Game, evidence: Evidence, plan: FilterPlan, leg: number, after: Classes): Weighing {
  const own = plan.legs[leg]!;
  const looks = lookAtNodes(game, evidence, own, own.step === game.steps - 1);
  const { signature, answers } = signatures(looks, nodesAtEnd(game, own));
  const lasting = own.born.filter((bit) => bit.last > leg).length;
  const columnsIn = 2 ** own.bits.length;
  const fan = 2 ** lasting;
  const split = 2 ** (own.born.length - lasting);
  const reports = own.weighed.map((k) => plan.reports[k]!);
  const weighing: Weighing = {
    signature,
    signatures: answers.length,
    columnsIn,
    combination: Int32Array.from({ length: columnsIn }, (_, column) => column),
    columnsOut: after.first.length,
    fan,
    split,
    pairOut: new Int32Array(answers.length * columnsIn * fan),
    prior: drawnPrior(evidence, own, fan, split),
    weighed: own.weighed,
    factors: reports.map((report) => reportFactors(evidence, report)),
    code: new Uint8Array(answers.length * columnsIn * fan * split * reports.length),
  };
  fillPairs(weighing, own, reports, answers);
  weighing.pairOut.forEach((column, pair, all) => {
    all[pair] = after.of[column]!;
  });
  return weighing;
}

/** The same with these columns only. */
export function selectColumns(all: Weighing, columns: Int32Array): Weighing {
  const { signatures, columnsIn, fan, split, weighed } = all;
  if (columns.length === columnsIn) return all;
  const pairOut = new Int32Array(signatures * columns.length * fan);
  const codes = fan * split * weighed.length;
  const code = new Uint8Array(signatures * columns.length * codes);
  for (let signature = 0; signature < signatures; signature++) {
    columns.forEach((column, k) => {
      const from = signature * columnsIn + column;
      const to = signature * columns.length + k;
      pairOut.set(all.pairOut.subarray(from * fan, (from + 1) * fan), to * fan);
      code.set(all.code.subarray(from * codes, (from + 1) * codes), to * codes);
    });
  }
  return { ...all, columnsIn: columns.length, combination: columns, pairOut, code };
}

/** A condition looked at when the step ends: the watch, and by node of position P and terminal whether it holds. */
interface Look {
  readonly watch: number;
  readonly at: Uint8Array;
}

/** Nodes at which a leg ends: those of its last position, and all terminals. */
function nodesAtEnd({ blockStart, stages }: Game, { to }: LegPlan): number {
  const terminals = blockStart[stages.length + 2]! - blockStart[stages.length + 1]!;
  return blockStart[to + 1]! - blockStart[to]! + terminals;
}

function lookAtNodes(game: Game, evidence: Evidence, leg: LegPlan, atLast: boolean): Look[] {
  const looks = leg.looks
    .filter((watch) => !leg.shown.has(watch) || leg.out.some((bit) => bit.kind === "watch" && bit.id === watch))
    .map((watch) => ({ watch, at: holdsAtEnd(game, evidence.watches[watch]!, atLast) }));
  const shown = [...leg.shown].map(([watch, at]) => ({ watch: -1 - watch, at }));
  return [...looks, ...shown];
}

/** The answers of a signature: by watch whether its condition holds, by −1 − watch what the state shows of it. */
type Answers = ReadonlyMap<number, number>;

function signatures(looks: readonly Look[], nodes: number): { signature: Int32Array; answers: Answers[] } {
  const signature = new Int32Array(nodes);
  let answers: Answers[] = [new Map()];
  for (const { watch, at } of looks) {
    const refined = new Int32Array(2 * answers.length).fill(-1);
    const next: Answers[] = [];
    for (let k = 0; k < signature.length; k++) {
      const answer = at[k]!;
      const key = signature[k]! * 2 + answer;
      let id = refined[key]!;
      if (id < 0) {
        id = next.length;
        refined[key] = id;
        next.push(new Map(answers[signature[k]!]!).set(watch, answer));
      }
      signature[k] = id;
    }
    answers = next;
  }
  return { signature, answers };
}

function drawnPrior(evidence: Evidence, leg: LegPlan, fan: number, split: number): Float64Array {
  const prior = new Float64Array(fan * split).fill(1);
  leg.born.forEach((bit, place) => {
    const { reliability } = evidence.sources[bit.id]!;
    for (let drawn = 0; drawn < prior.length; drawn++) {
      prior[drawn]! *= isDrawn(leg.born.length, place, drawn) ? reliability : 1 - reliability;
    }
  });
  return prior;
}

/** Whether the source at a place of `born` is reliable in a draw: the first source is the highest bit. */
function isDrawn(born: number, place: number, drawn: number): boolean {
  return ((drawn >>> (born - 1 - place)) & 1) === 1;
}

/** P(report | code), the links it uses alone summed out. */
function reportFactors(evidence: Evidence, report: WeighedReport, sure = -1): Float64Array {
  let alone = 1;
  for (const source of report.alone) if (source !== sure) alone *= evidence.sources[source]!.reliability;
  const blind = (1 - alone) / 2;
  return Float64Array.of(0.5, 0.5, alone * (1 - report.hit) + blind, alone * report.hit + blind);
}

function fillPairs(
  weighing: Weighing,
  leg: LegPlan,
  reports: readonly WeighedReport[],
  answers: readonly Answers[],
): void {
  const { columnsIn, fan, split, pairOut, code } = weighing;
  const places = reports.map(({ shared }) => shared.map((source) => placeOfBit(leg, source)));
  const outPlaces = leg.out.map((bit) => (bit.kind === "source" ? placeOfBit(leg, bit.id) : null));
  const isReliable = (place: SourceBits, column: number, drawn: number): boolean =>
    ((column & place.columnBit) | (drawn & place.drawnBit)) !== 0;
  let pair = 0;
  let at = 0;
  for (const answer of answers) {
    for (let column = 0; column < columnsIn; column++) {
      const latched = (watch: number): boolean => answer.get(watch) === 1 || hasWatch(leg, watch, column);
      const seen = (watch: number): boolean => {
        const shown = answer.get(-1 - watch);
        return shown === undefined ? latched(watch) : shown === 1;
      };
      const truths = reports.map(({ claim }) => Number(claim.every(({ watch, never }) => seen(watch) !== never)));
      for (let drawn = 0; drawn < fan * split; drawn++) {
        if (drawn % split === 0) {
          let out = 0;
          leg.out.forEach((bit, k) => {
            const place = outPlaces[k]!;
            if (place === null ? latched(bit.id) : isReliable(place, column, drawn)) out |= 1 << k;
          });
          pairOut[pair++] = out;
        }
        for (let k = 0; k < reports.length; k++) {
          const reliable = places[k]!.every((place) => isReliable(place, column, drawn));
          code[at++] = reliable ? 2 + truths[k]! : 0;
        }
      }
    }
  }
}

function hasWatch(leg: LegPlan, watch: number, column: number): boolean {
  const place = leg.bits.findIndex((bit) => bit.kind === "watch" && bit.id === watch);
  return place >= 0 && ((column >>> place) & 1) === 1;
}

/** Where a source's bit stands: among those of the column before, or among those drawn. */
interface SourceBits {
  readonly columnBit: number;
  readonly drawnBit: number;
}

function placeOfBit({ bits, born }: LegPlan, source: number): SourceBits {
  const place = bits.findIndex((bit) => bit.kind === "source" && bit.id === source);
  const drawn = born.findIndex((bit) => bit.id === source);
  return { columnBit: place < 0 ? 0 : 1 << place, drawnBit: drawn < 0 ? 0 : 1 << (born.length - 1 - drawn) };
}

/** What the weights of the pairs are to count. */
export interface Weighed {
  /** By index of a report: 1 where it counts. */
  readonly included: Uint8Array;
  /** A source that is to be reliable: its share of the mass is counted alone. */
  readonly reliable?: SourcePlace;
}

/** Where a source stands in a leg: among the bits, or alone in one report. */
export interface SourcePlace extends SourceBits {
  /** Index of the report that alone uses it, −1 where it has a bit, and that report's factors with it reliable. */
  readonly report: number;
  readonly factors: Float64Array;
}

/** Weight of each pair: the sources drawn and summed out, the included reports weighed. */
export function pairWeights(weighing: Weighing, { included, reliable }: Weighed): Float64Array {
  const { columnsIn, combination, fan, split, prior, weighed, code, pairOut } = weighing;
  const counting = weighed.flatMap((report, k) => (included[report] === 1 ? [k] : []));
  const factors = weighing.factors.map((own, k) =>
    reliable !== undefined && reliable.report === weighed[k] ? reliable.factors : own,
  );
  const columnBit = reliable?.columnBit ?? 0;
  const drawnBit = reliable?.drawnBit ?? 0;
  const weights = new Float64Array(pairOut.length);
  for (let pair = 0; pair < weights.length; pair++) {
    const bits = combination[Math.floor(pair / fan) % columnsIn]!;
    if ((bits & columnBit) !== columnBit) continue;
    let sum = 0;
    for (let k = 0; k < split; k++) {
      const drawn = (pair % fan) * split + k;
      if ((drawn & drawnBit) !== drawnBit) continue;
      const row = (pair * split + k) * weighed.length;
      let weight = prior[drawn]!;
      for (const report of counting) weight *= factors[report]![code[row + report]!]!;
      sum += weight;
    }
    weights[pair] = sum;
  }
  return weights;
}

/** Where a source's reliability can be read off at the end of a leg; null where it plays no part there. */
export function placeOfSource(evidence: Evidence, plan: FilterPlan, leg: number, source: number): SourcePlace | null {
  const none = new Float64Array(0);
  const bits = placeOfBit(plan.legs[leg]!, source);
  if (bits.columnBit !== 0 || bits.drawnBit !== 0) return { ...bits, report: -1, factors: none };
  const { weighed } = plan.legs[leg]!;
  const report = weighed.find((k) => plan.reports[k]!.alone.includes(source));
  if (report === undefined) return null;
  const { reliability } = evidence.sources[source]!;
  const factors = reportFactors(evidence, plan.reports[report]!, source);
  factors[0]! *= reliability;
  factors[1]! *= reliability;
  factors[2]! *= reliability;
  factors[3]! *= reliability;
  return { ...bits, report, factors };
}
