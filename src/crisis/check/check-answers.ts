/** Checks of the question, the known ending, cited odds and base rates. */
import { stepOfDay } from "../calendar.ts";
import type { CrisisEntry } from "../file/entries.ts";
import type { BaseRate, Crisis, Estimate, Question } from "../model.ts";
import type { CheckContext } from "./context.ts";
import { daysOf, noteOutsideClock } from "./lookups.ts";

export function checkQuestion(file: CrisisEntry, context: CheckContext): Question | undefined {
  const entry = file.question;
  if (!entry) return undefined;
  const ending = context.find("ending", entry.ending);
  const text = context.sentences(entry.text);
  const last = (context.clock.steps ?? Number.POSITIVE_INFINITY) - 1;
  let byStep = last;
  if (entry.by && context.clock.steps === undefined) {
    context.findings.add("needs-end", entry.by.at, {
      what: "`by` of the question",
      remedy: "delete `by`, or give the clock `steps`.",
    });
  } else if (entry.by) {
    const days = daysOf("by", entry.by, context);
    byStep = days ? stepOfDay(context.clock, days.last) : last;
    if (byStep < 0 || byStep > last) noteOutsideClock("by", entry.by, context);
  }
  if (ending === undefined) return undefined;
  return { ask: entry.ask.value, ending, byStep, by: entry.by?.value ?? "", at: entry.at, text };
}

export function checkEnded(file: CrisisEntry, context: CheckContext): Crisis["ended"] | undefined {
  const entry = file.ended;
  if (!entry) return undefined;
  const ending = context.find("ending", entry.ending);
  if (context.clock.steps === undefined) {
    context.findings.add("needs-end", entry.at, {
      what: "`ended`",
      remedy: "give the clock `steps`, or delete `ended`.",
    });
    return undefined;
  }
  const days = daysOf("date", entry.date, context);
  if (!days) return undefined;
  const step = stepOfDay(context.clock, days.last);
  if (step < 0 || step >= context.clock.steps) noteOutsideClock("date", entry.date, context);
  return ending === undefined ? undefined : { ending, step, date: entry.date.value, at: entry.at };
}

export function checkEstimates(file: CrisisEntry, context: CheckContext): Estimate[] {
  return (file.estimates ?? []).flatMap((entry) => {
    const ending = context.find("ending", entry.ending);
    const source = entry.via ? context.find("source", entry.via) : undefined;
    if (source !== undefined) context.usedSources.add(source);
    if (!entry.probability && !entry.below && !entry.above) {
      context.findings.add("estimate-without-odds", entry.by.at, { by: entry.by.value });
    }
    const text = context.sentences(entry.text);
    if (ending === undefined) return [];
    return [
      {
        by: entry.by.value,
        ...(source === undefined ? {} : { source }),
        ending,
        ...(entry.probability ? { probability: entry.probability.value } : {}),
        ...(entry.below ? { below: entry.below.value } : {}),
        ...(entry.above ? { above: entry.above.value } : {}),
        ...(entry.horizon ? { horizon: entry.horizon.value } : {}),
        at: entry.at,
        text,
      },
    ];
  });
}

export function checkBaseRates(file: CrisisEntry, context: CheckContext): BaseRate[] {
  return (file.base_rates ?? []).flatMap((entry) => {
    const ending = context.find("ending", entry.ending);
    const text = context.sentences(entry.text);
    if (ending === undefined) return [];
    return [
      {
        ending,
        class: entry.class.value,
        probability: entry.probability.value,
        ...(entry.cases ? { cases: entry.cases.value } : {}),
        source: entry.source.value,
        at: entry.at,
        text,
        ...(entry.why ? { why: entry.why.value } : {}),
      },
    ];
  });
}
