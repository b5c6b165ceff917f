import type { Expression } from "../crisis/expression.ts";
import type { Crisis, Literal, Report, Trigger } from "../crisis/model.ts";

/** What a report claims, in words: `Russia: ship medium; none of: United States: strike or …`. */
export function claimInWords(crisis: Crisis, report: Report): string {
  if (!report.claim) return report.says ? `says "${report.says}"` : "a statement";
  return report.claim.map((literal) => literalInWords(crisis, literal)).join("; ");
}

/** A date, or an interval of dates as `2025-01..2025-04`; one date where both ends are the same. */
export function datesInWords(dates: string): string {
  const [from, to] = dates.split("..").map((date) => date.trim());
  return from !== undefined && from === to ? from : dates;
}

function literalInWords(crisis: Crisis, { never, any }: Literal): string {
  const words = any.map((trigger) => triggerInWords(crisis, trigger)).join(" or ");
  if (!never) return words;
  return any.length > 1 ? `none of: ${words}` : `never ${words}`;
}

function triggerInWords(crisis: Crisis, trigger: Trigger): string {
  if (trigger.kind === "level") return conditionInWords(crisis, trigger.condition);
  const move = crisis.moves[trigger.move]!;
  return `${crisis.actors[move.actor]!.label}: ${move.label}`;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  "==": "is",
  "!=": "is not",
  ">=": "is at least",
  "<=": "is at most",
  ">": "is above",
  "<": "is below",
};

/** A condition in words, levels by their names; other expressions as they are written. */
export function conditionInWords(crisis: Crisis, expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "parameter":
      return crisis.parameters[expression.parameter]!.name;
    case "variable":
      return crisis.variables[expression.variable]!.label;
    case "unary":
      return expression.op === "not"
        ? `not (${conditionInWords(crisis, expression.operand)})`
        : `−${conditionInWords(crisis, expression.operand)}`;
    case "call":
      return `${expression.name}(${expression.operands.map((operand) => conditionInWords(crisis, operand)).join(", ")})`;
    case "binary":
      return binaryInWords(crisis, expression);
  }
}

function binaryInWords(crisis: Crisis, { op, left, right }: Extract<Expression, { kind: "binary" }>): string {
  const verb = COMPARISONS[op];
  if (verb && left.kind === "variable" && right.kind === "number") {
    const variable = crisis.variables[left.variable]!;
    return `${variable.label} ${verb} ${levelInWords(variable.levels[right.value] ?? String(right.value))}`;
  }
  return `${conditionInWords(crisis, left)} ${verb ?? op} ${conditionInWords(crisis, right)}`;
}

function levelInWords(level: string): string {
  return level.replaceAll("_", " ");
}
