import type { EndTable, Game, Stage } from "../../game/game.ts";
import type { Endings } from "./endings.ts";
import { type EndStructure, type Layout, setCalendars } from "./lay-out.ts";
import type { CompileContext } from "./moves.ts";
import { type NamedPayoff, stepPayoffs, totalPayoff } from "./payoffs.ts";
import { decode, gameVariables, type StateSpace, stateInWords } from "./state-space.ts";
import { priceTable } from "./table-builder.ts";

/**
 * A game from its structure and the price of every cell; payoffs, precisions
 * and discounts are evaluated anew. Mistakes in payoffs are noted.
 *
 * @param fixedLevels levels of what keeps its level in this part, −1 for the rest.
 * @param weights probability of each start state.
 */
export function priceLayout(
  context: CompileContext,
  layout: Layout,
  prices: Float64Array,
  part: { readonly space: StateSpace; readonly endings: Endings; readonly weights: readonly number[] },
): Game {
  const { crisis, tabulator } = context;
  const { space, endings } = part;
  const stages = layout.stages.map(({ kind, actors, name, tables, tableOfPhase }): Stage => {
    return { kind, actors, name, tables: tables.map((table) => priceTable(table, prices)), tableOfPhase };
  });
  const payoffs = stepPayoffs(crisis, tabulator.detached());
  const endTables = layout.endTables.map((end) => priceEnd(context, layout, space, payoffs, endings, end));
  const terminalPayoff = priceTerminals(context, layout, space, endings);
  const costs = stages.flatMap((stage) => stage.tables.map((table) => table.cost));
  return {
    actors: crisis.actors.map((actor) => actor.name),
    precision: Float64Array.from(crisis.actors, ({ precision, actsByChance }) =>
      actsByChance || precision === undefined
        ? Number.NaN
        : precision === "infinite"
          ? Number.POSITIVE_INFINITY
          : tabulator.constant(precision),
    ),
    discount: Float64Array.from(crisis.actors, ({ discount }) => tabulator.constant(discount)),
    shocks: crisis.shocks,
    steps: crisis.clock.steps === undefined ? Number.POSITIVE_INFINITY : layout.phaseOfStep.length,
    phaseOfStep: layout.phaseOfStep,
    moves: crisis.moves.map(({ actor, name }) => ({ actor, name })),
    acts: layout.acts,
    endings: crisis.endings.map((ending) => ending.name),
    variables: gameVariables(crisis, space),
    stages,
    blockStart: layout.blockStart,
    active: layout.active,
    stateCode: layout.stateCode,
    end: { tables: endTables, tableOfPhase: layout.endTableOfPhase },
    nextNode: layout.nextNode,
    otherwiseTerminal: layout.otherwiseTerminal,
    terminalEnding: layout.terminalEnding,
    terminalPayoff,
    start: mergeStart(layout.startNodes, part.weights),
    payoffRange: rangeOf([terminalPayoff, ...endTables.map((table) => table.payoff), ...costs]),
  };
}

function priceEnd(
  context: CompileContext,
  layout: Layout,
  space: StateSpace,
  payoffs: readonly (readonly NamedPayoff[])[],
  endings: Endings,
  { phase, nodes, residualTerminal }: EndStructure,
): EndTable {
  const { crisis, problems } = context;
  const from = layout.blockStart[layout.stages.length]!;
  const size = layout.nextNode.length;
  const J = crisis.actors.length;
  const payoff = new Float64Array(size * J);
  const residualChance = new Float64Array(size);
  const levels = Int32Array.from(space.fixedLevels);
  setCalendars(context, layout.phases[phase]!, levels);
  for (const i of nodes) {
    decode(space, layout.stateCode[from + i]!, levels);
    residualChance[i] = endings.residualChance?.at(levels) ?? 0;
    for (let j = 0; j < J; j++) {
      const parts = payoffs[j]!;
      if (parts.length === 0) continue;
      const value = totalPayoff(parts, levels);
      payoff[i * J + j] = value;
      if (Number.isFinite(value)) continue;
      const { name, at } = crisis.actors[j]!;
      const state = stateInWords(crisis, levels);
      problems.add("value-not-finite", at, { what: `The payoff of \`${name}\``, value, state });
    }
  }
  return { payoff, residualChance, residualTerminal };
}

function priceTerminals(context: CompileContext, layout: Layout, space: StateSpace, endings: Endings): Float64Array {
  const { crisis, problems } = context;
  const from = layout.blockStart[layout.stages.length + 1]!;
  const J = crisis.actors.length;
  const payoff = new Float64Array(layout.terminalEnding.length * J);
  const levels = Int32Array.from(space.fixedLevels);
  layout.terminalEnding.forEach((ending, i) => {
    setCalendars(context, layout.phases[layout.terminalPhase[i]!]!, levels);
    decode(space, layout.stateCode[from + i]!, levels);
    for (let j = 0; j < J; j++) {
      const value = endings.payoff(ending, j, levels);
      payoff[i * J + j] = value;
      if (Number.isFinite(value)) continue;
      const { name, at } = crisis.endings[ending]!;
      const what = `The payoff of \`${crisis.actors[j]!.name}\` at \`${name}\``;
      problems.add("value-not-finite", at, { what, value, state: stateInWords(crisis, levels) });
    }
  });
  return payoff;
}

function rangeOf(arrays: readonly Float64Array[]): number {
  let low = 0;
  let high = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      low = Math.min(low, array[i]!);
      high = Math.max(high, array[i]!);
    }
  }
  return high - low;
}

/** Start states that are one node (they differ only in what the part keeps) are added up. */
function mergeStart(nodes: Int32Array, weights: readonly number[]): Game["start"] {
  const probability = new Map<number, number>();
  nodes.forEach((node, i) => {
    probability.set(node, (probability.get(node) ?? 0) + weights[i]!);
  });
  return { node: Int32Array.from(probability.keys()), probability: Float64Array.from(probability.values()) };
}
