import type { Span } from "../../text/diagnostic.ts";
import type { Expression } from "../expression.ts";
import type { Effects, ThenEntry } from "../file/entries.ts";
import type { Effect, Outcome } from "../model.ts";
import { parseExpression } from "../parse-expression.ts";
import type { Named } from "../shape/collections.ts";
import type { Wording } from "../syntax.ts";
import { constantValue } from "./bounds.ts";
import { type CheckContext, numberAt } from "./context.ts";
import { levelOf } from "./lookups.ts";

/** What follows a move or an event; empty where nothing happens. */
export function checkOutcomes(entry: ThenEntry | undefined, what: string, context: CheckContext): Outcome[] {
  if (!entry) return [];
  if (entry.kind === "sure") {
    const outcome = checkEffects(entry.effects, entry.at, numberAt(1, entry.at), context);
    return outcome.effects.length === 0 && outcome.ends === undefined ? [] : [outcome];
  }
  if (entry.branches.length === 0) {
    context.findings.add("bad-outcomes", entry.at, {
      problem: `The list of outcomes of ${what} is empty.`,
      remedy: "write `then: nothing`.",
    });
  }
  const outcomes = entry.branches.map((branch) => {
    const chance = context.chance(branch.chance, `an outcome of ${what}`);
    return checkEffects(branch.effects, branch.chance.at, chance ?? numberAt(0, branch.at), context);
  });
  if (outcomes.length > 0) checkSum(outcomes, `the outcomes of ${what}`, entry.at, context);
  return outcomes;
}

/** Notes two `rest`, and chances that are constant and do not sum to 1. */
export function checkSum(
  outcomes: readonly Pick<Outcome, "chance" | "at">[],
  what: string,
  at: Span,
  context: CheckContext,
): void {
  const rests = outcomes.filter((outcome) => outcome.chance === "rest");
  if (rests.length > 1) {
    context.findings.add("two-rests", rests[1]!.at, { what }, [{ span: rests[0]!.at, note: "first" }]);
    return;
  }
  let sum = 0;
  for (const { chance } of outcomes) {
    const value = chance === "rest" ? 0 : constantValue(chance, context.values);
    if (value === undefined) return;
    sum += value;
  }
  if (rests.length === 1 ? sum <= 1 + 1e-9 : Math.abs(sum - 1) <= 1e-9) return;
  const places = outcomes.map((outcome) => outcome.at);
  const related = places.slice(0, -1).map((span) => ({ span, note: "" }));
  context.findings.add("chances-not-one", places.at(-1) ?? at, { what, sum }, related);
}

function checkEffects(effects: Effects, at: Span, chance: Expression | "rest", context: CheckContext): Outcome {
  let ends: number | undefined;
  const checked: Effect[] = [];
  for (const { name, value } of effects) {
    if (name.value === "ends") {
      ends = context.find("ending", { value: value.text, at: value.at });
      continue;
    }
    const effect = checkEffect({ name, value }, context);
    if (effect) checked.push(effect);
  }
  return { chance, effects: checked, at, ...(ends === undefined ? {} : { ends }) };
}

function checkEffect({ name, value }: Named<Wording>, context: CheckContext): Effect | undefined {
  const variable = context.find("variable", name);
  if (variable === undefined) return undefined;
  const { levels, hasCalendar } = context.scope.variables[variable]!;
  if (hasCalendar) {
    context.findings.add("calendar-effect", name.at, { variable: name.value });
    return undefined;
  }
  const words = value.text.trim();
  const at = { ...name.at, end: value.at.end };
  const shift = /^(up|down)(?:\s+(\S+))?$/.exec(words);
  if (shift) return checkShift(shift[1] === "up" ? 1 : -1, shift[2] ?? "1", variable, value, at, context);
  const bound = /^at\s+(least|most)\s+(\S+)$/.exec(words);
  if (bound) {
    const level = levelOf({ value: bound[2]!, at: value.at }, variable, context);
    return level === undefined ? undefined : { kind: bound[1] === "least" ? "atLeast" : "atMost", variable, level, at };
  }
  if (/^(up|down|at\s+least|at\s+most)\b/.test(words)) {
    context.findings.add("bad-effect", value.at, { found: words, variable: name.value, levels });
    return undefined;
  }
  return checkSet(variable, value, at, context);
}

function checkShift(
  sign: 1 | -1,
  amount: string,
  variable: number,
  value: Wording,
  at: Span,
  context: CheckContext,
): Effect | undefined {
  const { name, levels } = context.scope.variables[variable]!;
  if (/^[1-9]\d?$/.test(amount) && Number(amount) < levels.length) {
    return { kind: "shift", variable, by: sign * Number(amount), at };
  }
  const by = sign * Number(amount);
  if (/^\d+$/.test(amount) && by !== 0) {
    context.findings.add("level-out-of-range", value.at, {
      variable: name,
      value: by > 0 ? by : levels.length - 1 + by,
      levels,
    });
  } else context.findings.add("bad-effect", value.at, { found: value.text, variable: name, levels });
  return undefined;
}

/** A level name, or an expression over the state before. */
function checkSet(variable: number, value: Wording, at: Span, context: CheckContext): Effect | undefined {
  const { name, levels } = context.scope.variables[variable]!;
  if (/^[A-Za-z]\w*$/.test(value.text) && isUnknown(value.text, context)) {
    const level = levelOf({ value: value.text, at: value.at }, variable, context);
    return level === undefined ? undefined : { kind: "set", variable, value: numberAt(level, value.at), at };
  }
  const phrase = parseExpression(value, context.findings);
  const expression = context.expression(phrase, { place: "an effect", reads: "all", levelOf: variable });
  if (!expression) return undefined;
  const constant = constantValue(expression, context.values);
  if (constant !== undefined && !(Number.isInteger(constant) && constant >= 0 && constant < levels.length)) {
    context.findings.add("level-out-of-range", value.at, { variable: name, value: constant, levels });
    return undefined;
  }
  return { kind: "set", variable, value: expression, at };
}

function isUnknown(name: string, context: CheckContext): boolean {
  return (
    context.scope.kindOf(name) === undefined &&
    !/^(min|max|abs|if|rest|not|and|or)$/.test(name) &&
    !context.scope.isFaulty(name)
  );
}
