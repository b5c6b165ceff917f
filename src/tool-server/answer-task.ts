import { checkCrisis } from "../analysis/check-crisis.ts";
import { explain } from "../analysis/explain.ts";
import type { ExplainResult } from "../analysis/explain-result.ts";
import { type ForecastOptions, forecast } from "../analysis/forecast.ts";
import type { ForecastResult, ReportWeight } from "../analysis/forecast-result.ts";
import { gameFailure } from "../analysis/game-failure.ts";
import { forecastWithRanges } from "../analysis/ranges/forecast-with-ranges.ts";
import { trailOf } from "../analysis/trail.ts";
import { version } from "../analysis/version.ts";
import { whatIf } from "../analysis/what-if.ts";
import { windowStep } from "../analysis/window-step.ts";
import type { Crisis } from "../crisis/model.ts";
import { readCrisis } from "../crisis/read-crisis.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { draftReports } from "./draft-reports.ts";
import type { ToolOptions } from "./tool-arguments.ts";
import type { ToolName } from "./tools.ts";

/** What a tool is to work on: plain data, so that it can go to another thread. */
export interface ToolTask {
  readonly tool: Exclude<ToolName, "list_crises">;
  readonly options: ToolOptions;
  /** Texts of the crisis and all it includes, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** Text of the article that `article` names. */
  readonly article?: string;
}

/** What a tool found: data, or why there is none. */
export interface ToolAnswer {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export type OnProgress = (done: number, total: number) => void;

/** Tasks that parts are dealt into, so that there is something to report between them. */
const PIECES = 8;
/** Reports in a summary, those that moved the odds most. */
const SHOWN_REPORTS = 12;

/** Does what a tool was asked; never throws on what a file or an argument holds. */
export async function answerTask(task: ToolTask, onProgress: OnProgress): Promise<ToolAnswer> {
  const { tool, options, texts } = task;
  const reports = options.reports === undefined ? {} : { reports: options.reports };
  const { crisis, diagnostics } = readCrisis(options.file, (name) => texts.get(name), reports);
  if (!crisis || hasErrors(diagnostics)) return { data: undefined, diagnostics };
  try {
    const answer = await (tool === "draft_reports"
      ? draftReports(crisis, task)
      : answers[tool](crisis, options, onProgress));
    const all = [...diagnostics, ...answer.diagnostics];
    if (!answer.data || hasErrors(all)) return { data: undefined, diagnostics: all };
    const head = { brink: version, tool, file: options.file, crisis: crisis.name };
    return { data: { ...head, ...answer.data, trail: compactTrail(crisis) }, diagnostics: all };
  } catch (thrown) {
    const failure = gameFailure(thrown);
    if (!failure) throw thrown;
    return { data: undefined, diagnostics: [...diagnostics, failure] };
  }
}

type Answering = (crisis: Crisis, options: ToolOptions, onProgress: OnProgress) => Promise<ToolAnswer> | ToolAnswer;

const answers: Readonly<Record<Exclude<ToolTask["tool"], "draft_reports">, Answering>> = {
  check: (crisis, _options, onProgress) => {
    const { result, diagnostics } = checkCrisis(crisis, onProgress);
    return { data: result && { method: "laid out, not solved", result }, diagnostics };
  },
  forecast: async (crisis, options, onProgress) => {
    const computing = computingOptions(options, onProgress);
    const { draws, seed } = options;
    const ranges = { ...computing, ...(seed === undefined ? {} : { seed }), onDraws: onProgress };
    const answer =
      draws === undefined ? await forecast(crisis, computing) : await forecastWithRanges(crisis, { ...ranges, draws });
    const { result } = answer;
    const shown = result && (options.detail === "full" ? result : forecastSummary(result));
    return { data: result && { method: result.solution.method, result: shown }, diagnostics: answer.diagnostics };
  },
  explain: async (crisis, options, onProgress) => {
    const paths = options.paths === undefined ? {} : { paths: options.paths };
    const { result, diagnostics } = await explain(crisis, { ...computingOptions(options, onProgress), ...paths });
    const shown = result && (options.detail === "full" ? result : explainSummary(result));
    const method = "the solved game's likeliest histories, and expected payoffs of each next move";
    return { data: result && { method, result: shown }, diagnostics };
  },
  what_if: async (crisis, options, onProgress) => {
    const [from, until] = (["from", "until"] as const).map((bound) => {
      const date = options[bound];
      return date === undefined ? undefined : windowStep(crisis, bound, date);
    });
    const wrong = [from, until].flatMap((step) => (typeof step === "object" ? [step] : []));
    if (wrong.length > 0) return { data: undefined, diagnostics: wrong };
    const window = {
      ...(typeof from === "number" ? { from } : {}),
      ...(typeof until === "number" ? { until } : {}),
    };
    const { set = [], force = [], forbid = [] } = options;
    const computing = { ...computingOptions(options, onProgress), ...window };
    const { result, diagnostics } = await whatIf(crisis, { set, force, forbid }, computing);
    if (!result) return { data: undefined, diagnostics };
    const { base, ...difference } = result;
    const shown = options.detail === "full" ? result : { ...difference, endings: withoutSteps(result.endings) };
    return { data: { method: base.solution.method, result: shown }, diagnostics };
  },
  trace: (crisis, { sentence, element }) => {
    const { elements, ...rest } = trailOf(crisis);
    const found = elements
      .filter(({ text }) => sentence === undefined || text.includes(sentence))
      .filter(({ name }) => element === undefined || name === element);
    return { data: { method: "read from the file", result: { elements: found, ...rest } }, diagnostics: [] };
  },
};

function computingOptions({ asOf }: ToolOptions, onProgress: OnProgress): ForecastOptions {
  return { ...(asOf === undefined ? {} : { asOf }), threads: PIECES, onProgress, clock: () => performance.now() };
}

/** Without odds by step, and with those reports that moved the odds most. */
function forecastSummary(result: ForecastResult): object {
  const { steps: _steps, ladder: _ladder, endings, reports, ...rest } = result;
  return { ...rest, endings: withoutSteps(endings), ...mostMoving(reports) };
}

function withoutSteps<Odds extends { readonly byStep: unknown }>(endings: readonly Odds[]): readonly object[] {
  return endings.map(({ byStep: _byStep, ...odds }) => odds);
}

function mostMoving(reports: readonly ReportWeight[]): object {
  const weight = ({ effect, surprise }: ReportWeight): number => Math.abs(effect ?? 0) + (surprise ?? 0) / 1000;
  const sorted = [...reports].filter(({ counts }) => counts).sort((a, b) => weight(b) - weight(a));
  return { reports: sorted.slice(0, SHOWN_REPORTS), reportsInAll: reports.length };
}

function explainSummary(result: ExplainResult): object {
  const { steps: _steps, endings, reasons, reports, ...rest } = result;
  return {
    ...rest,
    endings: endings.map(({ paths, ...ending }) => ({
      ...ending,
      paths: paths.map(({ share, probability, ends, words }) => ({ share, probability, ends, words })),
    })),
    reasons: reasons.map(({ moves, ...reason }) => ({
      ...reason,
      moves: moves.map(({ move, probability, total }) => ({ move, probability, total })),
    })),
    ...mostMoving(reports),
  };
}

/** Every element that rests on sentences, with those sentences. */
function compactTrail(crisis: Crisis): object {
  const { elements, texts, unmapped } = trailOf(crisis);
  const resting = elements.filter(({ text }) => text.length > 0);
  return {
    texts: texts.map(({ prefix, label }) => ({ prefix, label })),
    elements: Object.fromEntries(resting.map(({ kind, name, text }) => [`${kind} ${name}`, text])),
    sentencesNothingRestsOn: unmapped.length,
  };
}
