/** Shapes of what was told: reports, estimates, base rates, the known ending. */
import { entries, oneOrMore, record } from "../shape/collections.ts";
import { date, flag, identifier, number, reference, words } from "../shape/scalars.ts";
import type { Shape } from "../shape/shape.ts";
import { elementFields, textField } from "./element-fields.ts";
import type { BaseRateEntry, EndedEntry, EstimateEntry, ReportEntry } from "./entries.ts";
import { sawShape } from "./saw-shape.ts";

export const reportShape: Shape<ReportEntry> = record<ReportEntry>(
  "reports",
  "One yes-or-no claim by a source, or a statement.",
  {
    ...elementFields,
    id: { shape: identifier, doc: "Its name.", required: true, example: "first_flight" },
    happened: {
      shape: date,
      doc: "When it happened: a date or an interval, both ends included.",
      example: "2025-01..2025-04",
    },
    told: {
      shape: date,
      doc: "When it was told.",
      fallback: "`published` of its source, else the end of `happened`",
      example: "2025-08",
    },
    source: { shape: reference, doc: "Who tells it. Needed unless inherited.", example: "commentary" },
    credibility: {
      shape: number({ least: 1, most: 6, whole: true }),
      doc: "How credible this report is: 1 confirmed to 5 improbable; 6 cannot be judged and weighs nothing.",
      fallback: "3",
      example: "3",
    },
    saw: {
      shape: sawShape,
      doc: "The claim: `actor: move`, `variable: level`, `any of`, `none of`, or words such as `air_defence >= short`. Several entries hold all together, each at least once in those steps; `none of` at no time.",
      example: "{ russia: ship_medium }",
    },
    quote: { shape: words, doc: "The words it rests on.", example: '"first Il-76"' },
    same_as: {
      shape: reference,
      doc: "Another report of the same event. What is left out here is inherited from it.",
      example: "first_flight",
    },
    says: { shape: words, doc: "A statement: kept, weighs nothing.", example: '"reckless"' },
    about: {
      shape: reference,
      doc: "What the statement is about: an actor, a variable or an ending.",
      example: "russia",
    },
    follows: {
      shape: oneOrMore(reference),
      doc: "Reports whose events are told as coming before this one. Weighs nothing; `check` compares the dates.",
      fallback: "none",
      example: "threat",
    },
    planned: {
      shape: flag,
      doc: "It is told as still to come. Weighs nothing by itself; `check` says if nobody tells that it came about.",
      fallback: "false",
      example: "true",
    },
    calls: {
      shape: words,
      doc: "What the text calls the thing. Weighs nothing; `check` compares the names within one event.",
      fallback: "none",
      example: '"S-1"',
    },
    suggests: {
      shape: entries(words, "any"),
      doc: "Levels of hidden variables it speaks for. Weighs nothing; `check` compares what one source suggests.",
      fallback: "none",
      example: "{ russia_aim: play_big }",
    },
  },
);

const odds = number({ percent: true, least: 0, most: 1 });

export const estimateShape: Shape<EstimateEntry> = record<EstimateEntry>(
  "estimates",
  "Odds somebody else gave. They are shown beside the forecast and never enter it.",
  {
    by: { shape: words, doc: "Whose odds they are.", required: true, example: "an institute" },
    via: { shape: reference, doc: "The source that passes them on.", fallback: "none", example: "commentary" },
    ending: { shape: reference, doc: "The ending they are about.", required: true, example: "proxy_war" },
    probability: { shape: odds, doc: "The probability.", example: "50%" },
    below: { shape: odds, doc: "An upper bound instead.", example: "10%" },
    above: { shape: odds, doc: "A lower bound instead.", example: "60%" },
    horizon: { shape: words, doc: "By when, as far as it was said.", fallback: "not said", example: "2025-12" },
    text: textField,
  },
);

export const baseRateShape: Shape<BaseRateEntry> = record<BaseRateEntry>(
  "base_rates",
  "How often the ending came about in a class of past cases.",
  {
    ending: { shape: reference, doc: "The ending it is about.", required: true, example: "war" },
    class: {
      shape: words,
      doc: "The class of cases in words.",
      required: true,
      example: "crises between rivals since 1946",
    },
    probability: { shape: odds, doc: "Share of the cases.", required: true, example: "5%" },
    cases: { shape: number({ least: 1, whole: true }), doc: "How many cases there were.", example: "282" },
    source: { shape: words, doc: "Where the numbers are from.", required: true, example: "ICB 1918–2016" },
    why: { shape: words, doc: "Why this class.", example: '"same stakes"' },
    text: textField,
  },
);

export const endedShape: Shape<EndedEntry> = record<EndedEntry>(
  "ended",
  "How and when the crisis is known to have ended.",
  {
    ending: { shape: reference, doc: "The ending.", required: true, example: "settlement" },
    date: { shape: date, doc: "When.", required: true, example: "1962-10-28" },
  },
);
