import type { Distribution } from "../crisis/model.ts";
import {
  byKind,
  type Entry,
  entries,
  list,
  mapped,
  type Named,
  oneOrMore,
  record,
} from "../crisis/shape/collections.ts";
import { choice, date, isWord, number, words } from "../crisis/shape/scalars.ts";
import { type Located, type Shape, wrongKind } from "../crisis/shape/shape.ts";
import type { AnswerKind } from "./plan.ts";

/** A plan as written, each part with its place. */
export interface PlanEntry extends Entry {
  readonly sweep: Located<string>;
  readonly crisis: Located<string>;
  readonly seed?: Located<number>;
  readonly as_of?: readonly Located<string>[];
  readonly scenarios?: readonly Named<ScenarioEntry>[];
  readonly parameters?: readonly Named<ParameterPlan>[];
  readonly draws?: Located<number>;
  readonly answers?: readonly Located<AnswerKind>[];
  readonly rows_per_job?: Located<number>;
}

export interface ScenarioEntry extends Entry {
  readonly reports?: Located<string>;
  readonly set?: readonly Located<string>[];
  readonly force?: readonly Located<string>[];
  readonly forbid?: readonly Located<string>[];
  readonly plan?: readonly Located<string>[];
  readonly from?: Located<string>;
  readonly until?: Located<string>;
}

/** How a parameter varies. */
export type ParameterPlan =
  | { readonly kind: "values"; readonly values: readonly Located<number>[] }
  | { readonly kind: "draw" }
  | ({ readonly kind: "spread" } & SpreadEntry);

/** Evenly spaced values (`from`, `to`, `points`), or a range to draw from. */
export interface SpreadEntry extends Entry {
  readonly from?: Located<number>;
  readonly to?: Located<number>;
  readonly points?: Located<number>;
  readonly range?: readonly Located<number>[];
  readonly distribution?: Located<Distribution>;
}

/** Most values of one parameter, dates, scenarios or draws; their product is limited apart. */
export const MOST_POINTS = 100_000;

const value = number({ percent: true });

const scenarioShape: Shape<ScenarioEntry> = record<ScenarioEntry>(
  "scenarios",
  "The crisis with something changed; `{}` is the crisis as it is.",
  {
    reports: { shape: words, doc: "File whose reports take the place of those of the crisis.", fallback: "none" },
    set: {
      shape: oneOrMore(words),
      doc: "A parameter with another value, or a variable put to a level once.",
      fallback: "none",
      example: "[war_cost=10, oil=low]",
    },
    force: {
      shape: oneOrMore(words),
      doc: "Moves (`actor.move`) or drivers that happen; `name=level` holds a level.",
      fallback: "none",
      example: "us.strike",
    },
    forbid: {
      shape: oneOrMore(words),
      doc: "Moves or drivers that are ruled out.",
      fallback: "none",
      example: "us.blockade",
    },
    plan: {
      shape: oneOrMore(words),
      doc: "Moves that are made at their dates, one actor's course of action.",
      fallback: "none",
      example: "[2025-08=us.send_fleet, 2025-10=us.blockade]",
    },
    from: { shape: date, doc: "First date of the changes.", fallback: "as in `brink what-if`", example: "2025-10" },
    until: { shape: date, doc: "Last date of the changes.", fallback: "the end of the clock", example: "2025-12" },
  },
);

const spreadShape: Shape<SpreadEntry> = record<SpreadEntry>(
  "a parameter of the plan",
  "How a parameter varies: `from`, `to` and `points`, or `range`.",
  {
    from: { shape: value, doc: "First of evenly spaced values.", example: "2" },
    to: { shape: value, doc: "Last of evenly spaced values.", example: "12" },
    points: { shape: number({ least: 2, most: MOST_POINTS, whole: true }), doc: "How many values.", example: "6" },
    range: { shape: list(value), doc: "Range to draw from, in place of that of the crisis file.", example: "[4, 12]" },
    distribution: {
      shape: choice("uniform", "triangular", "beta", "loguniform", "normal", "lognormal"),
      doc: "How draws spread over `range`.",
      fallback: "uniform",
    },
  },
);

/** `draw`, or one value. */
const wordOrValue: Shape<ParameterPlan> = {
  what: "a number or `draw`",
  example: "draw",
  inner: [],
  schema: () => ({ type: ["string", "number"] }),
  read: (tree, name, findings) => {
    if (isWord(tree, "draw")) return { kind: "draw" };
    if (tree.kind !== "scalar") return wrongKind(wordOrValue, tree, name, findings);
    const found = value.read(tree, name, findings);
    return found && { kind: "values", values: [found] };
  },
};

const parameterShape: Shape<ParameterPlan> = byKind("values, `draw`, or a mapping with `points` or `range`", {
  scalar: wordOrValue,
  list: mapped(list(value), (values): ParameterPlan => ({ kind: "values", values })),
  map: mapped(spreadShape, (spread): ParameterPlan => ({ kind: "spread", ...spread })),
});

/** The whole file: the one definition that reads it. */
export const planShape: Shape<PlanEntry> = record<PlanEntry>(
  "a sweep plan",
  "What to compute for many scenarios, parameters and dates of one crisis.",
  {
    sweep: { shape: words, doc: "The name of the sweep.", required: true, example: "what would deter a blockade" },
    crisis: { shape: words, doc: "Crisis file, relative to this one.", required: true, example: "crisis.yaml" },
    seed: {
      shape: number({ least: 1, most: 1_000_000, whole: true }),
      doc: "Another seed, other draws.",
      fallback: "1",
    },
    as_of: {
      shape: oneOrMore(date),
      doc: "Dates to look ahead from; `2025-01..2025-07` is every step between.",
      fallback: "when the last report was told",
      example: "[2025-03, 2025-07]",
    },
    scenarios: {
      shape: entries(scenarioShape),
      doc: "Versions of the crisis.",
      fallback: "the crisis as it is",
      example: "{ as_is: {}, no_blockade: { forbid: us.blockade } }",
    },
    parameters: {
      shape: entries(parameterShape),
      doc: "Parameters that vary: a list of values, evenly spaced ones, `draw`, or a range to draw from.",
      fallback: "none",
      example: "{ war_cost: [4, 8, 12] }",
    },
    draws: {
      shape: number({ least: 1, most: MOST_POINTS, whole: true }),
      doc: "How often the drawn parameters are drawn; where none is marked, all that have a range are.",
      fallback: "none",
      example: "64",
    },
    answers: {
      shape: oneOrMore(choice<AnswerKind>("endings", "next_moves", "hidden")),
      doc: "What each row says beside the odds of the endings.",
      fallback: "[endings]",
      example: "[next_moves, hidden]",
    },
    rows_per_job: {
      shape: number({ least: 1, most: MOST_POINTS, whole: true }),
      doc: "Rows computed in one go.",
      fallback: "as many as take one to ten seconds",
      example: "16",
    },
  },
);
