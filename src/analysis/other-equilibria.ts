import { privateVariables } from "../crisis/compile/private-variables.ts";
import type { Crisis } from "../crisis/model.ts";
import type { MultiplicityRecord } from "../game/policy.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type ForecastAnswer, type ForecastOptions, solveCrisis } from "./forecast.ts";
import type { ForecastResult, MultiplicityOdds } from "./forecast-result.ts";
import { endingOdds, stepLabels } from "./forecast-tables.ts";

type Selection = MultiplicityOdds["selections"][number];

/**
 * A forecast with what other equilibria would mean: where actors that move at
 * the same time have several, each of them in turn is given, throughout, those
 * worth most to it. Whatever is selected at each situation, the whole is an
 * equilibrium of the crisis; these show how far apart such may lie, not all of
 * them. Where nobody moves at the same time as others there is one.
 *
 * @param point the forecast with the equilibria on the branch from λ = 0.
 *
 * Errors: `needs-finite-clock` on an endless clock, `needs-open-information` where actors keep secrets, and those of `forecast`.
 *
 * @throws {GameError} `too-many-equilibria`, and those of `solveBackward`.
 *
 * Cost: one solve and filter for each such actor; in each situation up to 2000 runs of Newton's method.
 */
export async function addOtherEquilibria(
  crisis: Crisis,
  point: ForecastResult,
  options: ForecastOptions = {},
): Promise<ForecastAnswer> {
  if (crisis.clock.steps === undefined) return { result: undefined, diagnostics: [endless(crisis)] };
  if (privateVariables(crisis).length > 0) return { result: undefined, diagnostics: [secret(crisis)] };
  const branch: Selection = {
    favours: null,
    question: point.question?.probability ?? null,
    endings: Object.fromEntries(point.endings.map(({ name, probability }) => [name, probability])),
  };
  const selections = [branch];
  const records: MultiplicityRecord[] = [];
  for (const actor of choosersTogether(crisis)) {
    const answer = await solveCrisis(crisis, {}, { ...options, favours: actor });
    if (!answer.solved) return { result: undefined, diagnostics: answer.diagnostics };
    const { belief, parts } = answer.solved;
    const endings = endingOdds(crisis, belief, stepLabels(crisis).length);
    records.push(joined(parts.flatMap(({ record }) => record.multiplicity ?? [])));
    selections.push({
      favours: crisis.actors[actor]!.name,
      question: crisis.question ? belief.question : null,
      endings: Object.fromEntries(endings.map(({ name, probability }) => [name, probability])),
    });
  }
  const multiplicity = { ...largest(records), selections };
  return { result: { ...point, multiplicity }, diagnostics: [] };
}

/** Actors that choose, not by chance, at the same time as others. */
function choosersTogether(crisis: Crisis): readonly number[] {
  const choosers = crisis.turns.map((actors) => actors.filter((actor) => !crisis.actors[actor]!.actsByChance));
  return [...new Set(choosers.filter((actors) => actors.length > 1).flat())];
}

/** What was met in all parts together. */
function joined(records: readonly MultiplicityRecord[]): MultiplicityRecord {
  return {
    several: records.reduce((sum, own) => sum + own.several, 0),
    most: Math.max(1, ...records.map((own) => own.most)),
    incomplete: records.reduce((sum, own) => sum + own.incomplete, 0),
  };
}

/** Under any of the rules: what follows a situation, and so its equilibria, hangs on the rule. */
function largest(records: readonly MultiplicityRecord[]): MultiplicityRecord {
  return {
    several: Math.max(0, ...records.map((own) => own.several)),
    most: Math.max(1, ...records.map((own) => own.most)),
    incomplete: Math.max(0, ...records.map((own) => own.incomplete)),
  };
}

function secret(crisis: Crisis): Diagnostic {
  return {
    code: "needs-open-information",
    severity: "error",
    message:
      "With `information: private` the odds of other equilibria are not computed; the forecast says where it met signs of several.",
    hint: "leave `--multiplicity` away, or solve the tree: `brink export FILE --efg`, then `brink solve`.",
    span: crisis.at,
    params: {},
  };
}

function endless(crisis: Crisis): Diagnostic {
  return {
    code: "needs-finite-clock",
    severity: "error",
    message: "Other equilibria are looked for on a clock with a last step only; this crisis has none.",
    hint: "give the clock a last step, for instance `clock: { step: month, steps: 24 }`.",
    span: crisis.at,
    params: {},
  };
}
