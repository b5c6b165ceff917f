import type { Evidence } from "../game/evidence.ts";
import type { Game, StageTable } from "../game/game.ts";
import { holdsAtEnd } from "./holds-at-end.ts";
import { endTableOf } from "./plain-pass.ts";

/** What a watch has seen by the end of a step, for each node of position P and then each terminal. */
export type Shown = Uint8Array;

/** A watch that is read at the end of a step. */
export interface Reading {
  readonly watch: number;
  readonly step: number;
}

/** Watches followed at a time, one bit each. */
const TOGETHER = 30;

/**
 * Where the state at the end of a step already shows whether a watch has seen
 * its event, what it shows; null where both can have happened on the way.
 * One walk over what can be reached, with two sets of bits a node: watches
 * that may have seen nothing, watches that may have seen it.
 *
 * @param readings   the answer has one entry for each, in their order.
 * @param terminals  whether a path that ended in that step is read too.
 */
export function findShown(
  game: Game,
  evidence: Evidence,
  readings: readonly Reading[],
  terminals: (step: number) => boolean,
): (Shown | null)[] {
  const shown: (Shown | null)[] = readings.map(() => null);
  const watches = [...new Set(readings.map((reading) => reading.watch))];
  for (let first = 0; first < watches.length; first += TOGETHER) {
    const group = watches.slice(first, first + TOGETHER);
    const inGroup = readings.map((reading) => group.indexOf(reading.watch));
    const last = Math.max(...readings.map((reading, k) => (inGroup[k]! < 0 ? 0 : reading.step)));
    const walk = new WatchWalk(game, evidence, group);
    for (let step = 0; step <= last; step++) {
      walk.passStep(step);
      readings.forEach((reading, k) => {
        if (inGroup[k]! >= 0 && reading.step === step) shown[k] = walk.read(inGroup[k]!, step, terminals(step));
      });
    }
  }
  return shown;
}

/** By act: bit k is set where one of its moves is waited for by watch `watches[k]`; −1 stands for no watch. */
export function latchOfAct(game: Game, evidence: Evidence, watches: readonly number[]): Int32Array {
  const { start, move } = game.acts;
  const latch = new Int32Array(start.length - 1);
  watches.forEach((watch, bit) => {
    const moves = new Set(evidence.watches[watch]?.moves);
    for (let act = 0; act < latch.length; act++) {
      for (let k = start[act]!; k < start[act + 1]!; k++) if (moves.has(move[k]!)) latch[act]! |= 1 << bit;
    }
  });
  return latch;
}

/** By node of position P and terminal: bit k is set where the condition of watch k holds. */
function holdsMasks(game: Game, evidence: Evidence, watches: readonly number[], atLast: boolean): Int32Array {
  const positions = game.stages.length;
  const masks = new Int32Array(game.blockStart[positions + 2]! - game.blockStart[positions]!);
  watches.forEach((watch, bit) => {
    const holds = holdsAtEnd(game, evidence.watches[watch]!, atLast);
    for (let k = 0; k < holds.length; k++) if (holds[k] === 1) masks[k]! |= 1 << bit;
  });
  return masks;
}

/** The walk: for each node, the watches that may not have seen (`unseen`) and may have seen (`seen`) their event. */
class WatchWalk {
  private readonly game: Game;
  private readonly from: readonly number[];
  private readonly latch: Int32Array;
  private readonly holds: Int32Array;
  private readonly holdsAtLast: Int32Array;
  private readonly unseen: Int32Array;
  private readonly seen: Int32Array;
  private readonly first: number;
  private readonly terminal: number;

  constructor(game: Game, evidence: Evidence, watches: readonly number[]) {
    const positions = game.stages.length;
    const nodes = game.blockStart[positions + 2]!;
    this.game = game;
    this.from = watches.map((watch) => evidence.watches[watch]!.from);
    this.latch = latchOfAct(game, evidence, watches);
    this.first = game.blockStart[positions]!;
    this.terminal = game.blockStart[positions + 1]!;
    this.holds = holdsMasks(game, evidence, watches, false);
    this.holdsAtLast = holdsMasks(game, evidence, watches, true);
    this.unseen = new Int32Array(nodes);
    this.seen = new Int32Array(nodes);
    for (const node of game.start.node) this.unseen[node] = -1;
  }

  /** Walk from position 0 to the end of the step, having walked there from the end of the step before. */
  passStep(step: number): void {
    const { game, unseen, seen } = this;
    if (step > 0) this.beginStep(step);
    let open = 0;
    this.from.forEach((from, bit) => {
      if (from <= step) open |= 1 << bit;
    });
    unseen.fill(0, this.terminal);
    seen.fill(0, this.terminal);
    const positions = game.stages.length;
    for (let p = 0; p < positions; p++) {
      unseen.fill(0, game.blockStart[p + 1]!, game.blockStart[p + 2]!);
      seen.fill(0, game.blockStart[p + 1]!, game.blockStart[p + 2]!);
      const { tables, tableOfPhase } = game.stages[p]!;
      const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
      this.passStage(table, game.blockStart[p]!, game.active[step * (positions + 1) + p]!, open);
    }
    this.endStep(step, open);
  }

  private endStep(step: number, open: number): void {
    const { game, unseen, seen, first } = this;
    const count = game.active[step * (game.stages.length + 1) + game.stages.length]!;
    const { residualTerminal } = endTableOf(game, step);
    for (let i = 0; i < count; i++) {
      const ending = residualTerminal[i]!;
      if (ending < 0) continue;
      unseen[ending]! |= unseen[first + i]!;
      seen[ending]! |= seen[first + i]!;
    }
    const holds = step === game.steps - 1 ? this.holdsAtLast : this.holds;
    for (let k = 0; k < holds.length; k++) {
      const now = holds[k]! & open;
      if (now === 0) continue;
      seen[first + k]! |= unseen[first + k]! & now;
      unseen[first + k]! &= ~now;
    }
  }

  private beginStep(step: number): void {
    const { game, unseen, seen, first } = this;
    const positions = game.stages.length;
    if (positions === 0) return;
    unseen.fill(0, 0, game.blockStart[1]!);
    seen.fill(0, 0, game.blockStart[1]!);
    const count = game.active[(step - 1) * (positions + 1) + positions]!;
    for (let i = 0; i < count; i++) {
      if ((unseen[first + i]! | seen[first + i]!) === 0) continue;
      const next = game.nextNode[i]!;
      unseen[next]! |= unseen[first + i]!;
      seen[next]! |= seen[first + i]!;
    }
  }

  private passStage(table: StageTable, start: number, count: number, open: number): void {
    const { unseen, seen } = this;
    for (let i = 0; i < count; i++) {
      const not = unseen[start + i]!;
      const yes = seen[start + i]!;
      if ((not | yes) === 0) continue;
      for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
        const now = this.latch[table.act[c]!]! & open;
        const notNow = not & ~now;
        const yesNow = yes | (not & now);
        for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
          unseen[table.target[o]!]! |= notNow;
          seen[table.target[o]!]! |= yesNow;
        }
      }
    }
  }

  /** What the watch has seen by node, null where some node leaves it open. */
  read(bit: number, step: number, terminals: boolean): Shown | null {
    const { game, unseen, seen, first } = this;
    const positions = game.stages.length;
    const shown = new Uint8Array(this.holds.length);
    const active = game.active[step * (positions + 1) + positions]!;
    for (let k = 0; k < shown.length; k++) {
      const ended = first + k >= this.terminal;
      if (ended ? !terminals : k >= active) continue;
      const yes = (seen[first + k]! >>> bit) & 1;
      if (yes === 1 && ((unseen[first + k]! >>> bit) & 1) === 1) return null;
      shown[k] = yes;
    }
    return shown;
  }
}
