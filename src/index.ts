/**
 * Brink as a library: from the text of a crisis file to the odds of its
 * endings. It runs in Node and in browsers; it reads no files and prints
 * nothing.
 *
 * @example
 * const { crisis, diagnostics } = readCrisis("crisis.yaml", (file) => texts.get(file));
 * if (crisis) console.log((await forecast(crisis)).result?.question?.probability);
 */
export { byDate } from "./analysis/answer-in-words.ts";
export { checkCrisis } from "./analysis/check-crisis.ts";
export type { CheckAnswer, CheckResult, SizeOfBeliefs, SizeOfFilter, SizeOfVariable } from "./analysis/check-result.ts";
export { type ChangedOdds, compareOdds } from "./analysis/compare-odds.ts";
export {
  dateInWords,
  endInWords,
  nameOfStep,
  nextStepInWords,
  type StepDates,
  stepInWords,
} from "./analysis/date-in-words.ts";
export { notStationary } from "./analysis/endless/solve-endless-parts.ts";
export { type ExplainAnswer, type ExplainOptions, explain } from "./analysis/explain.ts";
export type {
  ExplainedComparison,
  ExplainedEnding,
  ExplainedEvent,
  ExplainedMove,
  ExplainedPath,
  ExplainedPayoff,
  ExplainedStory,
  ExplainedTurn,
  ExplainResult,
} from "./analysis/explain-result.ts";
export { type CsvTable, exportCsv } from "./analysis/export-csv.ts";
export { type ExportAnswer, exportEfg } from "./analysis/export-efg.ts";
export { exportStix, type StixBundle, type StixObject } from "./analysis/export-stix.ts";
export {
  exportTimeline,
  type Timeline,
  type TimelineDate,
  type TimelineEvent,
} from "./analysis/export-timeline.ts";
export { forcedInWords } from "./analysis/forced-in-words.ts";
export { type ForecastAnswer, type ForecastOptions, forecast } from "./analysis/forecast.ts";
export type {
  Baselines,
  BaseRateLine,
  CitedOdds,
  EndingOdds,
  ForecastResult,
  LadderOdds,
  QuestionOdds,
  RangesSummary,
  ReportWeight,
  SolutionSummary,
} from "./analysis/forecast-result.ts";
export { gameFailure } from "./analysis/game-failure.ts";
export { actorLabel, type Labels, labelFor, labelsOf, moveLabel } from "./analysis/labels.ts";
export { type MoveWorth, moveWorth, type Situation, type WeightedNode } from "./analysis/move-worth.ts";
export { oddsInWords, percent } from "./analysis/odds-in-words.ts";
export { addOtherEquilibria } from "./analysis/other-equilibria.ts";
export { answerPart, type PartAnswer, resultsOf } from "./analysis/part-answer.ts";
export { type PartRunner, runInSequence } from "./analysis/part-runner.ts";
export { SolvedPrivateGame, solvePrivateGame } from "./analysis/private/solved-private-game.ts";
export { type QuickOdds, type QuickOptions, type QuickRunner, quickOdds } from "./analysis/quick-odds.ts";
export { QuickParts, type QuickTask, type QuickTaskResult } from "./analysis/quick-parts.ts";
export { quickPartsAtOnce } from "./analysis/quick-parts-at-once.ts";
export { type QuickSettings, quickSettings } from "./analysis/quick-settings.ts";
export { DrawKeeper } from "./analysis/ranges/draw-keeper.ts";
export { type DrawRunner, runDrawsInSequence } from "./analysis/ranges/draw-runner.ts";
export { type DrawWork, drawWork } from "./analysis/ranges/draw-work.ts";
export { forecastWithRanges, type RangesOptions } from "./analysis/ranges/forecast-with-ranges.ts";
export { type DrawGround, type DrawResult, type DrawTask, runDraws } from "./analysis/ranges/run-draws.ts";
export { sameGround } from "./analysis/ranges/same-ground.ts";
export type { InterventionWords } from "./analysis/read-intervention.ts";
export { reportData } from "./analysis/report-data.ts";
export { fitLabel, labelledSteps, spread } from "./analysis/report-html/axis.ts";
export { reportHtml } from "./analysis/report-html/report-html.ts";
export type {
  HiddenHistory,
  OddsOverTime,
  ReportInput,
  SourceHistory,
} from "./analysis/report-html/report-input.ts";
export type { PartResult, PartTask } from "./analysis/run-parts.ts";
export type { SensitivityPlan, SensitivitySize } from "./analysis/sensitivity/plan.ts";
export {
  planSensitivity,
  type SensitivityAnswer,
  type SensitivityOptions,
  sensitivity,
} from "./analysis/sensitivity/sensitivity.ts";
export type {
  Knowing,
  ScreenedFactor,
  SensitivityResult,
  Share,
  TippingPoint,
  TornadoBar,
} from "./analysis/sensitivity/sensitivity-result.ts";
export { shownValue, spreadInWords } from "./analysis/sensitivity/spread-in-words.ts";
export { type SolveGameAnswer, type SolveGameOptions, solveGameFile } from "./analysis/solve-game-file.ts";
export type { Conflict } from "./analysis/stability/conflict.ts";
export { conflictOfCrisis } from "./analysis/stability/crisis-conflict.ts";
export { readConflict } from "./analysis/stability/read-conflict.ts";
export {
  type StabilityAnswer,
  type StabilityOptions,
  stabilityOfConflict,
} from "./analysis/stability/stability-of-conflict.ts";
export type { StabilityResult } from "./analysis/stability/stability-result.ts";
export { withRanking } from "./analysis/stability/with-ranking.ts";
export { type SteerableDriver, steerableDrivers } from "./analysis/steer-driver.ts";
export { type Trail, type TrailElement, trailOf } from "./analysis/trail.ts";
export { version } from "./analysis/version.ts";
export { type WhatIfOptions, whatIf } from "./analysis/what-if.ts";
export type {
  SolutionOfChange,
  WhatIfOdds,
  WhatIfRanges,
  WhatIfResult,
  WhatIfTable,
} from "./analysis/what-if-result.ts";
export { type WhatIfManyOptions, whatIfInFull, whatIfTable } from "./analysis/what-if-table.ts";
export { movesStepInWords, windowInWords } from "./analysis/window-in-words.ts";
export { type Part, parameterValues, partsOf, tooManyStarts, type WeightedStates } from "./crisis/compile/parts.ts";
export { type CompileOptions, type CompileResult, compileGame } from "./crisis/compile-game.ts";
export { contradictionsOf } from "./crisis/contradictions.ts";
export { type ContraryReports, contraryReports } from "./crisis/contrary-reports.ts";
export { crisisJsonSchema } from "./crisis/json-schema.ts";
export type { Crisis } from "./crisis/model.ts";
export { type ReadOptions, type ReadResult, readCrisis } from "./crisis/read-crisis.ts";
export type { JsonSchema } from "./crisis/shape/shape.ts";
export type { GameFile } from "./gambit/game-file.ts";
export { readGameFile } from "./gambit/read-game-file.ts";
export { writeGameFile } from "./gambit/write-game-file.ts";
export type { EndTable, Game, GameVariable, Stage, StageTable } from "./game/game.ts";
export { GameError, type GameErrorCode } from "./game/game-error.ts";
export type { BeliefGridRecord, Policy, Solution, SolveRecord } from "./game/policy.ts";
export { tableStep } from "./game/table-step.ts";
export { type Random, randomStream } from "./numeric/random.ts";
export { solveBackward } from "./solvers/solve-backward.ts";
export { solveEndless } from "./solvers/solve-endless.ts";
export { type Diagnostic, hasErrors, type RelatedPlace, type Severity, type Span } from "./text/diagnostic.ts";
export { type RenderOptions, renderDiagnostics } from "./text/render-diagnostics.ts";
