import type { StepDates } from "./date-in-words.ts";
import { stepDates } from "./forecast-tables.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";
import { version } from "./version.ts";

/** What a question asks and its odds at the values of the file. */
interface AskedOdds {
  readonly ask: string;
  readonly ending: string;
  readonly by: string;
  readonly passed?: true;
  readonly probability: number;
}

/** What every result says first: which crisis, as of when, on which clock. */
interface ResultHead extends StepDates {
  readonly brink: string;
  readonly format: 1;
  readonly crisis: string;
  readonly asOf: string;
  readonly asOfStep: number;
}

export function headOf({ crisis, asOf }: SolvedCrisis): ResultHead {
  return {
    brink: version,
    format: 1,
    crisis: crisis.name,
    asOf: asOf.label,
    asOfStep: asOf.step,
    ...stepDates(crisis),
  };
}

/** Undefined where the crisis asks nothing. */
export function askedOf({ crisis, asOf, belief }: SolvedCrisis): AskedOdds | undefined {
  const { question } = crisis;
  if (!question) return undefined;
  return {
    ask: question.ask,
    ending: crisis.endings[question.ending]!.name,
    by: question.by,
    ...(question.byStep < asOf.step ? { passed: true } : {}),
    probability: belief.question,
  };
}
