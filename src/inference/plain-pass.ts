import type { EndTable, Game } from "../game/game.ts";
import type { Flows } from "./flows.ts";
import { gatherFlow, spreadChoices, spreadFlow } from "./move-flow.ts";
import { type Block, stageMove } from "./move-mass.ts";

/*
 * Passes over whole steps in which no report is weighed. Rows have `width`
 * columns that do not mix: one, or one for each of several questions.
 */

/** Nodes of a position that a step can reach. */
export function activeAt(game: Game, step: number, position: number): number {
  return game.active[step * (game.stages.length + 1) + position]!;
}

/** What happens at the end of a step. */
export function endTableOf(game: Game, step: number): EndTable {
  return game.end.tables[game.end.tableOfPhase[game.phaseOfStep[step]!]!]!;
}

export function terminalCount(game: Game): number {
  return game.blockStart[game.stages.length + 2]! - game.blockStart[game.stages.length + 1]!;
}

/** Mass with which the game starts, at position 0. */
export function startMass(game: Game): Float64Array {
  const mass = new Float64Array(activeAt(game, 0, 0));
  game.start.node.forEach((node, k) => {
    mass[node]! += game.start.probability[k]!;
  });
  return mass;
}

/** Rows of the terminals as a block. */
export function terminalBlock(game: Game, width: number, cells: Float64Array): Block {
  return { start: game.blockStart[game.stages.length + 1]!, count: terminalCount(game), width, cells };
}

/** Rows of a position's active nodes as a block. */
export function positionBlock(game: Game, step: number, position: number, width: number, cells: Float64Array): Block {
  return { start: game.blockStart[position]!, count: activeAt(game, step, position), width, cells };
}

/** Rows of the classes of terminals as a block. */
export function endedBlock({ game, classes }: Flows, width: number, cells: Float64Array): Block {
  return { start: game.blockStart[game.stages.length + 1]!, count: classes.ending.length, width, cells };
}

/** Take the residual ending's share off the mass at position P, in place, and add it to what ended. */
export function drawResidual(
  { game, classes }: Flows,
  step: number,
  width: number,
  atEnd: Float64Array,
  ended: Float64Array | null,
): void {
  const { residualChance, residualTerminal } = endTableOf(game, step);
  const count = activeAt(game, step, game.stages.length);
  const terminal = game.blockStart[game.stages.length + 1]!;
  for (let i = 0; i < count; i++) {
    const chance = residualChance[i]!;
    if (chance === 0) continue;
    const out = classes.of[residualTerminal[i]! - terminal]! * width;
    for (let k = 0; k < width; k++) {
      const mass = atEnd[i * width + k]!;
      if (ended !== null) ended[out + k]! += chance * mass;
      atEnd[i * width + k] = (1 - chance) * mass;
    }
  }
}

/** The expectation over that draw: from the worth of surviving it, in place; the ending counts 0 where `ended` is null. */
export function expectResidual(
  { game, classes }: Flows,
  step: number,
  width: number,
  atEnd: Float64Array,
  ended: Float64Array | null,
): void {
  const { residualChance, residualTerminal } = endTableOf(game, step);
  const count = activeAt(game, step, game.stages.length);
  const terminal = game.blockStart[game.stages.length + 1]!;
  for (let i = 0; i < count; i++) {
    const chance = residualChance[i]!;
    if (chance === 0) continue;
    const out = classes.of[residualTerminal[i]! - terminal]! * width;
    for (let k = 0; k < width; k++) {
      const drawn = ended === null ? 0 : chance * ended[out + k]!;
      atEnd[i * width + k] = (1 - chance) * atEnd[i * width + k]! + drawn;
    }
  }
}

/** Mass that survives a step, at position P, from that at position `from`; what ends is added to `ended`. */
export function spreadStep(
  flows: Flows,
  step: number,
  width: number,
  mass: { readonly from: number; readonly cells: Float64Array; readonly ended: Float64Array | null },
): Float64Array {
  const { game } = flows;
  const ended = mass.ended === null ? null : endedBlock(flows, width, mass.ended);
  const rooms = twoRooms(flows, step, width);
  let block = positionBlock(game, step, mass.from, width, mass.cells);
  let odd = 0;
  for (let p = mass.from; p < game.stages.length; ) {
    const byChoices = width === 1 && flows.isPassedByChoices(step, p);
    const { to, flow } = byChoices ? { to: p + 1, flow: null } : flows.hop(step, p);
    const next = positionBlock(game, step, to, width, rooms[odd]!);
    next.cells.fill(0, 0, next.count * width);
    if (flow !== null) spreadFlow(flow, block, next, ended);
    else spreadChoices(stageMove(game, flows.policy, step, p, null), flows.classes, block, next, ended);
    block = next;
    odd = 1 - odd;
    p = to;
  }
  const atEnd = block.cells.slice(0, block.count * width);
  drawResidual(flows, step, width, atEnd, mass.ended);
  return atEnd;
}

/**
 * Worth at position 0 from that of surviving the step, at position P; what
 * ends counts 0 where `ended` is null. The rows a visit sees are overwritten
 * two positions on; drivers may be passed without a stop.
 */
function gatherStep(
  flows: Flows,
  step: number,
  width: number,
  worth: { readonly atEnd: Float64Array; readonly ended: Float64Array | null },
  visit?: (position: number, block: Block) => void,
): Float64Array {
  const { game } = flows;
  const ended = worth.ended === null ? null : endedBlock(flows, width, worth.ended);
  const rooms = twoRooms(flows, step, width);
  const atEnd = worth.atEnd.slice();
  expectResidual(flows, step, width, atEnd, worth.ended);
  let block = positionBlock(game, step, game.stages.length, width, atEnd);
  const stops = stopsOf(flows, step);
  for (let k = stops.length - 1; k >= 0; k--) {
    const p = stops[k]!;
    const into = positionBlock(game, step, p, width, rooms[k & 1]!);
    gatherFlow(flows.hop(step, p).flow, into, block, ended);
    block = into;
    visit?.(p, block);
  }
  return block.cells.slice(0, block.count * width);
}

/** Positions of a step from which hops start, in their order. */
function stopsOf(flows: Flows, step: number): number[] {
  const stops: number[] = [];
  for (let p = 0; p < flows.game.stages.length; p = flows.landing(step, p)) stops.push(p);
  return stops;
}

/** Room for the largest position of a step, twice. */
function twoRooms({ game, numbers }: Flows, step: number, width: number): [Float64Array, Float64Array] {
  let most = 0;
  for (let p = 0; p <= game.stages.length; p++) most = Math.max(most, activeAt(game, step, p));
  return [numbers.takeUnwritten(most * width), numbers.takeUnwritten(most * width)];
}

/** Mass at position 0 of the next step from that which survived this one. */
export function beginNext({ game, numbers }: Flows, step: number, width: number, atEnd: Float64Array): Float64Array {
  const count = activeAt(game, step, game.stages.length);
  const start = numbers.take(activeAt(game, step + 1, 0) * width);
  for (let i = 0; i < count; i++) {
    const row = game.nextNode[i]! * width;
    for (let k = 0; k < width; k++) start[row + k]! += atEnd[i * width + k]!;
  }
  return start;
}

/** Worth of having survived a step, at position P, from that at position 0 of the next. */
export function endBefore({ game, numbers }: Flows, step: number, width: number, start: Float64Array): Float64Array {
  const count = activeAt(game, step, game.stages.length);
  const atEnd = numbers.take(count * width);
  for (let i = 0; i < count; i++) {
    const row = game.nextNode[i]! * width;
    for (let k = 0; k < width; k++) atEnd[i * width + k] = start[row + k]!;
  }
  return atEnd;
}

/**
 * P(survive to the start of step `last` | node), from the start of the game
 * and at some positions of its steps, rows in the order of `places`: a
 * position P has survived its step; at the last step it is 1.
 */
export function survivalAhead(
  flows: Flows,
  last: number,
  places: readonly { readonly step: number; readonly to: number }[],
): { readonly at: readonly Float64Array[]; readonly total: number } {
  const { game } = flows;
  const positions = game.stages.length;
  const at = places.map(({ step, to }) => new Float64Array(activeAt(game, step, to)).fill(step === last ? 1 : 0));
  const keep = (step: number, position: number, cells: Float64Array): void => {
    places.forEach((place, k) => {
      if (place.step === step && place.to === position) at[k]!.set(cells.subarray(0, at[k]!.length));
    });
  };
  let start: Float64Array = new Float64Array(activeAt(game, last, 0)).fill(1);
  for (let step = last - 1; step >= 0; step--) {
    const atEnd = endBefore(flows, step, 1, start);
    keep(step, positions, atEnd);
    start = gatherStep(flows, step, 1, { atEnd, ended: null }, (position, { cells }) => keep(step, position, cells));
  }
  const total = startMass(game).reduce((sum, mass, node) => sum + mass * start[node]!, 0);
  return { at, total };
}

/**
 * Expected worth of where the crisis ends, having survived a step: for step
 * `by` back to step `from`. What has not ended by the end of step `by` is
 * worth 0; the `otherwise` ending belongs to the last step.
 *
 * @param worth  of each class of terminals, `width` columns.
 */
export function expectEnding(
  flows: Flows,
  question: { readonly worth: Float64Array; readonly width: number; readonly from: number; readonly by: number },
  visit: (step: number, atEnd: Float64Array) => void,
): void {
  const { game } = flows;
  const { worth, width, from } = question;
  const by = Math.min(question.by, game.steps - 1);
  let atEnd: Float64Array = new Float64Array(activeAt(game, by, game.stages.length) * width);
  if (by === game.steps - 1) {
    const terminal = game.blockStart[game.stages.length + 1]!;
    for (let i = 0; i * width < atEnd.length; i++) {
      const otherwise = game.otherwiseTerminal[i]! - terminal;
      if (otherwise < 0) continue;
      const row = flows.classes.of[otherwise]! * width;
      for (let k = 0; k < width; k++) atEnd[i * width + k] = worth[row + k]!;
    }
  }
  for (let step = by; step >= from; step--) {
    visit(step, atEnd);
    if (step === from) return;
    const start = gatherStep(flows, step, width, { atEnd, ended: worth });
    atEnd = endBefore(flows, step - 1, width, start);
  }
}
