/**
 * The answers of a forecast by definition: a sum over every history and every
 * combination of reliable and unreliable sources.
 */
import type { Crisis, Trigger } from "../../src/crisis/model.ts";
import { type CountedReport, countReports } from "./count-reports.ts";
import { Equilibrium, type EquilibriumOptions, product } from "./equilibrium.ts";
import { enumerateHistories, type History } from "./histories.ts";
import type { Rules } from "./rules.ts";

export interface OracleAnswers {
  /** P(reports, survival). */
  readonly mass: number;
  readonly survival: number;
  /** [ending][step]: probability to end so in that step. */
  readonly endings: readonly (readonly number[])[];
  /** [group][actor][move]: probability that the group is reached and the actor does it; the last entry is a pass. */
  readonly nextMoves: readonly (readonly (readonly number[])[])[];
  /** [variable][level] at the start of the as-of step. */
  readonly levelsNow: readonly (readonly number[])[];
  /** [step][variable][level] at the end of each step, of histories that go on. */
  readonly levels: readonly (readonly (readonly number[])[])[];
  readonly reliable: readonly number[];
  readonly question?: number;
  readonly reports: readonly { readonly report: number; readonly surprise: number; readonly effect?: number }[];
  readonly histories: number;
  /** Expected W_j at the start. */
  readonly value: readonly number[];
}

interface Weighed {
  readonly history: History;
  readonly reliable: readonly boolean[];
  /** Probability of the history and of the draw of reliabilities. */
  readonly prior: number;
  /** Likelihood of each counted report. */
  readonly likelihood: readonly number[];
}

export interface OracleOptions extends EquilibriumOptions {
  readonly limit?: number;
}

/** Answers as of a step, with every report told by `day` counted; a known ending that came by then is certain. */
export function answer(crisis: Crisis, asOf: number, day: number, options: OracleOptions = {}): OracleAnswers {
  const asOfStep = Math.min(asOf, crisis.ended?.step ?? asOf);
  const equilibrium = new Equilibrium(crisis, options);
  const histories = enumerateHistories(equilibrium, options.limit);
  const counted = countReports(crisis, day);
  const { ended } = crisis;
  const known = ended !== undefined && asOfStep >= ended.step;
  const alive = histories.filter((history) => {
    if (known) return history.ending === ended.ending && history.steps.length - 1 === ended.step;
    return history.steps.length > asOfStep;
  });
  const weighed = weigh(equilibrium.rules, alive, counted);
  const all = counted.map((_, k) => k);
  const total = (list: readonly Weighed[], kept: readonly number[]): number =>
    list.reduce((sum, w) => sum + w.prior * kept.reduce((p, k) => p * w.likelihood[k]!, 1), 0);
  const mass = total(weighed, all);
  const share = (test: (w: Weighed) => boolean, kept = all, whole = mass): number =>
    total(weighed.filter(test), kept) / whole;
  const question = crisis.question;
  const asked = (w: Weighed): boolean =>
    w.history.ending === question?.ending && w.history.steps.length - 1 <= question.byStep;
  const odds = question && share(asked);
  const reports = counted.map((one, k) => {
    const before = total(weighed, all.slice(0, k));
    const surprise = -Math.log2(total(weighed, all.slice(0, k + 1)) / before);
    if (odds === undefined) return { report: one.report, surprise };
    const others = all.filter((other) => counted[other]!.event !== one.event);
    const effect = 100 * (odds - share(asked, others, total(weighed, others)));
    return { report: one.report, surprise, effect };
  });
  return {
    mass,
    survival: total(weighed, []),
    ...tables(crisis, equilibrium.rules.steps, asOfStep, weighed, mass),
    ...(odds === undefined ? {} : { question: odds }),
    reports,
    histories: histories.length,
    value: crisis.actors.map((_, j) =>
      equilibrium.rules.starts().reduce((sum, b) => sum + b.probability * equilibrium.value(0, 0, b.state)[j]!, 0),
    ),
  };
}

/** Sums over histories, in one sweep: [step of the end], moves, levels, sources. */
function tables(crisis: Crisis, steps: number, a: number, weighed: readonly Weighed[], mass: number) {
  const endings = crisis.endings.map(() => zeros(steps));
  const nextMoves = crisis.turns.map(() => crisis.actors.map(() => zeros(crisis.moves.length + 1)));
  const levelsNow = crisis.variables.map((v) => zeros(v.levels.length));
  const levels = Array.from({ length: steps }, () => crisis.variables.map((v) => zeros(v.levels.length)));
  const reliable = zeros(crisis.sources.length);
  for (const w of weighed) {
    const p = (w.prior * w.likelihood.reduce((product, l) => product * l, 1)) / mass;
    const last = w.history.steps.length - 1;
    endings[w.history.ending]![last]! += p;
    for (const { group, actor, move } of w.history.steps[a]!.acts) {
      const row = nextMoves[group]![actor]!;
      row[move < 0 ? row.length - 1 : move]! += p;
    }
    w.history.steps[a]!.before.forEach((level, v) => {
      levelsNow[v]![level]! += p;
    });
    w.reliable.forEach((is, s) => {
      if (is) reliable[s]! += p;
    });
    const passed = goesOnAfter(crisis, steps, w.history, last);
    w.history.steps.slice(0, passed).forEach((step, t) => {
      step.after.forEach((level, v) => {
        levels[t]![v]![level]! += p;
      });
    });
  }
  return { endings, nextMoves, levelsNow, levels, reliable };
}

/** Number of steps at whose end the crisis still went on; `otherwise` comes after the last step. */
function goesOnAfter(crisis: Crisis, steps: number, history: History, last: number): number {
  return crisis.endings[history.ending]!.otherwise && last === steps - 1 ? steps : last;
}

function zeros(n: number): number[] {
  return new Array<number>(n).fill(0);
}

function weigh(rules: Rules, histories: readonly History[], counted: readonly CountedReport[]): Weighed[] {
  const draws = product(rules.crisis.sources.map(() => [true, false]));
  const chances = draws.map((draw) =>
    rules.crisis.sources.reduce((p, s, i) => p * (draw[i] ? s.reliability : 1 - s.reliability), 1),
  );
  return histories.flatMap((history) => {
    const truth = counted.map((report) => isTrue(rules, report, history));
    return draws.map((reliable, d) => {
      const likelihood = counted.map((report, k) => {
        if (!report.chain.every((s) => reliable[s])) return 0.5;
        return truth[k] ? report.hit : 1 - report.hit;
      });
      return { history, reliable, prior: history.probability * chances[d]!, likelihood };
    });
  });
}

/** All literals hold over the steps of the report; what is after the end of a history did not happen. */
function isTrue(rules: Rules, report: CountedReport, history: History): boolean {
  const steps = history.steps.slice(report.from, report.to + 1);
  const happens = (trigger: Trigger): boolean =>
    steps.some((step) =>
      trigger.kind === "move"
        ? step.acts.some((act) => act.move === trigger.move)
        : rules.number(trigger.condition, step.after) !== 0,
    );
  return report.claim.every((literal) => literal.any.some(happens) !== literal.never);
}
