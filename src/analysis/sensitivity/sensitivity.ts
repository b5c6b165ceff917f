import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { type MorrisEffect, morrisDesign, morrisEffects } from "../../numeric/morris.ts";
import { SOBOL_DIMENSIONS } from "../../numeric/sobol-directions.ts";
import { type SobolIndex, sobolDesign, sobolIndices } from "../../numeric/sobol-indices.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import { readAsOf } from "../as-of.ts";
import { type ForecastOptions, forecast } from "../forecast.ts";
import type { ForecastResult } from "../forecast-result.ts";
import { type DrawRunner, runDrawsInSequence } from "../ranges/draw-runner.ts";
import { type DrawSolver, drawSolver } from "../ranges/draw-solver.ts";
import { mostTippingSolves, tippingPoints } from "../tipping/tipping-points.ts";
import { version } from "../version.ts";
import { type Factor, type FactorSpace, factorSpace } from "./factor-space.ts";
import { factSolves, USUAL_REPORT, worthOfFacts, worthOfParameters } from "./knowing.ts";
import { type Output, outputsOf, valuesOf } from "./outputs.ts";
import { DEFAULT_SIZE, type SensitivityPlan, type SensitivitySize } from "./plan.ts";
import { noneCounts, notesOf, refusal } from "./sensitivity-problems.ts";
import type { IndicesSummary, ScreenedFactor, SensitivityResult, Share } from "./sensitivity-result.ts";
import { tornadoOf } from "./tornado.ts";
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
    const screen = await this.screen(solve);
    if ("code" in screen) return screen;
    const { screened, leftOut } = screen;
    const kept = screened.filter((one) => one.kept).map(({ name }) => space.factors.find((own) => own.name === name)!);
    const some = space.only(kept);
    const { indices, knowing } = await this.indices(some, solve);
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

  /** All factors, strongest first; those that go on are marked. */
  private async screen(
    solve: DrawSolver,
  ): Promise<{ readonly screened: readonly ScreenedFactor[]; readonly leftOut: number } | Diagnostic> {
    const { space, size, seed, outputs } = this;
    const design = morrisDesign(space.coordinates, size.paths, seed);
    const results = await solve(design.points.map((point) => space.uncertain.at(point)));
    const wrong = noneCounts(this.crisis, results);
    if (wrong) return wrong;
    const effects = outputs.map((output) => morrisEffects(design, valuesOf(space.crisis, output, results), seed));
    const strength = (f: number): number =>
      Math.max(...effects.filter((_, o) => o === 0 || outputs[0]!.kind === "ending").map((own) => own[f]!.size || 0));
    const order = space.factors.map((_, f) => f).sort((a, b) => strength(b) - strength(a) || a - b);
    const going = new Set(order.slice(0, size.most).filter((f) => strength(f) > 0));
    const coordinates = (): number => [...going].reduce((sum, f) => sum + space.coordinates[f]!.length, 0);
    // The design of the indices takes two coordinates for each.
    for (const f of [...going].reverse()) if (2 * coordinates() > SOBOL_DIMENSIONS) going.delete(f);
    // Where nothing moves the odds at all, the first still goes on, to show just that.
    if (going.size === 0) going.add(order[0]!);
    const screened = order.map((f) =>
      this.screened(
        space.factors[f]!,
        going.has(f),
        effects.map((own) => own[f]!),
      ),
    );
    return { screened, leftOut: results.filter((result) => "failure" in result).length };
  }

  private screened(factor: Factor, kept: boolean, effects: readonly MorrisEffect[]): ScreenedFactor {
    const { name, label, kind, parameters } = factor;
    return {
      name,
      label,
      kind,
      spreads: parameters.map((p) => this.space.spread(p)),
      kept,
      effects: effects.map(({ size, error, mean, deviation }) => ({
        size: orNull(size),
        error: orNull(error),
        mean: orNull(mean),
        deviation: orNull(deviation),
      })),
    };
  }

  private async indices(
    some: FactorSpace,
    solve: DrawSolver,
  ): Promise<{ readonly indices: IndicesSummary; readonly knowing: SensitivityResult["knowing"] }> {
    const { size, seed, outputs } = this;
    const names = some.factors.map(({ name }) => name);
    if (this.screensOnly) {
      return { indices: { rows: 0, solves: 0, leftOut: 0, factors: names, outputs: [] }, knowing: [] };
    }
    const design = sobolDesign(some.coordinates, size.rows, seed);
    const results = await solve(design.points.map((point) => some.uncertain.at(point)));
    const found = outputs.map((output) => sobolIndices(design, valuesOf(some.crisis, output, results), seed));
    const indices = {
      rows: size.rows,
      solves: design.points.length,
      leftOut: size.rows - (found[0]?.rows ?? 0),
      factors: names,
      outputs: found.map(({ mean, variance, alone, total, pairs }, o) => ({
        output: outputs[o]!.kind === "question" ? "question" : outputs[o]!.name,
        mean,
        deviation: Math.sqrt(variance),
        alone: alone.map(shareOf),
        total: total.map(shareOf),
        pairs: pairs.map((pair) => ({ between: [names[pair.one]!, names[pair.other]!] as const, ...shareOf(pair) })),
      })),
    };
    const even = design.points.slice(0, 2 * size.rows);
    const [question] = outputs;
    const knowing =
      question?.kind === "question" ? worthOfParameters(some, even, results.slice(0, even.length), question) : [];
    return { indices, knowing };
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

function shareOf({ share, error }: SobolIndex): Share {
  return { share: orNull(share), error: orNull(error) };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
