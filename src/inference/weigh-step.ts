import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { holdsAtEnd } from "./holds-at-end.ts";
import type { FilterPlan, StepPlan, WeighedReport } from "./plan-filter.ts";

/**
 * What the end of a step does to the columns of each node: conditions set
 * their watches, the reports of the step are weighed, sources drawn here are
 * appended, bits used for the last time are summed out.
 *
 * Nodes with the same answers to all conditions form a *signature*. A *pair*
 * is a column before and a column after with their weight, for each signature
 * in-column by in-column and, within, over the sources that live on. An
 * *entry* is a pair split by the sources drawn and summed out here.
 */
export interface Weighing {
  /** Signature of each node of position P, then of each terminal. */
  readonly signature: Int32Array;
  readonly signatures: number;
  readonly columnsIn: number;
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
  /** By entry and report: 1 where the claim is true, + 2 where the shared links are reliable. */
  readonly code: Uint8Array;
}

/** Build the weighing of a step. */
export function buildWeighing(game: Game, evidence: Evidence, plan: FilterPlan, step: number): Weighing {
  const stepPlan = plan.steps[step]!;
  const looks = lookAtNodes(game, evidence, stepPlan, step === game.steps - 1);
  const { signature, answers } = signatures(looks, game);
  const lasting = stepPlan.born.filter((bit) => bit.last > step).length;
  const columnsIn = 2 ** stepPlan.bits.length;
  const fan = 2 ** lasting;
  const split = 2 ** (stepPlan.born.length - lasting);
  const reports = stepPlan.weighed.map((k) => plan.reports[k]!);
  const weighing: Weighing = {
    signature,
    signatures: answers.length,
    columnsIn,
    columnsOut: 2 ** stepPlan.out.length,
    fan,
    split,
    pairOut: new Int32Array(answers.length * columnsIn * fan),
    prior: drawnPrior(evidence, stepPlan, fan, split),
    weighed: stepPlan.weighed,
    factors: reports.map((report) => reportFactors(evidence, report)),
    code: new Uint8Array(answers.length * columnsIn * fan * split * reports.length),
  };
  fillPairs(weighing, stepPlan, reports, answers);
  return weighing;
}

/** A condition looked at when the step ends: the watch, and by node of position P and terminal whether it holds. */
interface Look {
  readonly watch: number;
  readonly at: Uint8Array;
}

function lookAtNodes(game: Game, evidence: Evidence, step: StepPlan, atLast: boolean): Look[] {
  const looks = step.looks
    .filter((watch) => !step.shown.has(watch) || step.out.some((bit) => bit.kind === "watch" && bit.id === watch))
    .map((watch) => ({ watch, at: holdsAtEnd(game, evidence.watches[watch]!, atLast) }));
  const shown = [...step.shown].map(([watch, at]) => ({ watch: -1 - watch, at }));
  return [...looks, ...shown];
}

/** The answers of a signature: by watch whether its condition holds, by −1 − watch what the state shows of it. */
type Answers = ReadonlyMap<number, number>;

function signatures(looks: readonly Look[], game: Game): { signature: Int32Array; answers: Answers[] } {
  const positions = game.stages.length;
  const signature = new Int32Array(game.blockStart[positions + 2]! - game.blockStart[positions]!);
  let answers: Answers[] = [new Map()];
  for (const { watch, at } of looks) {
    const refined = new Map<number, number>();
    const next: Answers[] = [];
    for (let k = 0; k < signature.length; k++) {
      const answer = at[k]!;
      const key = signature[k]! * 2 + answer;
      let id = refined.get(key);
      if (id === undefined) {
        id = next.length;
        refined.set(key, id);
        next.push(new Map(answers[signature[k]!]!).set(watch, answer));
      }
      signature[k] = id;
    }
    answers = next;
  }
  return { signature, answers };
}

function drawnPrior(evidence: Evidence, step: StepPlan, fan: number, split: number): Float64Array {
  const prior = new Float64Array(fan * split).fill(1);
  step.born.forEach((bit, place) => {
    const { reliability } = evidence.sources[bit.id]!;
    for (let drawn = 0; drawn < prior.length; drawn++) {
      prior[drawn]! *= isDrawn(step.born.length, place, drawn) ? reliability : 1 - reliability;
    }
  });
  return prior;
}

/** Whether the source at a place of `born` is reliable in a draw: the first source is the highest bit. */
function isDrawn(born: number, place: number, drawn: number): boolean {
  return ((drawn >>> (born - 1 - place)) & 1) === 1;
}

/** P(report | code): claim true (+ 1), shared links reliable (+ 2), the other links summed out. */
function reportFactors(evidence: Evidence, report: WeighedReport, sure = -1): Float64Array {
  let alone = 1;
  for (const source of report.alone) if (source !== sure) alone *= evidence.sources[source]!.reliability;
  const blind = (1 - alone) / 2;
  return Float64Array.of(0.5, 0.5, alone * (1 - report.hit) + blind, alone * report.hit + blind);
}

function fillPairs(
  weighing: Weighing,
  step: StepPlan,
  reports: readonly WeighedReport[],
  answers: readonly Answers[],
): void {
  const { columnsIn, fan, split, pairOut, code } = weighing;
  const sourceValue = (id: number, column: number, drawn: number): boolean => {
    const place = step.born.findIndex((bit) => bit.id === id);
    if (place >= 0) return isDrawn(step.born.length, place, drawn);
    return hasBit(step, "source", id, column);
  };
  let pair = 0;
  let entry = 0;
  for (const answer of answers) {
    for (let column = 0; column < columnsIn; column++) {
      const latched = (watch: number): boolean => answer.get(watch) === 1 || hasBit(step, "watch", watch, column);
      const seen = (watch: number): boolean => {
        const shown = answer.get(-1 - watch);
        return shown === undefined ? latched(watch) : shown === 1;
      };
      const truths = reports.map(({ claim }) => claim.every(({ watch, never }) => seen(watch) !== never));
      for (let drawn = 0; drawn < fan * split; drawn++) {
        if (drawn % split === 0) {
          let out = 0;
          step.out.forEach((bit, k) => {
            const value = bit.kind === "watch" ? latched(bit.id) : sourceValue(bit.id, column, drawn);
            if (value) out |= 1 << k;
          });
          pairOut[pair++] = out;
        }
        reports.forEach(({ shared }, k) => {
          const reliable = shared.every((id) => sourceValue(id, column, drawn));
          code[entry * reports.length + k] = Number(truths[k]!) + 2 * Number(reliable);
        });
        entry++;
      }
    }
  }
}

function hasBit(step: StepPlan, kind: "watch" | "source", id: number, column: number): boolean {
  const place = step.bits.findIndex((bit) => bit.kind === kind && bit.id === id);
  return place >= 0 && ((column >>> place) & 1) === 1;
}

/** What the weights of the pairs are to count. */
export interface Weighed {
  /** By index of a report: 1 where it counts. */
  readonly included: Uint8Array;
  /** A source that is to be reliable: its share of the mass is counted alone. */
  readonly reliable?: SourcePlace;
}

/** Where a source stands in a step: bits of the column before, bits of the draw, or alone in one report. */
export interface SourcePlace {
  readonly columnBit: number;
  readonly drawnBit: number;
  /** Index of the report that alone uses it, −1 where it has a bit, and that report's factors with it reliable. */
  readonly report: number;
  readonly factors: Float64Array;
}

/** Weight of each pair: the sources drawn and summed out, the included reports weighed. */
export function pairWeights(weighing: Weighing, { included, reliable }: Weighed): Float64Array {
  const { columnsIn, fan, split, prior, weighed, code, pairOut } = weighing;
  const counting = weighed.flatMap((report, k) => (included[report] === 1 ? [k] : []));
  const factors = weighing.factors.map((own, k) =>
    reliable !== undefined && reliable.report === weighed[k] ? reliable.factors : own,
  );
  const columnBit = reliable?.columnBit ?? 0;
  const drawnBit = reliable?.drawnBit ?? 0;
  const weights = new Float64Array(pairOut.length);
  for (let pair = 0; pair < weights.length; pair++) {
    const column = Math.floor(pair / fan) % columnsIn;
    if ((column & columnBit) !== columnBit) continue;
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

/** Where a source's reliability can be read off in a step; null where it plays no part there. */
export function placeOfSource(evidence: Evidence, plan: FilterPlan, step: number, source: number): SourcePlace | null {
  const { bits, born, weighed } = plan.steps[step]!;
  const none = { columnBit: 0, drawnBit: 0, report: -1, factors: new Float64Array(0) };
  const place = bits.findIndex((bit) => bit.kind === "source" && bit.id === source);
  if (place >= 0) return { ...none, columnBit: 1 << place };
  const drawn = born.findIndex((bit) => bit.id === source);
  if (drawn >= 0) return { ...none, drawnBit: 1 << (born.length - 1 - drawn) };
  const report = weighed.find((k) => plan.reports[k]!.alone.includes(source));
  if (report === undefined) return null;
  const { reliability } = evidence.sources[source]!;
  const factors = reportFactors(evidence, plan.reports[report]!, source);
  factors[0]! *= reliability;
  factors[1]! *= reliability;
  factors[2]! *= reliability;
  factors[3]! *= reliability;
  return { ...none, report, factors };
}
