import type { SawEntry } from "../file/entries.ts";
import type { Literal, Trigger } from "../model.ts";
import { parseExpression } from "../parse-expression.ts";
import type { Located } from "../shape/shape.ts";
import type { Phrase, Wording } from "../syntax.ts";
import { type CheckContext, numberAt } from "./context.ts";
import { levelOf, moveOf, moveOfActor } from "./lookups.ts";

/** What a report claims: all literals hold. Undefined where a part cannot be read; it is noted. */
export function checkClaim(
  saw: readonly SawEntry[],
  report: Located<string>,
  context: CheckContext,
): Literal[] | undefined {
  if (saw.length === 0) {
    context.findings.add("bad-claim", report.at, {
      problem: `The claim of \`${report.value}\` is empty.`,
      remedy: "write for instance `saw: us.strike`.",
    });
    return undefined;
  }
  const literals = saw.map((entry) => checkLiteral(entry, context));
  const known = literals.filter((literal) => literal !== undefined);
  return known.length === literals.length ? known : undefined;
}

function checkLiteral(entry: SawEntry, context: CheckContext): Literal | undefined {
  if (entry.kind !== "group") {
    const trigger = checkTrigger(entry, context);
    return trigger && { never: false, any: [trigger] };
  }
  if (entry.items.length === 0) {
    context.findings.add("bad-claim", entry.at, {
      problem: "This list of a claim is empty.",
      remedy: "name what was seen, or delete it.",
    });
    return undefined;
  }
  const triggers = entry.items.map((item) => {
    if (item.kind !== "group") return checkTrigger(item, context);
    context.findings.add("bad-claim", item.at, {
      problem: "`any of` and `none of` cannot stand within each other.",
      remedy: "write two entries of `saw`: both hold together.",
    });
    return undefined;
  });
  const known = triggers.filter((trigger) => trigger !== undefined);
  return known.length === triggers.length ? { never: entry.never, any: known } : undefined;
}

function checkTrigger(entry: Exclude<SawEntry, { kind: "group" }>, context: CheckContext): Trigger | undefined {
  return entry.kind === "pair" ? checkPair(entry.name, entry.value, context) : checkWords(entry.words, context);
}

/** `actor: move` or `variable: level`. */
function checkPair(name: Located<string>, value: Located<string>, context: CheckContext): Trigger | undefined {
  const { scope, findings } = context;
  const at = { ...name.at, end: value.at.end };
  const actor = scope.find("actor", name.value);
  if (actor !== undefined) {
    const move = moveOfActor(actor, value, context);
    return move === undefined ? undefined : { kind: "move", move, at };
  }
  const variable = scope.find("variable", name.value);
  if (variable === undefined) {
    const valid = [...scope.names("actor"), ...scope.names("variable"), "any of", "none of"];
    if (!scope.isFaulty(name.value)) findings.add("unknown-key", name.at, { key: name.value, where: "a claim", valid });
    return undefined;
  }
  if (scope.variables[variable]!.hasCalendar) {
    findings.add("not-allowed-here", name.at, {
      name: name.value,
      kind: "a calendar",
      place: "a claim",
      allowed: "moves and variables of the state",
    });
    return undefined;
  }
  const level = levelOf(value, variable, context);
  if (level === undefined) return undefined;
  const left = { kind: "variable", variable, at: name.at } as const;
  return { kind: "level", condition: { kind: "binary", op: "==", left, right: numberAt(level, value.at), at }, at };
}

/** `us.strike`, a move's own name, or a condition. */
function checkWords(words: Wording, context: CheckContext): Trigger | undefined {
  const phrase = parseExpression(words, context.findings);
  if (!phrase) return undefined;
  const name = moveName(phrase, context);
  if (name !== undefined) {
    const move = moveOf({ value: name, at: phrase.at }, undefined, context);
    return move === undefined ? undefined : { kind: "move", move, at: phrase.at };
  }
  const mixed = findMove(phrase);
  if (mixed) {
    context.findings.add("bad-claim", mixed.at, {
      problem: `\`${mixed.words}\` is a move; it cannot stand within a condition.`,
      remedy: "use `any of: […]`, `none of: […]`, or two entries of `saw`.",
    });
    return undefined;
  }
  const condition = context.expression(phrase, { place: "a claim", reads: "no calendars", condition: true });
  return condition && { kind: "level", condition, at: phrase.at };
}

function moveName(phrase: Phrase, context: CheckContext): string | undefined {
  if (phrase.kind === "move") return `${phrase.actor}.${phrase.move}`;
  return phrase.kind === "name" && context.scope.kindOf(phrase.name) === "move" ? phrase.name : undefined;
}

function findMove(phrase: Phrase): { readonly words: string; readonly at: Phrase["at"] } | undefined {
  if (phrase.kind === "move") return { words: `${phrase.actor}.${phrase.move}`, at: phrase.at };
  if (phrase.kind === "unary") return findMove(phrase.operand);
  if (phrase.kind === "binary") return findMove(phrase.left) ?? findMove(phrase.right);
  if (phrase.kind !== "call") return undefined;
  return phrase.operands.map(findMove).find((found) => found !== undefined);
}

/** The claim without places, so that two of them can be compared. */
export function claimKey(claim: readonly Literal[] | undefined): string {
  return JSON.stringify(claim, (key, value: unknown) => (key === "at" ? undefined : value));
}
