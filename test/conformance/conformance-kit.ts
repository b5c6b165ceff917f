/** What every crisis must keep to, whatever it is about. */
import { expect } from "vitest";
import { type Part, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import type { Game, StageTable } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { Rules } from "../oracle/rules.ts";

const ROUNDING = 1e-12;

/** One part laid out; throws where it has mistakes. */
export function compilePart(crisis: Crisis, part: Part): Game {
  const { game, diagnostics } = compileGame(crisis, { part });
  if (!game) throw new Error(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
  return game;
}

/** The (step, stage, node) triples that can come about, from the start on. */
function forEachReached(
  game: Game,
  visit: (step: number, stage: number, node: number, table: StageTable) => void,
): void {
  const width = game.stages.length + 1;
  for (let t = 0; t < game.steps; t++) {
    for (let p = 0; p < game.stages.length; p++) {
      const { tables, tableOfPhase } = game.stages[p]!;
      const table = tables[tableOfPhase[game.phaseOfStep[t]!]!]!;
      for (let i = 0; i < game.active[t * width + p]!; i++) {
        // A node first met under another calendar may have no row under this one.
        if (table.choiceStart[i + 1]! > table.choiceStart[i]!) visit(t, p, i, table);
      }
    }
  }
}

function sumOf(list: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    if (!(list[i]! >= 0)) return Number.NaN;
    sum += list[i]!;
  }
  return sum;
}

/** Chances of every outcome list, given moves and policies sum to 1. */
export function checkSums(game: Game, policy: Policy): void {
  let worst = 0;
  const note = (sum: number): void => {
    worst = Math.max(worst, Math.abs(sum - 1));
  };
  note(sumOf(game.start.probability, 0, game.start.probability.length));
  forEachReached(game, (t, p, i, table) => {
    const { kind } = game.stages[p]!;
    const [first, last] = [table.choiceStart[i]!, table.choiceStart[i + 1]!];
    for (let c = first; c < last; c++) note(sumOf(table.chance, table.outcomeStart[c]!, table.outcomeStart[c + 1]!));
    if (kind === "given") note(sumOf(table.given, first, last));
    else if (kind !== "driver") note(sumOf(policy.at(t, p), first, last));
  });
  expect(worst).toBeLessThanOrEqual(ROUNDING);
}

/** Level of every variable at a node, calendars as in a step. */
function stateOf(crisis: Crisis, rules: Rules, game: Game, node: number, step: number): readonly number[] {
  const code = game.stateCode[node]!;
  let place = 0;
  const levels = crisis.variables.map((variable) => {
    if (variable.calendar) return 0;
    const { stride, radix, fixed } = game.variables[place++]!;
    return stride === 0 ? fixed : Math.floor(code / stride) % radix;
  });
  return rules.inStep(levels, step);
}

/** The moves at each node are those the file allows there; a chance of 0 is no move. */
export function checkAvailability(crisis: Crisis, game: Game): void {
  const rules = new Rules(crisis);
  const key = (list: readonly (readonly number[])[]): string[] => list.map((moves) => moves.join("+")).sort();
  forEachReached(game, (t, p, i, table) => {
    const { kind, actors } = game.stages[p]!;
    if (kind === "driver") return;
    const x = stateOf(crisis, rules, game, game.blockStart[p]! + i, t);
    let allowed: number[][] = [[]];
    for (const j of actors) {
      let open = rules.available(j, x);
      if (kind === "given") {
        const chances = rules.given(open, x);
        open = open.filter((_, m) => chances[m]! > 0);
      }
      allowed = allowed.flatMap((made) => open.map((m) => (m < 0 ? made : [...made, m])));
    }
    const found: number[][] = [];
    for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
      const act = table.act[c]!;
      found.push([...game.acts.move.slice(game.acts.start[act]!, game.acts.start[act + 1]!)]);
    }
    if (key(found).join() !== key(allowed).join()) expect(key(found)).toEqual(key(allowed));
  });
}

/** Every target is a node of the next position or a terminal with an ending of the file. */
export function checkTargets(crisis: Crisis, game: Game): void {
  const terminals = game.blockStart[game.stages.length + 1]!;
  const nodes = game.blockStart[game.stages.length + 2]!;
  let strays = 0;
  forEachReached(game, (_, p, i, table) => {
    const [first, last] = [table.outcomeStart[table.choiceStart[i]!]!, table.outcomeStart[table.choiceStart[i + 1]!]!];
    for (let o = first; o < last; o++) {
      const target = table.target[o]!;
      const next = target >= game.blockStart[p + 1]! && target < game.blockStart[p + 2]!;
      if (!next && !(target >= terminals && target < nodes)) strays++;
    }
  });
  for (const ending of game.terminalEnding) if (!crisis.endings[ending]) strays++;
  expect(strays).toBe(0);
}

/** Compiled twice, the tables are the same to the last number. */
export function checkStable(crisis: Crisis, part: Part, game: Game): void {
  expect(compilePart(crisis, part)).toEqual(game);
}

/** All of it, part by part; `most` parts at most. */
export function checkConformance(crisis: Crisis, most = 4): void {
  for (const part of partsOf(crisis).slice(0, most)) {
    const game = compilePart(crisis, part);
    checkSums(game, solveBackward(game).policy);
    checkAvailability(crisis, game);
    checkTargets(crisis, game);
    checkStable(crisis, part, game);
  }
}
