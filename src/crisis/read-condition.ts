import type { Diagnostic } from "../text/diagnostic.ts";
import { resolveExpression } from "./check/resolve-expression.ts";
import { Scope } from "./check/scope.ts";
import type { Expression } from "./expression.ts";
import { Findings } from "./findings.ts";
import type { Crisis } from "./model.ts";
import { parseExpression } from "./parse-expression.ts";

export interface ReadExpression {
  /** Undefined when there are errors. */
  readonly expression: Expression | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The text by the name its spans carry, for `renderDiagnostics`. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads a condition given outside the file, for instance on a command line,
 * with the names of a checked crisis.
 *
 * @param origin what the text is called in messages, for instance `--when`.
 *
 * @example readCondition(crisis, "pressure >= fleet", "--when").expression
 */
export function readCondition(crisis: Crisis, text: string, origin = "condition"): ReadExpression {
  return readNames(crisis, text, origin, true);
}

/** Reads an expression over levels and parameters, like `readCondition`. */
export function readExpression(crisis: Crisis, text: string, origin = "expression"): ReadExpression {
  return readNames(crisis, text, origin, false);
}

function readNames(crisis: Crisis, text: string, origin: string, condition: boolean): ReadExpression {
  const findings = new Findings();
  const scope = Scope.of(crisis, new Findings());
  const at = { file: origin, start: 0, end: text.length };
  const phrase = parseExpression({ text, at, offsetOf: (index) => index }, findings);
  const options = { place: `\`${origin}\``, reads: "all", condition } as const;
  const expression = phrase && resolveExpression(phrase, scope, options, findings);
  return {
    expression: findings.hasErrors ? undefined : expression,
    diagnostics: findings.sorted(),
    sources: new Map([[origin, text]]),
  };
}
