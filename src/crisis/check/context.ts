import type { Span } from "../../text/diagnostic.ts";
import type { Expression } from "../expression.ts";
import type { ElementEntry } from "../file/entries.ts";
import type { Findings } from "../findings.ts";
import type { MessageCode } from "../messages.ts";
import type { Clock, Element, SourceText } from "../model.ts";
import type { Located } from "../shape/shape.ts";
import type { Phrase } from "../syntax.ts";
import { constantValue } from "./bounds.ts";
import { type ResolveOptions, resolveExpression } from "./resolve-expression.ts";
import type { Scope } from "./scope.ts";

type UnknownCode = Extract<MessageCode, "unknown-actor" | "unknown-variable" | "unknown-ending" | "unknown-source">;

const UNKNOWN: Readonly<Record<"actor" | "variable" | "ending" | "source", UnknownCode>> = {
  actor: "unknown-actor",
  variable: "unknown-variable",
  ending: "unknown-ending",
  source: "unknown-source",
};

/** What the checks of one file share: names, values, and what has been used so far. */
export class CheckContext {
  readonly findings: Findings;
  readonly scope: Scope;
  /** Values of the parameters, by index. */
  readonly values: number[] = [];
  readonly usedParameters: Set<number> = new Set();
  readonly usedSources: Set<number> = new Set();
  readonly usedSentences: Set<string> = new Set();
  texts: readonly SourceText[] = [];
  clock: Clock = { steps: 1, every: 1 };
  /** False where the clock is wrong: no date is then held against it. */
  clockSure = true;

  constructor(scope: Scope, findings: Findings) {
    this.scope = scope;
    this.findings = findings;
  }

  /** Whether it is known if dates are calendar dates or numbers of steps. */
  get knowsDates(): boolean {
    return this.clockSure || this.clock.startDay !== undefined;
  }

  /** Resolves names; an error is noted and gives undefined. */
  expression(phrase: Phrase | undefined, options: Omit<ResolveOptions, "onParameter">): Expression | undefined {
    if (!phrase) return undefined;
    const onParameter = (parameter: number): void => {
      this.usedParameters.add(parameter);
    };
    return resolveExpression(phrase, this.scope, { ...options, onParameter }, this.findings);
  }

  condition(phrase: Phrase | undefined, place: string): Expression | undefined {
    return this.expression(phrase, { place, reads: "all", condition: true });
  }

  /** A chance, or `rest`; a constant outside [0, 1] is noted. */
  chance(phrase: Phrase, what: string, reads: ResolveOptions["reads"] = "all"): Expression | "rest" | undefined {
    if (phrase.kind === "rest") return "rest";
    const chance = this.expression(phrase, { place: "a chance", reads });
    const value = chance && constantValue(chance, this.values);
    if (value !== undefined && (value < 0 || value > 1))
      this.findings.add("chance-out-of-range", phrase.at, { what, value });
    return chance;
  }

  /** Index of something declared; an unknown name is noted. */
  find(kind: keyof typeof UNKNOWN, name: Located<string>): number | undefined {
    const index = this.scope.find(kind, name.value);
    if (index === undefined && !this.scope.isFaulty(name.value)) {
      this.findings.add(UNKNOWN[kind], name.at, { name: name.value, valid: this.scope.names(kind) });
    }
    return index;
  }

  /** Sentences an entry rests on; those of no declared text are noted. */
  sentences(names: readonly Located<string>[] | undefined): string[] {
    const known: string[] = [];
    for (const name of names ?? []) {
      if (!this.isSentence(name)) continue;
      known.push(name.value);
      this.usedSentences.add(name.value);
    }
    return known;
  }

  isSentence(name: Located<string>): boolean {
    const parts = /^([A-Za-z]\w*?)([1-9]\d{0,6})$/.exec(name.value);
    const text = this.texts.find((candidate) => candidate.prefix === parts?.[1]);
    if (parts && text && Number(parts[2]) <= text.sentences) return true;
    if (parts && this.scope.isFaulty(parts[1]!)) return false;
    const texts = this.texts.map((one) => `${one.prefix}1 to ${one.prefix}${one.sentences}`);
    this.findings.add("unknown-sentence", name.at, { name: name.value, texts });
    return false;
  }

  element(name: Located<string>, entry: ElementEntry, at: Span = name.at): Element {
    return {
      name: name.value,
      label: entry.name?.value ?? name.value.replace(/_/g, " "),
      at,
      text: this.sentences(entry.text),
      ...(entry.why ? { why: entry.why.value } : {}),
    };
  }
}

/** A number that stands where nothing was written. */
export function numberAt(value: number, at: Span): Expression {
  return { kind: "number", value, at };
}
