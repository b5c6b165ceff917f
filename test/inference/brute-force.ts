import type { Evidence, EvidenceReport } from "../../src/game/evidence.ts";
import type { Game } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import type { PartBelief } from "../../src/inference/belief.ts";
import type { FilterRequest } from "../../src/inference/filter-request.ts";

/*
 * The definitions, written down without any cleverness: every history of the
 * game, for each of them every report's truth, for those every combination of
 * reliable sources. Shares no code with the filter.
 */

/** One way the crisis can go, from the first step to its end. */
export interface History {
  readonly probability: number;
  /** Nodes passed: [step][position]; the last step may be cut short. */
  readonly nodes: readonly (readonly number[])[];
  /** Acts taken: [step][stage]. */
  readonly acts: readonly (readonly number[])[];
  readonly endedStep: number;
  readonly terminal: number;
  /** It ended because the clock did. */
  readonly otherwise: boolean;
}

/** Every history with a probability above 0. */
export function allHistories(game: Game, policy: Policy): History[] {
  const found: History[] = [];
  const P = game.stages.length;
  const walk = (
    probability: number,
    nodes: readonly (readonly number[])[],
    acts: readonly (readonly number[])[],
  ): void => {
    if (probability === 0) return;
    const step = nodes.length - 1;
    const passed = nodes[step]!;
    const node = passed.at(-1)!;
    const history = { nodes, acts, endedStep: step };
    const position = passed.length - 1;
    if (node >= game.blockStart[P + 1]!) {
      const cut = [...nodes.slice(0, -1), passed.slice(0, -1)];
      found.push({ ...history, nodes: cut, probability, terminal: node, otherwise: false });
      return;
    }
    const phase = game.phaseOfStep[step]!;
    const i = node - game.blockStart[position]!;
    if (position < P) {
      const { kind, tables, tableOfPhase } = game.stages[position]!;
      const table = tables[tableOfPhase[phase]!]!;
      for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
        let chosen = 1;
        if (kind === "given") chosen = table.given[c]!;
        else if (kind !== "driver") chosen = policy.at(step, position)[c]!;
        for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
          walk(
            probability * chosen * table.chance[o]!,
            [...nodes.slice(0, -1), [...passed, table.target[o]!]],
            [...acts.slice(0, -1), [...acts.at(-1)!, table.act[c]!]],
          );
        }
      }
      return;
    }
    const end = game.end.tables[game.end.tableOfPhase[phase]!]!;
    const s = end.residualChance[i]!;
    if (s > 0) {
      found.push({ ...history, probability: probability * s, terminal: end.residualTerminal[i]!, otherwise: false });
    }
    if (step === game.steps - 1) {
      const terminal = game.otherwiseTerminal[i]!;
      found.push({ ...history, probability: probability * (1 - s), terminal, otherwise: true });
    } else walk(probability * (1 - s), [...nodes, [game.nextNode[i]!]], [...acts, []]);
  };
  game.start.node.forEach((node, k) => {
    walk(game.start.probability[k]!, [[node]], [[]]);
  });
  return found;
}

/** A report as it counts: the members of a line put together. */
interface Line {
  readonly index: number;
  readonly sameAs: number;
  readonly chain: readonly number[];
  readonly hit: number;
  readonly told: EvidenceReport;
}

function linesOf(evidence: Evidence, told: (report: EvidenceReport) => boolean): Line[] {
  const lines: Line[] = [];
  const heard = evidence.reports.map((report, index) => ({ report, index })).filter(({ report }) => told(report));
  for (const { report, index } of heard) {
    const [origin, ...rest] = report.chain;
    const family = heard.filter((other) => other.report.sameAs === report.sameAs);
    const isPassedOn = family.some((other) => other.report.chain.indexOf(origin!) > 0);
    const isFirst = family.every((other) => other.report.chain[0] !== origin || other.index >= index);
    if (isPassedOn || !isFirst) continue;
    const onLine = family.filter(({ report: { chain } }) => chain[0] === origin || rest.includes(chain[0]!));
    const earliest = onLine.reduce((one, other) => (other.report.toldDay < one.report.toldDay ? other : one));
    const hit = Math.max(...onLine.map((other) => other.report.hit));
    lines.push({ index, sameAs: report.sameAs, chain: report.chain, hit, told: earliest.report });
  }
  return lines.sort((one, other) => one.told.toldDay - other.told.toldDay || one.index - other.index);
}

function isTrue(game: Game, evidence: Evidence, { to, claim }: EvidenceReport, history: History): boolean {
  return claim.every(({ watch, never }) => {
    const { from, moves, holds } = evidence.watches[watch]!;
    let seen = false;
    for (let step = from; step <= Math.min(to, history.endedStep); step++) {
      for (const act of history.acts[step]!) {
        for (let k = game.acts.start[act]!; k < game.acts.start[act + 1]!; k++) {
          if (moves.includes(game.acts.move[k]!)) seen = true;
        }
      }
      const shows = step === history.endedStep ? history.terminal : history.nodes[step]!.at(-1)!;
      if (holds.length > 0 && holds[shows] === 1) seen = true;
    }
    return seen !== never;
  });
}

/** P(the lines in the subset | their truth), and the same with each source reliable. */
function likelihood(
  evidence: Evidence,
  lines: readonly Line[],
  truths: readonly boolean[],
  subset: readonly boolean[],
): number[] {
  const S = evidence.sources.length;
  const result = new Array<number>(S + 1).fill(0);
  for (let world = 0; world < 2 ** S; world++) {
    const reliable = (source: number): boolean => Math.floor(world / 2 ** source) % 2 === 1;
    let p = 1;
    evidence.sources.forEach((source, s) => {
      p *= reliable(s) ? source.reliability : 1 - source.reliability;
    });
    lines.forEach((line, k) => {
      if (!subset[k]) return;
      if (!line.chain.every(reliable)) p *= 0.5;
      else p *= truths[k] ? line.hit : 1 - line.hit;
    });
    result[S]! += p;
    for (let s = 0; s < S; s++) if (reliable(s)) result[s]! += p;
  }
  return result;
}

/** The belief by its definition: sums over all histories. */
export function beliefByEnumeration(
  game: Game,
  policy: Policy,
  evidence: Evidence,
  request: FilterRequest,
  told: (report: EvidenceReport) => boolean = (report) => report.toldDay <= request.asOfDay,
): Omit<PartBelief, "cells"> {
  const a = request.asOfStep;
  const T = game.steps;
  const S = evidence.sources.length;
  const lines = linesOf(evidence, told);
  const all = lines.map(() => true);
  const prefixes = lines.map((_, k) => lines.map((__, other) => other <= k));
  const withouts = lines.map((line) => lines.map((other) => other.sameAs !== line.sameAs));
  const sum = {
    mass: 0,
    endings: new Float64Array(game.endings.length * T),
    alive: new Float64Array(game.active[a * (game.stages.length + 1)]!),
    aliveAtEnd: new Float64Array(game.active[(a + 1) * (game.stages.length + 1) - 1]!),
    nextMoves: game.stages.map(() => new Float64Array(game.moves.length + 1)),
    levels: game.variables.map(({ levels }) => new Float64Array(levels.length * T)),
    levelsNow: game.variables.map(({ levels }) => new Float64Array(levels.length)),
    reliable: new Float64Array(S),
    prefix: new Float64Array(lines.length),
    survival: 0,
    without: { mass: new Float64Array(lines.length), question: new Float64Array(lines.length) },
    question: 0,
    counted: Int32Array.from(lines, (line) => line.index),
  };
  const known = new Map<string, number[]>();
  for (const history of allHistories(game, policy)) {
    if (history.endedStep < a) continue;
    const truths = lines.map((line) => isTrue(game, evidence, line.told, history));
    const weigh = (subset: readonly boolean[]): number[] => {
      const key = `${truths.map(Number).join("")} ${subset.map(Number).join("")}`;
      const weights = known.get(key) ?? likelihood(evidence, lines, truths, subset);
      known.set(key, weights);
      return weights;
    };
    const p = history.probability;
    const weights = weigh(all);
    const mass = p * weights[S]!;
    const ending = game.terminalEnding[history.terminal - game.blockStart[game.stages.length + 1]!]!;
    const { question } = request;
    const answers = question !== undefined && ending === question.ending && history.endedStep <= question.byStep;
    sum.survival += p;
    sum.mass += mass;
    sum.endings[ending * T + history.endedStep]! += mass;
    if (answers) sum.question += mass;
    for (let s = 0; s < S; s++) sum.reliable[s]! += p * weights[s]!;
    lines.forEach((_, k) => {
      sum.prefix[k]! += p * weigh(prefixes[k]!)[S]!;
      const without = p * weigh(withouts[k]!)[S]!;
      sum.without.mass[k]! += without;
      if (answers) sum.without.question[k]! += without;
    });
    addStates(game, a, history, mass, sum);
  }
  return sum;
}

function levelOf(game: Game, variable: number, node: number): number {
  const { stride, radix, fixed } = game.variables[variable]!;
  return stride === 0 ? fixed : Math.floor(game.stateCode[node]! / stride) % radix;
}

function addStates(
  game: Game,
  a: number,
  history: History,
  mass: number,
  sum: Pick<PartBelief, "alive" | "aliveAtEnd" | "nextMoves" | "levels" | "levelsNow">,
): void {
  const now = history.nodes[a]![0]!;
  sum.alive[now]! += mass;
  if (history.endedStep > a || history.otherwise) {
    sum.aliveAtEnd[history.nodes[a]!.at(-1)! - game.blockStart[game.stages.length]!]! += mass;
  }
  history.acts[a]!.forEach((act, stage) => {
    const start = game.acts.start[act]!;
    const made = game.acts.start[act + 1]! - start;
    for (let k = start; k < start + made; k++) sum.nextMoves[stage]![game.acts.move[k]!]! += mass;
    sum.nextMoves[stage]![game.moves.length]! += mass * (Math.max(1, game.stages[stage]!.actors.length) - made);
  });
  game.variables.forEach(({ levels }, v) => {
    sum.levelsNow[v]![levelOf(game, v, now)]! += mass;
    for (let step = 0; step < game.steps; step++) {
      const over = step > history.endedStep || (step === history.endedStep && !history.otherwise);
      if (over) continue;
      sum.levels[v]![step * levels.length + levelOf(game, v, history.nodes[step]!.at(-1)!)]! += mass;
    }
  });
}
