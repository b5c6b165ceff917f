import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import type { OracleAnswers } from "../oracle/answers.ts";

/** The fields of a forecast that are odds, from the oracle's answers; a flat list of names and numbers. */
export function expectedForecast(crisis: Crisis, oracle: OracleAnswers, uniform: OracleAnswers): Map<string, number> {
  const list = new Map<string, number>();
  const steps = crisis.clock.steps!;
  const by = (answers: OracleAnswers, e: number, t: number): number =>
    answers.endings[e]!.slice(0, t + 1).reduce((sum, p) => sum + p, 0);
  if (oracle.question !== undefined) list.set("question", oracle.question);
  if (uniform.question !== undefined) list.set("no strategy", uniform.question);
  crisis.endings.forEach(({ name }, e) => {
    list.set(`ending ${name}`, by(oracle, e, steps));
    list.set(`ending ${name} without strategy`, by(uniform, e, steps));
    for (let t = 0; t < steps; t++) list.set(`ending ${name} by step ${t}`, by(oracle, e, t));
  });
  crisis.variables.forEach(({ name, levels, uncertain, ladder, calendar }, v) => {
    if (calendar) return;
    if (uncertain) for (const [l, level] of levels.entries()) list.set(`${name} ${level}`, oracle.levelsNow[v]![l]!);
    if (!ladder) return;
    for (let t = 0; t < steps; t++)
      for (const l of levels.keys()) list.set(`rung ${l} in step ${t}`, oracle.levels[t]![v]![l]!);
  });
  crisis.sources.forEach(({ name }, s) => {
    list.set(`source ${name}`, oracle.reliable[s]!);
  });
  for (const { report, surprise, effect } of oracle.reports) {
    list.set(`surprise of ${crisis.reports[report]!.name}`, surprise);
    if (effect !== undefined) list.set(`effect of ${crisis.reports[report]!.name}`, effect);
  }
  addNextMoves(crisis, oracle, list);
  return list;
}

/** Given that the turn comes: an ending before it leaves no move. */
function addNextMoves(crisis: Crisis, oracle: OracleAnswers, list: Map<string, number>): void {
  const turns = new Map<number, number>();
  crisis.turns.forEach((group, k) => {
    for (const j of group) {
      const turn = (turns.get(j) ?? 0) + 1;
      turns.set(j, turn);
      const row = oracle.nextMoves[k]![j]!;
      const reached = row.reduce((sum, p) => sum + p, 0);
      const name = `${crisis.actors[j]!.name}${turn > 1 ? ` (turn ${turn})` : ""}`;
      crisis.moves.forEach((move, m) => {
        if (move.actor === j && reached > 0) list.set(`${name}: ${move.name}`, row[m]! / reached);
      });
    }
  });
}

/** The same list, read off a forecast. */
export function foundForecast(result: ForecastResult): Map<string, number> {
  const list = new Map<string, number>();
  if (result.question) list.set("question", result.question.probability);
  const { noStrategy } = result.baselines;
  if (noStrategy.probability !== null) list.set("no strategy", noStrategy.probability);
  for (const { name, probability, byStep } of result.endings) {
    list.set(`ending ${name}`, probability);
    list.set(`ending ${name} without strategy`, noStrategy.endings[name]!);
    byStep.forEach((p, t) => {
      list.set(`ending ${name} by step ${t}`, p);
    });
  }
  for (const [name, levels] of Object.entries(result.hidden)) {
    for (const [level, p] of Object.entries(levels)) list.set(`${name} ${level}`, p);
  }
  result.ladder?.probability.forEach((row, t) => {
    row.forEach((p, l) => {
      list.set(`rung ${l} in step ${t}`, p);
    });
  });
  for (const [name, p] of Object.entries(result.sources)) list.set(`source ${name}`, p);
  for (const { id, surprise, effect, counts } of result.reports) {
    if (counts && surprise !== null) list.set(`surprise of ${id}`, surprise);
    if (counts && effect !== null) list.set(`effect of ${id}`, effect);
  }
  for (const [actor, moves] of Object.entries(result.nextMoves)) {
    for (const [move, p] of Object.entries(moves)) list.set(`${actor}: ${move}`, p);
  }
  return list;
}

/** Entries that differ by more than the tolerance, in words. Surprises and effects have their own scale. */
export function mapDifferences(expected: Map<string, number>, found: Map<string, number>, tolerance: number): string[] {
  return [...expected].flatMap(([name, value]) => {
    const scale = name.startsWith("effect") ? 100 : name.startsWith("surprise") ? 10 : 1;
    const gap = Math.abs(value - (found.get(name) ?? Number.NaN));
    return gap <= tolerance * scale ? [] : [`${name}: expected ${value}, found ${found.get(name)}`];
  });
}
