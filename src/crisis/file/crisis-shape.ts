import { entries, list, record } from "../shape/collections.ts";
import { choice, expression, number, words } from "../shape/scalars.ts";
import type { Shape } from "../shape/shape.ts";
import type { CrisisEntry } from "./entries.ts";
import { baseRateShape, endedShape, estimateShape, reportShape } from "./evidence-shapes.ts";
import { driverShape, endingShape, movesShape, payoffsShape } from "./play-shapes.ts";
import {
  actorShape,
  clockShape,
  correlationShape,
  includeShape,
  parameterShape,
  questionShape,
  sourceShape,
  textShape,
  turnsShape,
  variableShape,
} from "./world-shapes.ts";

const share = number({ least: 0, most: 1, percent: true });

/** The whole file: the one definition behind the check, the JSON Schema and the reference page. */
export const crisisShape: Shape<CrisisEntry> = record<CrisisEntry>(
  "a crisis file",
  "A description of an international crisis as a game.",
  {
    crisis: { shape: words, doc: "The name of the crisis.", fallback: "the file's name", example: "Caribbean 2024-25" },
    question: { shape: questionShape, doc: "What the forecast answers.", fallback: "none" },
    clock: {
      shape: clockShape,
      doc: "How time passes.",
      fallback: "one step",
      example: "{ start: 2024-12, step: month, steps: 24 }",
    },
    information: {
      shape: choice("open", "private"),
      doc: "`open`: the actors know all hidden variables, the analyst does not. `private`: `seen_by` holds, and actors learn from what others do.",
      fallback: "open",
    },
    shocks: {
      shape: choice("excluded", "counted"),
      doc: "Whether the random part of choices counts as value to the actor.",
      fallback: "excluded",
    },
    discount: {
      shape: expression,
      doc: "Worth of the next step relative to this one, in (0, 1].",
      fallback: "1",
      example: "0.97",
    },
    include: {
      shape: includeShape,
      doc: "Files whose entries are added, relative to this one and within its folder.",
      fallback: "none",
      example: "[reports-as-stated.yaml]",
    },
    texts: {
      shape: entries(textShape),
      doc: "Source texts whose sentences are numbered.",
      fallback: "none",
      example: "{ S: { name: a commentary, sentences: 62 } }",
    },
    sources: {
      shape: entries(sourceShape),
      doc: "Who tells.",
      fallback: "none",
      example: "{ commentary: { grade: D, published: 2025-08 } }",
    },
    grades: {
      shape: entries(share, "any"),
      doc: "Probability that a source is reliable, by grade.",
      fallback: "A 0.95, B 0.85, C 0.70, D 0.50, E 0.25, F 0.50",
      example: "{ A: 0.97 }",
    },
    credibilities: {
      shape: entries(share, "any"),
      doc: "Probability that a report of a reliable source is right, by digit.",
      fallback: "1 0.98, 2 0.90, 3 0.75, 4 0.55, 5 0.25, 6 0.50",
      example: '{ "3": 0.8 }',
    },
    actors: { shape: entries(actorShape), doc: "Who moves.", example: "{ us: { name: United States, precision: 3 } }" },
    parameters: {
      shape: entries(parameterShape),
      doc: "Numbers with a range and a reason; expressions read them by name.",
      fallback: "none",
      example: "{ war_cost: { value: 8, range: [4, 12] } }",
    },
    correlations: {
      shape: list(correlationShape),
      doc: "Parameters that are drawn together.",
      fallback: "each is drawn by itself",
      example: "[{ between: [war_cost, audience_cost], rank: 0.6 }]",
    },
    state: { shape: entries(variableShape), doc: "The variables.", example: "{ war: { levels: [none, proxy] } }" },
    drivers: { shape: entries(driverShape), doc: "Chance, in this order after the turns of a step.", fallback: "none" },
    turns: {
      shape: turnsShape,
      doc: "Who moves in which order within a step; an inner list moves at the same time; an actor may stand twice.",
      fallback: "the actors with moves in the order of `actors`",
      example: "[us, [russia, venezuela]]",
    },
    moves: {
      shape: movesShape,
      doc: "Moves by actor.",
      example: "{ us: { hold: nothing, strike: { then: { war: proxy } } } }",
    },
    payoffs: {
      shape: payoffsShape,
      doc: "What each actor receives at the end of each step, in utils: an expression, or named parts. A part may be `{ like: ACTOR, weight: … }`.",
      fallback: "0",
      example: "{ us: { pressure: -0.03 * pressure } }",
    },
    endings: {
      shape: entries(endingShape),
      doc: "How it can end.",
      example: "{ war: { when: war == proxy, payoffs: { us: -8 } } }",
    },
    reports: { shape: list(reportShape), doc: "What was told.", fallback: "none" },
    estimates: { shape: list(estimateShape), doc: "Odds others gave.", fallback: "none" },
    base_rates: { shape: list(baseRateShape), doc: "How often it happened before.", fallback: "none" },
    ended: { shape: endedShape, doc: "The known ending of a past crisis.", fallback: "not known" },
    unused: {
      shape: entries(words, "any"),
      doc: "Sentences deliberately left out, each with the reason.",
      fallback: "none",
      example: "{ S9: rhetoric }",
    },
  },
);
