import type { CrisisEntry } from "../file/entries.ts";
import type { Findings } from "../findings.ts";
import type { Crisis, Source } from "../model.ts";
import type { Tree } from "../tree.ts";
import { checkBaseRates, checkEnded, checkEstimates, checkQuestion } from "./check-answers.ts";
import { checkClock } from "./check-clock.ts";
import { checkCorrelations } from "./check-correlations.ts";
import { checkDrivers } from "./check-drivers.ts";
import { checkMoves } from "./check-moves.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkEndings, checkPayoffs } from "./check-payoffs.ts";
import { checkReports } from "./check-reports.ts";
import { checkTurns } from "./check-turns.ts";
import { checkVariables } from "./check-variables.ts";
import { CREDIBILITIES, checkActors, checkScale, checkSources, checkTexts, GRADES } from "./check-world.ts";
import { CheckContext } from "./context.ts";
import { declareNames } from "./declare-names.ts";
import { notePedantic } from "./pedantic.ts";

export interface CheckOptions {
  /** Values that take the place of those in the file, by parameter name. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Name where the file gives none. */
  readonly fallbackName: string;
}

/** What a file means; mistakes are noted, and the result is then not to be used. */
export function checkCrisis(file: CrisisEntry, tree: Tree, options: CheckOptions, findings: Findings): Crisis {
  const { scope, places } = declareNames(file, tree, findings);
  const context = new CheckContext(scope, findings);
  const { clock, sure } = checkClock(file.clock, writtenKeys(tree, "clock"), findings);
  context.clock = clock;
  context.clockSure = sure;
  context.texts = checkTexts(file);
  const parameters = checkParameters(file.parameters ?? [], options.parameters, context);
  context.values.push(...parameters.map((parameter) => parameter.value));
  const correlations = checkCorrelations(file.correlations ?? [], parameters, context);
  const sources = checkSources(file.sources ?? [], checkScale(GRADES, file.grades, "`grades`", context), context);
  const actors = checkActors(file.actors ?? [], file, context);
  const variables = checkVariables(file.state ?? [], context);
  const actsByChance = actors.map((actor) => actor.actsByChance);
  const { moves, variables: shorthands, arrivals } = checkMoves(places, actsByChance, context);
  const drivers = [...arrivals, ...checkDrivers(file.drivers ?? [], context)];
  const endings = checkEndings(file, actors.length, context);
  const ended = checkEnded(file, context);
  const question = checkQuestion(file, context);
  const crisis: Crisis = {
    name: file.crisis?.value ?? options.fallbackName,
    at: file.crisis?.at ?? file.at,
    ...(question ? { question } : {}),
    clock: context.clock,
    information: file.information?.value ?? "open",
    shocks: file.shocks?.value ?? "excluded",
    texts: context.texts,
    sources,
    actors,
    parameters,
    correlations,
    variables: [...variables, ...shorthands],
    drivers,
    turns: checkTurns(file, actors, moves, context),
    moves,
    payoffs: checkPayoffs(file.payoffs, actors.length, true, context),
    endings,
    reports: checkAllReports(file, sources, ended, context),
    estimates: checkEstimates(file, context),
    baseRates: checkBaseRates(file, context),
    ...(ended ? { ended } : {}),
    unused: checkUnused(file, context),
  };
  noteNothing(file, crisis, findings);
  noteShocks(crisis, findings);
  notePedantic(crisis, context);
  return crisis;
}

/** Keys of a top-level entry as they stand in the file; undefined where it has no such entry. */
function writtenKeys(tree: Tree, name: string): string[] | undefined {
  const entry = tree.kind === "map" ? tree.entries.find(({ key }) => key.text === name) : undefined;
  return entry && (entry.value.kind === "map" ? entry.value.entries.map(({ key }) => key.text) : []);
}

function checkAllReports(
  file: CrisisEntry,
  sources: readonly Source[],
  ended: Crisis["ended"] | undefined,
  context: CheckContext,
): Crisis["reports"] {
  const hits = checkScale(CREDIBILITIES, file.credibilities, "`credibilities`", context);
  return checkReports(file.reports ?? [], { sources, hits, ended }, context);
}

function checkUnused(file: CrisisEntry, context: CheckContext): Crisis["unused"] {
  return (file.unused ?? []).flatMap(({ name, value }) => {
    return context.isSentence(name) ? [{ sentence: name.value, reason: value.value, at: name.at }] : [];
  });
}

function noteNothing(file: CrisisEntry, crisis: Crisis, findings: Findings): void {
  const at = crisis.at.end > crisis.at.start ? crisis.at : { ...file.at, end: file.at.start };
  if (!file.actors && !file.drivers)
    findings.add("nothing-to-do", at, { what: "actors", example: "actors: { us: { precision: 3 } }" });
  if (!file.endings)
    findings.add("nothing-to-do", at, {
      what: "endings",
      example: 'endings: { peace: { otherwise: true, rule: "no war" } }',
    });
}

function noteShocks(crisis: Crisis, findings: Findings): void {
  if (crisis.shocks !== "counted") return;
  for (const actor of crisis.actors) {
    if (actor.precision === "infinite") findings.add("infinite-shocks", actor.at, { actor: actor.name });
  }
}
