import { sightOf } from "../../../src/analysis/private/sight-of.ts";
import { gridPlan, solveOnGrid } from "../../../src/analysis/private/solve-on-grid.ts";
import { type PrivateSolution, solveOnTree } from "../../../src/analysis/private/solve-on-tree.ts";
import { partsOf } from "../../../src/crisis/compile/parts.ts";
import { compileGame } from "../../../src/crisis/compile-game.ts";
import type { Crisis } from "../../../src/crisis/model.ts";
import type { Game } from "../../../src/game/game.ts";
import { readText } from "../../crisis/read-text.ts";

export interface Private {
  readonly crisis: Crisis;
  readonly game: Game;
}

/** The only part of a private crisis, compiled. */
export function compiled(text: string): Private {
  const crisis = readText(text);
  const parts = partsOf(crisis);
  const { game, diagnostics } = compileGame(crisis, { part: parts[0]! });
  if (parts.length !== 1 || !game) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { crisis, game };
}

export function onTree({ crisis, game }: Private): PrivateSolution {
  const solution = solveOnTree(game, sightOf(crisis)!, { nodes: 1e5, ratios: 1000 });
  if (!solution?.record.converged) throw new Error("not solved on the tree");
  return solution;
}

/** @param fineness factor of the default intervals. */
export function onGrid({ crisis, game }: Private, fineness = 1): PrivateSolution {
  const plan = gridPlan(crisis);
  const intervals = plan.intervals.map((n) => Math.max(1, Math.round(n * fineness)));
  return solveOnGrid(crisis, game, sightOf(crisis)!, { ...plan, intervals });
}

/** Probabilities by move name at the node of a stage where these variables have these levels, in step 0. */
export function movesAt(
  { game, policy }: Pick<PrivateSolution, "game" | "policy">,
  stage: number,
  levels: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const table = game.stages[stage]!.tables[0]!;
  const count = game.active[stage]!;
  for (let i = 0; i < count; i++) {
    const code = game.stateCode[game.blockStart[stage]! + i]!;
    const fits = Object.entries(levels).every(([name, level]) => {
      const variable = game.variables.find((own) => own.name === name);
      if (!variable) throw new Error(`no variable ${name}`);
      const own = variable.stride === 0 ? variable.fixed : Math.floor(code / variable.stride) % variable.radix;
      return variable.levels[own] === level;
    });
    if (!fits) continue;
    const odds: Record<string, number> = {};
    for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
      const move = game.acts.move[game.acts.start[table.act[c]!]!];
      odds[move === undefined ? "pass" : game.moves[move]!.name] = policy.at(0, stage)[c]!;
    }
    return odds;
  }
  throw new Error(`no such node: ${JSON.stringify(levels)}`);
}
