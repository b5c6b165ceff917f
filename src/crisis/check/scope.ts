import type { RelatedPlace, Span } from "../../text/diagnostic.ts";
import type { Findings } from "../findings.ts";
import type { Crisis } from "../model.ts";

/** What a name may stand for; levels and moves may share a name among themselves. */
export type NameKind = "variable" | "parameter" | "actor" | "ending" | "source" | "driver" | "level" | "move";

export interface ScopeVariable {
  readonly name: string;
  readonly levels: readonly string[];
  readonly hasCalendar: boolean;
}

export interface ScopeMove {
  readonly actor: number;
  readonly name: string;
}

const WITH_ARTICLE: Readonly<Record<NameKind, string>> = {
  variable: "a variable",
  parameter: "a parameter",
  actor: "an actor",
  ending: "an ending",
  source: "a source",
  driver: "a driver",
  level: "a level",
  move: "a move",
};

type Listed = "variable" | "parameter" | "actor" | "ending" | "source";

/** All declared names and what they stand for. */
export class Scope {
  readonly variables: ScopeVariable[] = [];
  readonly moves: ScopeMove[] = [];
  readonly #listed: Record<Listed, Map<string, number>> = {
    variable: new Map(),
    parameter: new Map(),
    actor: new Map(),
    ending: new Map(),
    source: new Map(),
  };
  readonly #kinds = new Map<string, { readonly kind: NameKind; readonly at: Span }>();
  readonly #levelOwners = new Map<string, number[]>();
  readonly #moveIndex = new Map<string, number>();
  /** Names whose declaration is itself wrong: what refers to them is not reported again. */
  readonly #faulty = new Set<string>();

  /** The names of a checked crisis, for expressions given outside its file. */
  static of(crisis: Crisis, findings: Findings): Scope {
    const scope = new Scope();
    for (const actor of crisis.actors) scope.declare("actor", actor.name, actor.at, findings);
    for (const parameter of crisis.parameters) scope.declare("parameter", parameter.name, parameter.at, findings);
    // Those that stand for shorthands come last and have no names in the language.
    for (const variable of crisis.variables) {
      if (variable.origin === "declared") scope.declareVariable(variable, variable.calendar !== undefined, findings);
    }
    for (const move of crisis.moves) scope.declareMove(move.actor, move.name, move.at, findings);
    for (const ending of crisis.endings) scope.declare("ending", ending.name, ending.at, findings);
    for (const source of crisis.sources) scope.declare("source", source.name, source.at, findings);
    return scope;
  }

  markFaulty(name: string): void {
    this.#faulty.add(name);
  }

  isFaulty(name: string): boolean {
    return this.#faulty.has(name);
  }

  /** Takes a name for one kind of thing; a clash with another kind is noted. */
  claim(kind: NameKind, name: string, at: Span, findings: Findings): void {
    const taken = this.#kinds.get(name);
    if (!taken) {
      this.#kinds.set(name, { kind, at });
      return;
    }
    const mayShare = (kind === "level" || kind === "move") && taken.kind === kind;
    if (mayShare || (taken.at.start === at.start && taken.at.file === at.file)) return;
    const here = { at, kind };
    const [first, second] = taken.at.file === at.file && taken.at.start > at.start ? [here, taken] : [taken, here];
    const related: RelatedPlace[] = [{ span: first.at, note: WITH_ARTICLE[first.kind] }];
    findings.add(
      "name-clash",
      second.at,
      { name, first: WITH_ARTICLE[first.kind], second: WITH_ARTICLE[second.kind] },
      related,
    );
  }

  declare(kind: Listed, name: string, at: Span, findings: Findings): void {
    this.claim(kind, name, at, findings);
    const names = this.#listed[kind];
    if (!names.has(name)) names.set(name, names.size);
  }

  declareVariable(
    variable: {
      readonly name: string;
      readonly levels: readonly string[];
      readonly at: Span;
      readonly levelsAt?: readonly Span[];
    },
    hasCalendar: boolean,
    findings: Findings,
  ): void {
    const index = this.variables.length;
    this.declare("variable", variable.name, variable.at, findings);
    this.variables.push({ name: variable.name, levels: variable.levels, hasCalendar });
    variable.levels.forEach((level, i) => {
      if (/^\d/.test(level)) return;
      this.claim("level", level, variable.levelsAt?.[i] ?? variable.at, findings);
      const owners = this.#levelOwners.get(level);
      if (owners) owners.push(index);
      else this.#levelOwners.set(level, [index]);
    });
  }

  declareMove(actor: number, name: string, at: Span, findings: Findings): void {
    this.claim("move", name, at, findings);
    const key = `${actor} ${name}`;
    if (!this.#moveIndex.has(key)) this.#moveIndex.set(key, this.moves.length);
    this.moves.push({ actor, name });
  }

  find(kind: Listed, name: string): number | undefined {
    return this.#listed[kind].get(name);
  }

  names(kind: Listed): string[] {
    return [...this.#listed[kind].keys()];
  }

  findMove(actor: number, name: string): number | undefined {
    return this.#moveIndex.get(`${actor} ${name}`);
  }

  movesOf(actor: number): string[] {
    return this.moves.filter((move) => move.actor === actor).map((move) => move.name);
  }

  /** Variables that have a level of this name. */
  ownersOf(level: string): readonly number[] {
    return this.#levelOwners.get(level) ?? [];
  }

  levelNames(): string[] {
    return [...this.#levelOwners.keys()];
  }

  kindOf(name: string): NameKind | undefined {
    return this.#kinds.get(name)?.kind;
  }

  /** Index of a level by name or number; −1 where the variable has none such. */
  levelIndex(variable: number, level: string): number {
    const { levels } = this.variables[variable]!;
    const named = levels.indexOf(level);
    if (named >= 0) return named;
    return /^\d{1,3}$/.test(level) && Number(level) < levels.length ? Number(level) : -1;
  }
}
