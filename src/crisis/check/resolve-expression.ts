import type { Span } from "../../text/diagnostic.ts";
import type { Expression } from "../expression.ts";
import type { Findings } from "../findings.ts";
import type { Phrase } from "../syntax.ts";
import type { Scope } from "./scope.ts";

export interface ResolveOptions {
  /** How the place is called in messages, for instance "`when`". */
  readonly place: string;
  /** Variables it may read: all, all but calendars, or none (parameters only). */
  readonly reads: "all" | "no calendars" | "parameters";
  /** It must hold or not hold. */
  readonly condition?: boolean;
  /** Variable whose level names are meant where nothing else decides. */
  readonly levelOf?: number;
  /** Told of each parameter that is read. */
  readonly onParameter?: (parameter: number) => void;
}

/**
 * Names of a phrase turned into variables, parameters and level numbers.
 *
 * @returns undefined where a name has no meaning here; every mistake is noted.
 */
export function resolveExpression(
  phrase: Phrase,
  scope: Scope,
  options: ResolveOptions,
  findings: Findings,
): Expression | undefined {
  const resolver = new Resolver(scope, options, findings);
  const expression = resolver.resolve(phrase, options.levelOf);
  if (expression && options.condition === true)
    return resolver.demandCondition(expression, phrase) ? expression : undefined;
  return resolver.complete ? expression : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** True for expressions that hold or do not hold. */
export function isCondition(expression: Expression): boolean {
  if (expression.kind === "unary") return expression.op === "not";
  if (expression.kind === "binary")
    return COMPARISONS.has(expression.op) || expression.op === "and" || expression.op === "or";
  return expression.kind === "call" && expression.name === "if" && expression.operands.slice(1).every(isCondition);
}

class Resolver {
  readonly #scope: Scope;
  readonly #options: ResolveOptions;
  readonly #findings: Findings;
  complete = true;

  constructor(scope: Scope, options: ResolveOptions, findings: Findings) {
    this.#scope = scope;
    this.#options = options;
    this.#findings = findings;
  }

  resolve(phrase: Phrase, levelOf: number | undefined): Expression | undefined {
    switch (phrase.kind) {
      case "number":
        return phrase;
      case "name":
        return this.#name(phrase.name, phrase.at, levelOf);
      case "move":
        this.#notAllowed(`${phrase.actor}.${phrase.move}`, "a move", phrase.at);
        return undefined;
      case "rest":
        this.#notAllowed("rest", "what other chances leave", phrase.at);
        return undefined;
      case "unary": {
        const operand = this.resolve(phrase.operand, levelOf);
        if (!operand) return undefined;
        if (phrase.op === "not" && !this.demandCondition(operand, phrase.operand)) return undefined;
        return { kind: "unary", op: phrase.op, operand, at: phrase.at };
      }
      case "binary":
        return this.#binary(phrase, levelOf);
      case "call":
        return this.#call(phrase, levelOf);
    }
  }

  demandCondition(expression: Expression, phrase: Phrase): boolean {
    if (isCondition(expression)) return true;
    const found = phrase.kind === "name" ? `\`${phrase.name}\`` : "This";
    this.#findings.add("not-a-condition", phrase.at, { found, example: this.#comparison(phrase) });
    this.complete = false;
    return false;
  }

  #comparison(phrase: Phrase): string {
    if (phrase.kind !== "name") return "… > 0";
    const variable = this.#scope.find("variable", phrase.name);
    if (variable !== undefined) return `${phrase.name} == ${this.#scope.variables[variable]!.levels.at(-1)}`;
    const [owner] = this.#scope.ownersOf(phrase.name);
    return owner === undefined ? `${phrase.name} > 0` : `${this.#scope.variables[owner]!.name} == ${phrase.name}`;
  }

  #notAllowed(name: string, kind: string, at: Span): void {
    const allowed =
      this.#options.reads === "parameters" ? "parameters and numbers" : "variables, levels, parameters and numbers";
    this.#findings.add("not-allowed-here", at, { name, kind, place: this.#options.place, allowed });
    this.complete = false;
  }

  #name(name: string, at: Span, levelOf: number | undefined): Expression | undefined {
    const variable = this.#scope.find("variable", name);
    if (variable !== undefined) return this.#variable(variable, name, at);
    const parameter = this.#scope.find("parameter", name);
    if (parameter !== undefined) {
      this.#options.onParameter?.(parameter);
      return { kind: "parameter", parameter, at };
    }
    const owners = this.#scope.ownersOf(name);
    if (owners.length > 0) return this.#level(name, owners, at, levelOf);
    return this.#unknown(name, at);
  }

  #variable(variable: number, name: string, at: Span): Expression | undefined {
    if (this.#options.reads === "parameters") {
      this.#notAllowed(name, "a variable", at);
      return undefined;
    }
    if (this.#options.reads === "no calendars" && this.#scope.variables[variable]!.hasCalendar) {
      this.#findings.add("not-allowed-here", at, {
        name,
        kind: "a calendar",
        place: this.#options.place,
        allowed: "variables of the state",
      });
      this.complete = false;
      return undefined;
    }
    return { kind: "variable", variable, at };
  }

  #level(name: string, owners: readonly number[], at: Span, levelOf: number | undefined): Expression | undefined {
    if (levelOf !== undefined) {
      const { name: variable, levels } = this.#scope.variables[levelOf]!;
      const level = levels.indexOf(name);
      if (level >= 0) return { kind: "number", value: level, at };
      this.#findings.add("level-of-other", at, { level: name, variable, valid: levels });
      this.complete = false;
      return undefined;
    }
    if (owners.length === 1)
      return { kind: "number", value: this.#scope.variables[owners[0]!]!.levels.indexOf(name), at };
    this.#findings.add("ambiguous-level", at, {
      level: name,
      variables: owners.map((owner) => this.#scope.variables[owner]!.name),
    });
    this.complete = false;
    return undefined;
  }

  #unknown(name: string, at: Span): undefined {
    this.complete = false;
    if (this.#scope.isFaulty(name)) return undefined;
    const kind = this.#scope.kindOf(name);
    if (kind !== undefined) {
      this.#notAllowed(name, kind === "actor" || kind === "ending" ? `an ${kind}` : `a ${kind}`, at);
      return undefined;
    }
    const parameters = this.#scope.names("parameter");
    const valid =
      this.#options.reads === "parameters"
        ? parameters
        : [...this.#scope.names("variable"), ...parameters, ...this.#scope.levelNames()];
    if (this.#options.reads === "parameters") this.#findings.add("unknown-parameter", at, { name, valid });
    else this.#findings.add("unknown-name", at, { name, valid });
    return undefined;
  }

  #binary(phrase: Extract<Phrase, { kind: "binary" }>, levelOf: number | undefined): Expression | undefined {
    const logical = phrase.op === "and" || phrase.op === "or";
    const outer = COMPARISONS.has(phrase.op) || logical ? undefined : levelOf;
    const leftHint = logical ? undefined : (this.#soleVariable(phrase.right) ?? outer);
    const rightHint = logical ? undefined : (this.#soleVariable(phrase.left) ?? outer);
    const left = this.resolve(phrase.left, leftHint);
    const right = this.resolve(phrase.right, rightHint);
    if (!left || !right) return undefined;
    if (logical) {
      const leftHolds = this.demandCondition(left, phrase.left);
      if (!this.demandCondition(right, phrase.right) || !leftHolds) return undefined;
    }
    return { kind: "binary", op: phrase.op, left, right, at: phrase.at };
  }

  #call(phrase: Extract<Phrase, { kind: "call" }>, levelOf: number | undefined): Expression | undefined {
    const values = phrase.name === "if" ? phrase.operands.slice(1) : phrase.operands;
    const hint = this.#onlyOne(values.flatMap((value) => [...this.#variablesIn(value)])) ?? levelOf;
    const operands = phrase.operands.map((operand, i) =>
      this.resolve(operand, phrase.name === "if" && i === 0 ? undefined : hint),
    );
    const resolved = operands.filter((operand) => operand !== undefined);
    if (resolved.length < operands.length) return undefined;
    if (phrase.name === "if" && !this.demandCondition(resolved[0]!, phrase.operands[0]!)) return undefined;
    return { kind: "call", name: phrase.name, operands: resolved, at: phrase.at };
  }

  #soleVariable(phrase: Phrase): number | undefined {
    return this.#onlyOne([...this.#variablesIn(phrase)]);
  }

  #onlyOne(variables: readonly number[]): number | undefined {
    const distinct = new Set(variables);
    return distinct.size === 1 ? [...distinct][0] : undefined;
  }

  #variablesIn(phrase: Phrase, found: Set<number> = new Set()): Set<number> {
    if (phrase.kind === "name") {
      const variable = this.#scope.find("variable", phrase.name);
      if (variable !== undefined) found.add(variable);
    } else if (phrase.kind === "unary") this.#variablesIn(phrase.operand, found);
    else if (phrase.kind === "binary") {
      this.#variablesIn(phrase.left, found);
      this.#variablesIn(phrase.right, found);
    } else if (phrase.kind === "call") for (const operand of phrase.operands) this.#variablesIn(operand, found);
    return found;
  }
}
