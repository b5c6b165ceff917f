import type { Evidence, EvidenceReport, Watch } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { parameterValues } from "./compile/parts.ts";
import { decode, stateSpace } from "./compile/state-space.ts";
import { type Tabulated, Tabulator } from "./compile/tabulate.ts";
import type { Expression } from "./expression.ts";
import type { Crisis, Literal } from "./model.ts";

/**
 * The reports of a crisis in terms of one compiled part. Statements are left
 * out. Entry r of `reports` belongs to `evidenceReports(crisis)[r]`.
 *
 * Cost: each different condition once for each state at the end of a step.
 *
 * @param fixedLevels levels that keep in this part, as given to `compileGame`.
 */
export function compileEvidence(
  crisis: Crisis,
  game: Game,
  fixedLevels: Int32Array,
  parameters: Float64Array = parameterValues(crisis),
): Evidence {
  return new EvidenceCompiler(crisis, parameters).compile(game, fixedLevels);
}

/**
 * Compiles the evidence of parts one after the other. A part whose states are
 * those of one before, and in which the conditions read the same as in the last
 * with these states, has the same evidence: the very same object is returned.
 */
export class EvidenceCompiler {
  private readonly crisis: Crisis;
  private readonly conditions: ConditionTables;
  /** By the states of a structure, for as long as somebody keeps it. */
  private readonly known = new WeakMap<
    Float64Array,
    { readonly fixedLevels: Int32Array; readonly evidence: Evidence }
  >();
  /** Variables that the conditions depend on; there once a part is compiled. */
  private reads: readonly number[] = [];

  constructor(crisis: Crisis, parameters: Float64Array) {
    this.crisis = crisis;
    this.conditions = new ConditionTables(crisis, new Tabulator(crisis, parameters));
  }

  compile(game: Game, fixedLevels: Int32Array): Evidence {
    const known = this.known.get(game.stateCode);
    if (known !== undefined && this.readAlike(known.fixedLevels, fixedLevels)) return known.evidence;
    const evidence = this.compileAnew(game, fixedLevels);
    this.reads = this.conditions.reads;
    this.known.set(game.stateCode, { fixedLevels, evidence });
    return evidence;
  }

  /** Whether the conditions find the same levels in two parts. */
  private readAlike(one: Int32Array, other: Int32Array): boolean {
    for (let i = 0; i < this.reads.length; i++) if (one[this.reads[i]!] !== other[this.reads[i]!]) return false;
    return true;
  }

  private compileAnew(game: Game, fixedLevels: Int32Array): Evidence {
    const { crisis, conditions } = this;
    const watches: Watch[] = [];
    const known = new Map<string, number>();
    const watchOf = (from: number, literal: Literal): number => {
      const key = `${from} ${keyOf(literal)}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, watches.length);
      const moves = literal.any.flatMap((trigger) => (trigger.kind === "move" ? [trigger.move] : []));
      const levels = literal.any.flatMap((trigger) => (trigger.kind === "level" ? [trigger.condition] : []));
      const holds = conditions.anyHolds(levels, game, fixedLevels);
      return watches.push({ from, moves: Int32Array.from(moves).sort(), holds }) - 1;
    };
    const indexes = evidenceReports(crisis);
    const placeOf = new Map(indexes.map((report, place) => [report, place]));
    const reports = indexes.map((index): EvidenceReport => {
      const report = crisis.reports[index]!;
      const from = Math.max(0, report.from);
      return {
        id: report.name,
        chain: chainOf(crisis, report.source),
        hit: report.hit,
        to: Math.min(report.to, report.toldStep),
        toldDay: report.toldDay,
        toldStep: report.toldStep,
        sameAs: placeOf.get(report.sameAs) ?? placeOf.get(index)!,
        claim: report.claim!.map((literal) => ({ watch: watchOf(from, literal), never: literal.never })),
      };
    });
    const sources = crisis.sources.map(({ name, reliability }) => ({ name, reliability }));
    return { sources, watches, reports };
  }
}

/** Indexes of the reports that make a claim, in file order. */
export function evidenceReports(crisis: Crisis): readonly number[] {
  return crisis.reports.flatMap((report, index) => (report.claim ? [index] : []));
}

/** A source and all who pass it on, itself first. */
export function chainOf(crisis: Crisis, source: number): readonly number[] {
  const chain = [source];
  for (let via = crisis.sources[source]!.via; via !== undefined; via = crisis.sources[via]!.via) chain.push(via);
  return chain;
}

/** Which nodes fulfil a condition; each condition is tabulated once. */
class ConditionTables {
  private readonly crisis: Crisis;
  private readonly tabulator: Tabulator;
  private readonly tables = new Map<Expression, Tabulated>();

  constructor(crisis: Crisis, tabulator: Tabulator) {
    this.crisis = crisis;
    this.tabulator = tabulator;
  }

  /** Variables that the conditions met so far depend on: all of them once a part is compiled. */
  get reads(): readonly number[] {
    return [...new Set([...this.tables.values()].flatMap((table) => table.reads))];
  }

  /** By node: 1 where one of the conditions holds; empty for no condition. */
  anyHolds(conditions: readonly Expression[], game: Game, fixedLevels: Int32Array): Uint8Array {
    if (conditions.length === 0) return new Uint8Array(0);
    const space = stateSpace(this.crisis, fixedLevels);
    const tables = conditions.map((condition) => this.tableOf(condition));
    const holds = new Uint8Array(game.stateCode.length);
    const levels = Int32Array.from(space.fixedLevels);
    const from = game.blockStart[game.stages.length]!;
    for (let node = from; node < holds.length; node++) {
      decode(space, game.stateCode[node]!, levels);
      for (const table of tables) if (table.at(levels) !== 0) holds[node] = 1;
    }
    return holds;
  }

  private tableOf(condition: Expression): Tabulated {
    const known = this.tables.get(condition);
    if (known) return known;
    const table = this.tabulator.tabulate(condition);
    this.tables.set(condition, table);
    return table;
  }
}

function keyOf(literal: Literal): string {
  return literal.any
    .map((trigger) => (trigger.kind === "move" ? `move ${trigger.move}` : expressionKey(trigger.condition)))
    .sort()
    .join(" | ");
}

/** The structure of an expression without its place in the file. */
function expressionKey(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return `${expression.value}`;
    case "parameter":
      return `p${expression.parameter}`;
    case "variable":
      return `v${expression.variable}`;
    case "unary":
      return `(${expression.op} ${expressionKey(expression.operand)})`;
    case "binary":
      return `(${expressionKey(expression.left)} ${expression.op} ${expressionKey(expression.right)})`;
    case "call":
      return `${expression.name}(${expression.operands.map(expressionKey).join()})`;
  }
}
