import type { Crisis } from "../crisis/model.ts";
import type { Baselines, BaseRateLine, CitedOdds } from "./forecast-result.ts";
import { ladderNow, probabilityBy, stepLabels } from "./forecast-tables.ts";
import type { JoinedBelief } from "./joined-belief.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";

/** What a forecast is compared with: docs/model.md section 4. */
export function baselinesOf(solved: SolvedCrisis): Baselines {
  const { crisis, belief } = solved;
  return {
    baseRate: crisis.baseRates.length > 0 ? baseRates(solved) : null,
    noChange: { probability: noChange(solved), ladder: ladderNow(crisis, belief) },
    noStrategy: noStrategy(solved),
    cited: citedOdds(crisis, belief),
  };
}

function baseRates({ crisis }: SolvedCrisis): readonly BaseRateLine[] {
  return crisis.baseRates.map((rate) => ({
    ending: crisis.endings[rate.ending]!.name,
    class: rate.class,
    probability: rate.probability,
    cases: rate.cases ?? null,
    source: rate.source,
  }));
}

/**
 * Nothing changes: an ending that has not come about does not, and the
 * `otherwise` ending is reached when the question's date is the last step.
 */
function noChange({ crisis, asOf }: SolvedCrisis): number | null {
  const { question, ended } = crisis;
  if (!question) return null;
  if (ended && asOf.step >= ended.step) return ended.ending === question.ending ? 1 : 0;
  const last = (crisis.clock.steps ?? 0) - 1;
  return crisis.endings[question.ending]!.otherwise && question.byStep >= last ? 1 : 0;
}

function noStrategy({ crisis, parts, weights }: SolvedCrisis): Baselines["noStrategy"] {
  const found = parts.flatMap((part) => part.noStrategy ?? []);
  if (found.length < parts.length) return { probability: null, endings: {} };
  const steps = stepLabels(crisis).length;
  const mass = found.reduce((sum, part, p) => sum + weights[p]! * part.mass, 0);
  const by = (ending: number, last: number): number => {
    let sum = 0;
    found.forEach(({ endings }, p) => {
      for (let t = 0; t <= last; t++) sum += weights[p]! * endings[ending * steps + t]!;
    });
    return sum / mass;
  };
  const { question } = crisis;
  return {
    probability: question ? by(question.ending, Math.min(question.byStep, steps - 1)) : null,
    endings: Object.fromEntries(crisis.endings.map(({ name }, e) => [name, by(e, steps - 1)])),
  };
}

/** The odds cited from elsewhere, each beside the odds of its ending. */
export function citedOdds(crisis: Crisis, belief: Pick<JoinedBelief, "endings">): readonly CitedOdds[] {
  const steps = stepLabels(crisis).length;
  const byStep = crisis.question?.byStep ?? steps - 1;
  return crisis.estimates.map((estimate): CitedOdds => {
    const forecast = probabilityBy(belief, estimate.ending, byStep, steps);
    const { below, above } = estimate;
    const holds = below !== undefined ? forecast < below : above !== undefined ? forecast > above : null;
    return {
      by: estimate.by,
      via: estimate.source === undefined ? null : crisis.sources[estimate.source]!.name,
      ending: crisis.endings[estimate.ending]!.name,
      probability: estimate.probability ?? null,
      below: below ?? null,
      above: above ?? null,
      horizon: estimate.horizon ?? null,
      forecast,
      holds,
    };
  });
}
