/**
 * The escalation model of 282 disputes of 1816–99 with logit errors, λ = 1/√2:
 * the first side keeps the status quo or presses, the second then capitulates
 * or fights. Probabilities from the published coefficients, every row solved
 * by backward induction.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { HAS_REFERENCE, REFERENCE } from "../numeric/read-nfg.ts";

const DISPUTE = `
crisis: A dispute
question: { ask: "War?", ending: war, by: 1 }
clock: { steps: 1 }
actors: { first: { precision: ${Math.SQRT1_2} }, second: { precision: ${Math.SQRT1_2} } }
parameters:
  quo_first: { value: 0 }
  war_first: { value: 0 }
  war_second: { value: 0 }
state: { claim: { levels: [none, made] } }
moves:
  first:
    keep: { then: { ends: quo } }
    press: { then: { claim: made } }
  second:
    capitulate: { when: claim == made, then: { ends: capitulation } }
    fight: { when: claim == made, then: { ends: war } }
endings:
  quo: { rule: "Nobody presses.", payoffs: { first: quo_first } }
  capitulation: { rule: "The second side gives in." }
  war: { rule: "They fight.", payoffs: { first: war_first, second: war_second } }
  left_over: { otherwise: true, rule: "None of these." }
`;

type Row = Readonly<Record<string, string>>;

function readTable(name: string): Row[] {
  const lines = readFileSync(`${REFERENCE}games/${name}`, "utf8").trim().split("\n");
  const [names, ...rows] = lines.map((line) => cellsOf(line));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, k) => [names![k]!, cell])));
}

/** Commas between quotes do not part cells. */
function cellsOf(line: string): string[] {
  return line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll('"', ""));
}

/** Parameters of one dispute: utilities linear in its data. */
function utilities(row: Row, b: ReadonlyMap<string, number>): Float64Array {
  const of = (term: string): number => b.get(term) ?? 0;
  const quo =
    of("u1(~esc):(Intercept)") +
    of("u1(~esc):s_wt_re1") * Number(row.s_wt_re1) +
    of("u1(~esc):revis1") * Number(row.revis1);
  const war1 = of("u1(esc,war):(Intercept)") + of(`u1(esc,war):regime1${row.regime1}`);
  const war2 =
    of("u2(esc,war):(Intercept)") +
    of("u2(esc,war):balanc") * Number(row.balanc) +
    of(`u2(esc,war):regime2${row.regime2}`);
  return Float64Array.of(quo, war1, war2);
}

/** Probability of a move at the only node at which its actor chooses. */
function chanceOf(game: Game, policy: Float64Array, stage: number, move: string): number {
  const { act } = game.stages[stage]!.tables[0]!;
  for (let c = 0; c < policy.length; c++) {
    const made = game.acts.move[game.acts.start[act[c]!]!];
    if (made !== undefined && game.moves[made]!.name === move) return policy[c]!;
  }
  throw new Error(`no move ${move}`);
}

function predict(crisis: Crisis, parameters: Float64Array): number[] {
  const { game } = compileGame(crisis, { part: partsOf(crisis)[0]!, parameters });
  const { policy } = solveBackward(game!);
  const press = chanceOf(game!, policy.at(0, 0), 0, "press");
  const fight = chanceOf(game!, policy.at(0, 1), 1, "fight");
  return [chanceOf(game!, policy.at(0, 0), 0, "keep"), press * (1 - fight), press * fight];
}

describe.skipIf(!HAS_REFERENCE)("the disputes of 1816-99 (skipped where the reference data is absent)", () => {
  it("every row as published, to 1e-9", () => {
    const { crisis, diagnostics } = readCrisis("dispute.yaml", () => DISPUTE);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const estimates = readTable("fits_coefficients.csv").filter(({ model }) => model === "war1800_m2_logit_agent");
    const coefficients = new Map(estimates.map(({ term, estimate }) => [term!, Number(estimate)]));
    expect(coefficients.size).toBe(10);
    const used = ["s_wt_re1", "revis1", "regime1", "balanc", "regime2"];
    const rows = readTable("war1800.csv").filter((row) => used.every((name) => row[name] !== "NA" && row[name] !== ""));
    const published = readTable("pred_war1800_m2_logit_agent.csv");
    expect(rows).toHaveLength(282);
    expect(published).toHaveLength(282);
    rows.forEach((row, k) => {
      const { p_sq, p_cap, p_war } = published[k]!;
      const mine = predict(crisis!, utilities(row, coefficients));
      [p_sq, p_cap, p_war].forEach((p, outcome) => {
        expect(Math.abs(mine[outcome]! - Number(p)), `row ${k + 1}`).toBeLessThan(1e-9);
      });
    });
  });
});
