import type { GamePlaces } from "./game-places.ts";
import { type KernelInstance, ROW_BYTES } from "./kernel.ts";

/** Equations (1) to (4) for one step of all games, from its end to its start. */
export function runStep({ kernel }: KernelInstance, places: GamePlaces, step: number): void {
  const { game, actors, value, tables, ends, discount } = places;
  const { stages, end, blockStart, active } = game;
  const P = stages.length;
  const J = actors.length;
  const phase = game.phaseOfStep[step]!;
  const rowsOf = (position: number): number => value + blockStart[position]! * J * ROW_BYTES;
  const { payoff, residualChance, residualTerminal } = ends[end.tableOfPhase[phase]!]!;
  const next = step === game.steps - 1 ? places.otherwiseTerminal : places.nextNode;
  const nodes = active[step * (P + 1) + P]!;
  kernel.endOfStep(nodes, J, next, payoff, discount, residualTerminal, residualChance, value, rowsOf(P));
  for (let p = P - 1; p >= 0; p--) {
    const { kind, tableOfPhase } = stages[p]!;
    const { choiceStart, outcomeStart, target, share, given } = tables[p]![tableOfPhase[phase]!]!;
    const nodes = active[step * (P + 1) + p]!;
    if (kind === "turn") runTurn(kernel, places, { step, stage: p, nodes, into: rowsOf(p) });
    else kernel.chance(nodes, J, choiceStart, outcomeStart, target, share, given, value, rowsOf(p));
  }
}

/** Some nodes at a time, as many as there is room for what their choices are worth. */
function runTurn(
  kernel: KernelInstance["kernel"],
  places: GamePlaces,
  at: { readonly step: number; readonly stage: number; readonly nodes: number; readonly into: number },
): void {
  const { game, actors, room } = places;
  const { step, stage, nodes, into } = at;
  const { tables, tableOfPhase, actors: movers } = game.stages[stage]!;
  const table = tableOfPhase[game.phaseOfStep[step]!]!;
  const { choiceStart, outcomeStart, target, share, cost } = places.tables[stage]![table]!;
  const starts = tables[table]!.choiceStart;
  const mover = actors.indexOf(movers[0]!);
  const precision = places.precision + mover * ROW_BYTES;
  for (let first = 0; first < nodes; ) {
    let last = first + 1;
    const most = starts[first]! + room;
    while (last < nodes && starts[last + 1]! <= most) last++;
    kernel.turn(
      first,
      last,
      actors.length,
      mover,
      precision,
      choiceStart,
      outcomeStart,
      target,
      share,
      cost,
      places.value,
      into,
      places.worth,
      places.policy[step]![stage]!,
      places.exponentials,
    );
    first = last;
  }
}
