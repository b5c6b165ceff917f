/** Small solved games for the tests of `explain`, and slow, obvious ways to the same numbers. */
import type { ExplainInput } from "../../src/analysis/explain-input.ts";
import { type ExplainedPart, explainPart } from "../../src/analysis/explain-part.ts";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileEvidence } from "../../src/crisis/compile-evidence.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { PartBelief } from "../../src/inference/belief.ts";
import { filterPart } from "../../src/inference/filter-part.ts";
import { stageMove } from "../../src/inference/move-mass.ts";
import { activeAt, endTableOf } from "../../src/inference/plain-pass.ts";
import { BackwardStep } from "../../src/solvers/backward-step.ts";
import { policyRow, solveBackward } from "../../src/solvers/solve-backward.ts";

export function crisisOf(yaml: string): Crisis {
  const { crisis, diagnostics } = readCrisis("crisis.yaml", (file) => (file === "crisis.yaml" ? yaml : undefined));
  if (!crisis) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return crisis;
}

export interface ExplainedCase {
  readonly input: ExplainInput;
  readonly belief: PartBelief;
  readonly explained: ExplainedPart;
}

/** Every part that the reports leave possible, explained as of a step with all reports told by then. */
export function explainedParts(crisis: Crisis, asOfStep: number): readonly ExplainedCase[] {
  const parameters = parameterValues(crisis);
  return partsOf(crisis, parameters).flatMap((part) => {
    const { game } = compileGame(crisis, { part, parameters });
    if (!game) return [];
    const { policy } = solveBackward(game);
    const request = { asOfStep, asOfDay: Number.POSITIVE_INFINITY };
    const evidence = compileEvidence(crisis, game, part.fixedLevels, parameters);
    const belief = filterPart(game, policy, evidence, request);
    if (!(belief.mass > 0)) return [];
    const input = { crisis, game, policy, belief, request, fixedLevels: part.fixedLevels, parameters };
    return [{ input, belief, explained: explainPart(input) }];
  });
}

/** W of every node of the as-of step, from the solver's own step. */
export function valuesAtStep({ game, request }: ExplainInput): Float64Array {
  const step = new BackwardStep(game);
  const width = game.stages.length + 1;
  for (let t = game.steps - 1; t >= request.asOfStep; t--) {
    step.run(game.phaseOfStep[t]!, game.active, t * width, t === game.steps - 1, policyRow(game, t));
  }
  return step.value;
}

/** Σ mass · Q of each move of a lone mover's stage, equation (1), by move id. */
export function valuesOfMoves(input: ExplainInput, stage: number): ReadonlyMap<number, number> {
  const { game, policy, belief, request } = input;
  const value = valuesAtStep(input);
  const actor = game.stages[stage]!.actors[0]!;
  const sums = new Map<number, number>();
  let mass: Float64Array = belief.alive;
  for (let p = 0; p <= stage; p++) {
    const next = new Float64Array(activeAt(game, request.asOfStep, p + 1));
    const { table, chances, terminal } = stageMove(game, policy, request.asOfStep, p, null);
    for (let i = 0; i < mass.length; i++) {
      for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
        let worth = -table.cost[c]!;
        for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
          const node = table.target[o]!;
          worth += table.chance[o]! * value[node * game.actors.length + actor]!;
          const share = mass[i]! * (chances === null ? 1 : chances[c]!) * table.chance[o]!;
          if (node < terminal) next[node - game.blockStart[p + 1]!]! += share;
        }
        const move = game.acts.move[game.acts.start[table.act[c]!]!];
        if (p !== stage || table.act[c] === 0 || !(mass[i]! > 0)) continue;
        sums.set(move!, (sums.get(move!) ?? 0) + mass[i]! * worth);
      }
    }
    mass = next;
  }
  return sums;
}

/** One history from the as-of step on. */
export interface History {
  readonly mass: number;
  readonly ending: number;
  readonly lastStep: number;
  /** Rung at the start, and each rung in the order in which it was first reached; joined by blanks. */
  readonly rungs: string;
  /** Moves made, each with its step and stage; joined by blanks. */
  readonly moves: string;
}

/** Every history of a game with a ladder, one by one. */
export function histories(input: ExplainInput, limit: number): readonly History[] | undefined {
  const { crisis, game, policy, belief, request } = input;
  const ladder = crisis.variables.filter((variable) => !variable.calendar).findIndex((variable) => variable.ladder);
  const found: History[] = [];
  const rung = (node: number): number => {
    const { stride, radix, fixed } = game.variables[ladder]!;
    return stride === 0 ? fixed : Math.floor(game.stateCode[node]! / stride) % radix;
  };
  const seen = (rungs: readonly number[], node: number): readonly number[] =>
    rungs.includes(rung(node)) ? rungs : [...rungs, rung(node)];
  const end = (node: number, mass: number, step: number, rungs: readonly number[], moves: string): void => {
    const ending = game.terminalEnding[node - game.blockStart[game.stages.length + 1]!]!;
    found.push({ mass, ending, lastStep: step, rungs: seen(rungs, node).join(" "), moves });
  };
  const walk = (node: number, mass: number, step: number, p: number, rungs: readonly number[], moves: string): void => {
    if (mass === 0 || found.length > limit) return;
    if (p === game.stages.length) {
      const i = node - game.blockStart[p]!;
      const { residualChance, residualTerminal } = endTableOf(game, step);
      const share = residualChance[i]!;
      if (share > 0) end(residualTerminal[i]!, mass * share, step, rungs, moves);
      if (step === game.steps - 1) end(game.otherwiseTerminal[i]!, mass * (1 - share), step, rungs, moves);
      else walk(game.nextNode[i]!, mass * (1 - share), step + 1, 0, rungs, moves);
      return;
    }
    const { table, chances, terminal } = stageMove(game, policy, step, p, null);
    const i = node - game.blockStart[p]!;
    for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
      const made = game.acts.move.subarray(game.acts.start[table.act[c]!]!, game.acts.start[table.act[c]! + 1]!);
      const after = made.length === 0 ? moves : `${moves} ${step}.${p}:${made.join("+")}`;
      for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
        const share = mass * (chances === null ? 1 : chances[c]!) * table.chance[o]!;
        const target = table.target[o]!;
        if (target >= terminal) end(target, share, step, rungs, after);
        else walk(target, share, step, p + 1, seen(rungs, target), after);
      }
    }
  };
  belief.alive.forEach((mass, node) => {
    walk(node, mass, request.asOfStep, 0, [rung(node)], "");
  });
  return found.length > limit ? undefined : found;
}
