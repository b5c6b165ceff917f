/** Shapes of what happens: drivers, moves, payoffs, endings. */
import type { Findings } from "../findings.ts";
import { parseExpression } from "../parse-expression.ts";
import { byKind, entries, list as listOf, mapped, type Named, oneOrMore, record } from "../shape/collections.ts";
import { chance, expression, flag, isWord, reference, words } from "../shape/scalars.ts";
import { type JsonSchema, type Shape, wrongKind } from "../shape/shape.ts";
import type { Phrase } from "../syntax.ts";
import type { Tree } from "../tree.ts";
import { elementFields } from "./element-fields.ts";
import type { DriverEntry, EndingEntry, EventEntry, LikeEntry, MoveEntry, PartEntry, RowEntry } from "./entries.ts";
import { thenShape } from "./then-shape.ts";

const eventShape: Shape<EventEntry> = record<EventEntry>(
  "drivers",
  "Chance that no actor controls. A driver called like a variable is a list of rows (see below); any other name is an event with these keys.",
  {
    ...elementFields,
    chance: {
      shape: chance,
      doc: "How likely it is in a step in which `when` holds.",
      fallback: "it happens for sure",
      example: "0.02 * pressure",
    },
    when: { shape: expression, doc: "Condition on the state before it.", fallback: "always", example: "regime < firm" },
    // biome-ignore lint/suspicious/noThenProperty: a key of the language, never awaited
    then: { shape: thenShape, doc: "Its effects, as in a move.", required: true, example: "{ regime: down 1 }" },
  },
);

const ROW = {
  what: "a row with `when` or `otherwise` and chances of levels",
  example: "{ when: oil == low, middle: 15%, stay: rest }",
};

const ROW_SCHEMA: JsonSchema = {
  type: "object",
  description:
    "Chances of the next level, where `when` holds and no earlier row did; `stay` keeps the level. They sum to 1.",
  properties: {
    when: { type: ["string", "number"] },
    otherwise: { type: "boolean" },
    stay: { type: ["string", "number"] },
  },
  additionalProperties: { type: ["string", "number"] },
};

const rowShape: Shape<RowEntry> = {
  ...ROW,
  inner: [],
  schema: (define) => define("row", () => ROW_SCHEMA),
  read: readRow,
};

function readRow(tree: Tree, name: string, findings: Findings): RowEntry | undefined {
  if (tree.kind !== "map") return wrongKind(ROW, tree, name, findings);
  let when: Phrase | undefined;
  let otherwise: RowEntry["otherwise"];
  const levels: Named<Phrase>[] = [];
  for (const { key, value } of tree.entries) {
    if (key.text === "otherwise") otherwise = flag.read(value, key.text, findings);
    else {
      const phrase = expression.read(value, key.text, findings);
      if (key.text === "when") when = phrase;
      else if (phrase) levels.push({ name: { value: key.text, at: key.at }, value: phrase });
    }
  }
  return { at: tree.at, levels, ...(when ? { when } : {}), ...(otherwise ? { otherwise } : {}) };
}

/** A list of rows, or an event. */
export const driverShape: Shape<DriverEntry> = byKind("a list of rows, or a mapping with `chance`, `when` and `then`", {
  list: mapped(listOf(rowShape), (rows): DriverEntry => ({ kind: "rows", rows })),
  map: mapped(eventShape, (event): DriverEntry => ({ kind: "event", event })),
});

const moveRecord: Shape<MoveEntry> = record<MoveEntry>(
  "moves",
  "A move of an actor. `hold: nothing` is a move without effects.",
  {
    ...elementFields,
    when: {
      shape: expression,
      doc: "Condition on the state under which it can be made.",
      fallback: "always",
      example: "pressure < blockade",
    },
    cost: { shape: expression, doc: "What making it costs the actor, in utils.", fallback: "0", example: "0.1" },
    chance: { shape: chance, doc: "Only for an actor that acts by chance: how likely it is.", example: "10%" },
    // biome-ignore lint/suspicious/noThenProperty: a key of the language, never awaited
    then: {
      shape: thenShape,
      doc: "Its effects, or a list of chances with effects.",
      fallback: "nothing",
      example: "{ pressure: up 1 }",
    },
    after: {
      shape: oneOrMore(reference),
      doc: "Moves that must have been made before, as `actor.move`; all of them.",
      fallback: "none",
      example: "venezuela.ask_help",
    },
    once: { shape: flag, doc: "It can be made once only.", fallback: "false", example: "true" },
    arrives: {
      shape: words,
      doc: "Its effects come about so many steps later. Until then it cannot be made again.",
      fallback: "at once",
      example: "1 step",
    },
    codes: { shape: oneOrMore(words), doc: "Codes of event catalogues it matches.", example: "[CAMEO 163]" },
    cues: { shape: oneOrMore(words), doc: "Words by which a text shows it.", example: '["naval blockade"]' },
  },
);

const NOTHING = { what: "`nothing` or a mapping", example: "nothing" };

/** A move, or `nothing`. */
const moveShape: Shape<MoveEntry> = {
  ...moveRecord,
  what: "`nothing` or a mapping with the keys of moves",
  schema: (define) => ({ anyOf: [{ const: "nothing" }, moveRecord.schema(define)] }),
  read: (tree, name, findings) => {
    if (isWord(tree, "nothing")) return { at: tree.at };
    return tree.kind === "map" ? moveRecord.read(tree, name, findings) : wrongKind(NOTHING, tree, name, findings);
  },
};

export const movesShape: Shape<readonly Named<readonly Named<MoveEntry>[]>[]> = entries(entries(moveShape), "any");

const likeRecord: Shape<LikeEntry> = record<LikeEntry>(
  "payoff shares",
  "A part of a payoff that follows what another actor receives.",
  {
    like: {
      shape: reference,
      doc: "The other actor; its own `like` parts are not passed on.",
      required: true,
      example: "russia",
    },
    weight: { shape: expression, doc: "Share of its payoff.", required: true, example: "0.2" },
  },
);

const partShape: Shape<PartEntry> = byKind("an expression or `{ like, weight }`", {
  scalar: mapped(expression, (value): PartEntry => ({ kind: "value", value })),
  map: mapped(likeRecord, (like): PartEntry => ({ kind: "like", like })),
});

/** An expression alone is one part called `payoff`. */
const partsShape: Shape<readonly Named<PartEntry>[]> = {
  what: "an expression or a mapping of named parts",
  example: "-0.03 * pressure",
  inner: partShape.inner,
  schema: (define) => ({
    anyOf: [{ type: ["string", "number"] }, { type: "object", additionalProperties: partShape.schema(define) }],
  }),
  read: (tree, name, findings) => {
    if (tree.kind !== "scalar") return entries(partShape, "any").read(tree, name, findings);
    const value = parseExpression(tree, findings);
    return value && [{ name: { value: "payoff", at: tree.at }, value: { kind: "value", value } }];
  },
};

/** Payoffs by actor. */
export const payoffsShape: Shape<readonly Named<readonly Named<PartEntry>[]>[]> = entries(partsShape, "any");

export const endingShape: Shape<EndingEntry> = record<EndingEntry>(
  "endings",
  "A way the crisis ends. Endings exclude each other; the first that holds, in this order, ends it.",
  {
    ...elementFields,
    rule: {
      shape: words,
      doc: "A rule by which a stranger could tell that it came about.",
      fallback: "none",
      example: '"forces fire on each other"',
    },
    when: {
      shape: expression,
      doc: "It comes about when this holds, after a turn or the drivers.",
      fallback: "only through `ends`",
      example: "war == proxy",
    },
    chance: {
      shape: chance,
      doc: "The residual: drawn once a step when no `when` held. At most one ending.",
      example: "0.3%",
    },
    otherwise: {
      shape: flag,
      doc: "It comes about when none other did by the last step. At most one ending.",
      fallback: "false",
      example: "true",
    },
    payoffs: {
      shape: payoffsShape,
      doc: "What each actor receives, once, in utils.",
      fallback: "0",
      example: "{ us: -8, russia: -8 }",
    },
  },
);
