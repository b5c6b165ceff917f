import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import { readAsOf } from "../as-of.ts";
import { type ForecastOptions, forecast } from "../forecast.ts";
import type { ForecastResult } from "../forecast-result.ts";
import { type DrawRunner, runDrawsInSequence } from "../ranges/draw-runner.ts";
import { type DrawSolver, drawSolver } from "../ranges/draw-solver.ts";
import { mostTippingSolves, tippingPoints } from "../tipping/tipping-points.ts";
import { version } from "../version.ts";
import { type FactorSpace, factorSpace } from "./factor-space.ts";
import { factSolves, USUAL_REPORT, worthOfFacts } from "./knowing.ts";
import { type Output, outputsOf } from "./outputs.ts";
import { DEFAULT_SIZE, type SensitivityPlan, type SensitivitySize } from "./plan.ts";
import { screenFactors } from "./screen-factors.ts";
import { notesOf, refusal } from "./sensitivity-problems.ts";
import type { SensitivityResult } from "./sensitivity-result.ts";
import { tornadoOf } from "./tornado.ts";
import { noIndices, variancesOf } from "./variances.ts";
import type { ReportQuality } from "./worth-of-knowing.ts";

export interface SensitivityOptions extends ForecastOptions {
  readonly size?: Partial<SensitivitySize>;
  /** Another seed, other draws; 1 by default. */
  readonly seed?: number;
  /** Where draws are solved; one after the other in this thread by default. */
  readonly drawRunner?: DrawRunner;
  /** Called when some solves are done, with how many of how many. */
  readonly onDraws?: (done: number, all: number) => void;
  /** Called once, before the bulk of the work. */
  readonly onPlan?: (plan: SensitivityPlan) => void;
  /** Grade and digit of the reports not yet seen; B2 by default. */
  readonly report?: ReportQuality;
}

export interface SensitivityAnswer {
  /** Absent when there are errors. */
  readonly result: SensitivityResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the odds hang on: everything we are unsure of (parameters with a range,
 * and starts, drivers, grades and precisions that are plain numbers, from half
 * to double) is screened by Morris' method; the strongest go on to Sobol
 * indices, a tornado and tipping points; and what would be worth knowing.
 *
 * Every draw is a full solve, as of the same date, the reports weighed in it.
 * In the indices all draws count the same, however well they explain the
 * reports: shares of a variance need factors that are independent.
 *
 * Errors: those of `forecast`; `nothing-to-vary`, `too-many-ranges`, and
 * `no-draw-counts` where no draw of the screening has a say.
 *
 * The same digits for any runner and any number of threads.
 * Cost: see `SensitivityPlan`; solves without the backward half of a forecast.
 *
 * @throws {GameError} those of `forecast`.
 */
export async function sensitivity(crisis: Crisis, options: SensitivityOptions = {}): Promise<SensitivityAnswer> {
  const begin = options.clock?.() ?? 0;
  const { study, diagnostics } = await studyOf(crisis, options);
  if (!study) return { result: undefined, diagnostics };
  const found = await study.run();
  if ("code" in found) return { result: undefined, diagnostics: [...diagnostics, found] };
  const result = { ...found, milliseconds: (options.clock?.() ?? 0) - begin };
  return { result, diagnostics: diagnostics.filter((one) => !hasErrors([one])) };
}

/**
 * How much `sensitivity` with the same options would solve, and with a `clock`
 * about how long that takes: for a page that asks before it begins. Errors as
 * there.
 *
 * Cost: a forecast and two draws.
 */
export async function planSensitivity(
  crisis: Crisis,
  options: SensitivityOptions = {},
): Promise<{ readonly plan: SensitivityPlan | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const { study, diagnostics } = await studyOf(crisis, options);
  return { plan: await study?.plan(), diagnostics };
}

async function studyOf(
  crisis: Crisis,
  options: SensitivityOptions,
): Promise<{ readonly study: Study | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const { result: point, diagnostics } = await forecast(crisis, options);
  if (!point) return { study: undefined, diagnostics };
  const space = factorSpace(crisis, options.parameters ?? parameterValues(crisis));
  const wrong = refusal(crisis, space);
  if (wrong) return { study: undefined, diagnostics: [...diagnostics, wrong] };
  return { study: new Study(crisis, point, space, options), diagnostics };
}

class Study {
  private readonly crisis: Crisis;
  private readonly point: ForecastResult;
  private readonly space: FactorSpace;
  private readonly options: SensitivityOptions;
  private readonly size: SensitivitySize;
  private readonly seed: number;
  private readonly outputs: readonly Output[];
  private readonly asOfDay: number;
  private done = 0;

  constructor(crisis: Crisis, point: ForecastResult, space: FactorSpace, options: SensitivityOptions) {
    this.crisis = crisis;
    this.point = point;
    this.space = space;
    this.options = options;
    this.size = { ...DEFAULT_SIZE, ...options.size };
    this.seed = options.seed ?? 1;
    this.outputs = outputsOf(crisis);
    const asOf = crisis.clock.steps === undefined ? undefined : readAsOf(crisis, options.asOf);
    this.asOfDay = asOf && "day" in asOf ? asOf.day : 0;
  }

  async run(): Promise<Omit<SensitivityResult, "milliseconds"> | Diagnostic> {
    const { crisis, point, space, size, seed } = this;
    const plan = await this.plan();
    this.options.onPlan?.(plan);
    const solve = this.solver(space, plan.all);
    const screen = await screenFactors(space, this.outputs, { ...size, seed }, solve);
    if ("code" in screen) return screen;
    const { screened, leftOut } = screen;
    const kept = screened.filter((one) => one.kept).map(({ name }) => space.factors.find((own) => own.name === name)!);
    const some = space.only(kept);
    const { indices, knowing } = this.screensOnly
      ? noIndices(some)
      : await variancesOf(some, this.outputs, { rows: size.rows, seed }, solve);
    const tornado = await tornadoOf(space, kept, this.outputs, solve);
    const parameters = this.screensOnly ? [] : kept.flatMap((factor) => factor.parameters);
    const tipping = await tippingPoints(space, parameters, solve);
    const facts = this.screensOnly ? [] : await this.facts(plan.all);
    const screening = { paths: size.paths, solves: plan.screening, leftOut };
    const { question } = point;
    return {
      brink: version,
      format: 1,
      crisis: crisis.name,
      asOf: point.asOf,
      asOfStep: point.asOfStep,
      steps: point.steps,
      question: question
        ? { ask: question.ask, ending: question.ending, by: question.by, probability: question.probability }
        : null,
      endings: point.endings.map(({ name, label, probability }) => ({ name, label, probability })),
      outputs: this.outputs.map(({ kind, name }) => (kind === "question" ? "question" : name)),
      factors: screened,
      screening,
      indices,
      tornado,
      tipping,
      knowing: [...facts, ...knowing].sort((one, other) => other.share - one.share),
      report: (this.options.report ?? USUAL_REPORT).grade,
      certain: crisis.parameters.filter(({ range }) => !range).map(({ name }) => name),
      solves: this.done,
      seed,
      notes: notesOf(leftOut, indices),
    };
  }

  private get screensOnly(): boolean {
    return this.size.rows === 0;
  }

  /** Two solves show what one costs. */
  async plan(): Promise<SensitivityPlan> {
    const { space, size, options } = this;
    const { clock = () => 0, threads = 1 } = options;
    const once = async (): Promise<number> => {
      const begin = clock();
      await this.solver(space, 0)([space.values]);
      return (clock() - begin) / 1000;
    };
    // The first one is slow while the engine warms up.
    const seconds = Math.min(await once(), await once());
    const factors = space.factors.length;
    const kept = Math.min(size.most, factors);
    const screening = size.paths * (factors + 1);
    const indices = size.rows * (2 * kept + 2);
    const tornado = 2 * kept;
    const tipping = mostTippingSolves(this.screensOnly ? 0 : kept);
    const knowing = this.screensOnly ? 0 : factSolves(this.crisis, this.point);
    const all = screening + indices + tornado + tipping + knowing;
    return { factors, screening, indices, tornado, tipping, knowing, all, seconds: (all * seconds) / threads };
  }

  private solver({ crisis, grades }: FactorSpace, planned: number): DrawSolver {
    const { options, point } = this;
    const solve = drawSolver(
      crisis,
      { asOfStep: point.asOfStep, asOf: options.asOf },
      {
        grades,
        threads: options.threads ?? 1,
        ...(options.drawRunner ? { drawRunner: options.drawRunner } : {}),
        ...(options.onDraws && planned > 0 ? { onDraws: options.onDraws, told: planned } : {}),
      },
    );
    return async (draws) => {
      this.done += draws.length;
      return await solve(draws);
    };
  }

  private async facts(planned: number): Promise<SensitivityResult["knowing"]> {
    const { crisis, point, options, outputs, asOfDay } = this;
    const [question] = outputs;
    if (question?.kind !== "question" || crisis.clock.steps === undefined) return [];
    const before = this.done;
    const found = await worthOfFacts(crisis, point, {
      asOfDay,
      parameters: options.parameters ?? parameterValues(crisis),
      question,
      quality: options.report ?? USUAL_REPORT,
      drawRunner: options.drawRunner ?? runDrawsInSequence,
    });
    this.done = before + factSolves(crisis, point);
    options.onDraws?.(this.done, Math.max(planned, this.done));
    return found;
  }
}
