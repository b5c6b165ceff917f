/** Shapes of what the crisis is about: clock, texts, sources, actors, parameters, variables. */
import { byKind, entries, inPlace, list, mapped, oneOrMore, record } from "../shape/collections.ts";
import {
  chance,
  choice,
  date,
  expression,
  flag,
  identifier,
  number,
  reference,
  wording,
  words,
} from "../shape/scalars.ts";
import type { Located, Shape } from "../shape/shape.ts";
import { elementFields, textField } from "./element-fields.ts";
import type {
  ActorEntry,
  ClockEntry,
  CorrelationEntry,
  LevelsEntry,
  ParameterEntry,
  QuestionEntry,
  SourceEntry,
  StartEntry,
  TextEntry,
  VariableEntry,
} from "./entries.ts";

export const questionShape: Shape<QuestionEntry> = record<QuestionEntry>("question", "What the forecast answers.", {
  ask: { shape: words, doc: "The question in words.", required: true, example: '"Does it come to war?"' },
  ending: { shape: reference, doc: "The ending whose probability answers it.", required: true, example: "war" },
  by: {
    shape: date,
    doc: "Last date that counts, included.",
    fallback: "the last step of the clock",
    example: "2025-07",
  },
  text: textField,
});

export const clockShape: Shape<ClockEntry> = record<ClockEntry>(
  "clock",
  "How time passes. Without it there is one step.",
  {
    start: {
      shape: date,
      doc: "First day: a year, month, quarter or day.",
      fallback: "steps are numbered from 1",
      example: "2024-12",
    },
    step: {
      shape: words,
      doc: "Length of a step: `day`, `week`, `month`, `quarter`, `year`, or several such as `3 days`.",
      fallback: "as exact as `start` is written",
      example: "month",
    },
    steps: {
      shape: words,
      doc: "Number of steps, or `endless`.",
      fallback: "endless if `start` or `step` is given, else 1",
      example: "24",
    },
  },
);

export const textShape: Shape<TextEntry> = record<TextEntry>(
  "texts",
  "A source text whose sentences elements refer to. The key is the letter before the number.",
  {
    name: { shape: words, doc: "What the text is.", fallback: "the key", example: "the seed commentary" },
    sentences: {
      shape: number({ least: 1, most: 100_000, whole: true }),
      doc: "How many sentences it has.",
      required: true,
      example: "62",
    },
  },
);

export const sourceShape: Shape<SourceEntry> = record<SourceEntry>(
  "sources",
  "Who tells. One hidden draw decides whether a source is reliable, for all its reports.",
  {
    ...elementFields,
    grade: {
      shape: choice("A", "B", "C", "D", "E", "F"),
      doc: "How reliable the source itself is, from A to E; F cannot be judged.",
      fallback: "F",
      example: "C",
    },
    via: {
      shape: reference,
      doc: "The source that passes it on. A chain is as good as all its links.",
      fallback: "none",
      example: "commentary",
    },
    published: {
      shape: date,
      doc: "When its reports were told, unless they say otherwise.",
      fallback: "the end of what is reported",
      example: "2025-08",
    },
  },
);

const actorRecord: Shape<ActorEntry> = record<ActorEntry>("actors", "A government, institution or faction.", {
  ...elementFields,
  precision: {
    shape: wording,
    doc: "λ in 1/util: how sharply it picks the better move. 0 is a coin toss, `infinite` the best reply. A number or an expression over parameters.",
    fallback: "1",
    example: "3",
  },
  acts_by: {
    shape: choice("payoff", "chance"),
    doc: "`chance`: its moves carry their chances.",
    fallback: "payoff",
    example: "chance",
  },
  discount: {
    shape: expression,
    doc: "Its own discount factor per step.",
    fallback: "that of the crisis",
    example: "0.95",
  },
  aliases: { shape: list(words), doc: "Other names a text may use for it.", fallback: "none", example: "[Washington]" },
});

export const actorShape: Shape<ActorEntry> = actorRecord;

/** An end of a range, NaN where it is no number. */
const bound = inPlace(number({ percent: true }), (at): Located<number> => ({ value: Number.NaN, at }));

const parameterRecord: Shape<ParameterEntry> = record<ParameterEntry>(
  "parameters",
  "A number we are unsure of, with its reason.",
  {
    ...elementFields,
    value: {
      shape: number({ percent: true }),
      doc: "The value used unless another is set.",
      required: true,
      example: "8",
    },
    range: {
      shape: list(bound),
      doc: "Lowest and highest plausible value.",
      fallback: "it is certain",
      example: "[4, 12]",
    },
    unit: { shape: words, doc: "Unit of the value.", example: "utils" },
    distribution: {
      shape: choice("uniform", "triangular", "beta", "loguniform", "normal", "lognormal"),
      doc: "How draws spread. `uniform`, `triangular`, `beta` (likeliest near the value, as the triangular, but smooth) and `loguniform` keep within the range; of `normal` and `lognormal` the middle 80% do.",
      fallback: "uniform",
      example: "triangular",
    },
    limits: {
      shape: list(bound),
      doc: "For `normal` and `lognormal`: draws beyond these do not happen.",
      fallback: "none",
      example: "[0, 1]",
    },
  },
);

/** A parameter, or just its value. */
export const parameterShape: Shape<ParameterEntry> = byKind("a number or a mapping with `value`", {
  scalar: mapped(number({ percent: true }), (value): ParameterEntry => ({ at: value.at, value })),
  map: parameterRecord,
});

export const correlationShape: Shape<CorrelationEntry> = record<CorrelationEntry>(
  "correlations",
  "Two parameters that are high together, or one high where the other is low. Each by itself spreads as it says; only draws of the ranges read this.",
  {
    between: {
      shape: list(reference),
      doc: "The two parameters, each with a range.",
      required: true,
      example: "[war_cost, audience_cost]",
    },
    rank: {
      shape: number({ least: -1, most: 1 }),
      doc: "Their rank correlation (Spearman's), between -1 and 1 without the ends.",
      required: true,
      example: "0.6",
    },
    why: { shape: words, doc: "Why they go together.", example: '"both grow with the stakes"' },
    text: textField,
  },
);

const startShape: Shape<StartEntry> = byKind("a level or a mapping from levels to chances", {
  scalar: mapped(reference, (level): StartEntry => ({ kind: "level", level })),
  map: mapped(entries(chance, "any"), (chances): StartEntry => ({ kind: "chances", chances })),
});

const levelsShape: Shape<LevelsEntry> = byKind("a list of names or a number of levels", {
  scalar: mapped(number({ least: 1, most: 100, whole: true }), (count): LevelsEntry => ({ kind: "count", count })),
  list: mapped(list(identifier), (names): LevelsEntry => ({ kind: "names", names })),
});

const variableRecord: Shape<VariableEntry> = record<VariableEntry>(
  "state",
  "A variable of the situation, with its levels in order, counted from 0.",
  {
    ...elementFields,
    levels: {
      shape: levelsShape,
      doc: "Names of the levels, lowest first, or how many (then they are numbered from 0).",
      required: true,
      example: "[low, high]",
    },
    start: {
      shape: startShape,
      doc: "Level at the start, or a chance for each level where it is not known.",
      fallback: "the first level",
      example: "{ cautious: 60%, hawkish: rest }",
    },
    seen_by: {
      shape: list(reference),
      doc: "Actors who see it. `[]`: nobody until it shows.",
      fallback: "all actors",
      example: "[us]",
    },
    ladder: {
      shape: flag,
      doc: "This variable is the ladder of escalation; at most one is.",
      fallback: "false",
      example: "true",
    },
    calendar: {
      shape: entries(reference, "any"),
      doc: "Level by date, for a variable that is a function of the date; it adds no states. At other dates it has its start level.",
      example: "{ 2026-06..2026-11: midterms }",
    },
  },
);

/** A variable, or just its levels. */
export const variableShape: Shape<VariableEntry> = byKind("a mapping with `levels` or a list of levels", {
  list: mapped(list(identifier), (names): VariableEntry => ({ at: spanOf(names), levels: { kind: "names", names } })),
  map: variableRecord,
});

function spanOf(names: readonly Located<string>[]): Located<string>["at"] {
  const first = names[0]?.at ?? { file: "", start: 0, end: 0 };
  return { ...first, end: names.at(-1)?.at.end ?? first.end };
}

/** Turns in order; a list within the list moves at the same time. */
export const turnsShape: Shape<readonly (readonly Located<string>[])[]> = list(
  byKind("an actor or a list of actors that move at the same time", {
    scalar: mapped(reference, (actor): readonly Located<string>[] => [actor]),
    list: list(reference),
  }),
);

/** Files whose entries are added to this one. */
export const includeShape: Shape<readonly Located<string>[]> = oneOrMore(words);
