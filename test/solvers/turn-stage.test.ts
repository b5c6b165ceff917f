import { describe, expect, it } from "vitest";
import type { StageTable } from "../../src/game/game.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { bestReply, logitResponse } from "../../src/solvers/respond.ts";
import { type Mover, TurnStage } from "../../src/solvers/turn-stage.ts";

const NODES = 700;
const TARGETS = 50;

/** A table with 0 to 6 choices a node, 1 to 3 outcomes a choice, and values of the targets. */
function randomTable(actors: number, seed: number): { readonly table: StageTable; readonly value: Float64Array } {
  const random = randomStream(seed, actors);
  const choiceStart = [0];
  const outcomeStart = [0];
  const cost: number[] = [];
  const target: number[] = [];
  const chance: number[] = [];
  for (let i = 0; i < NODES; i++) {
    const choices = Math.floor(random.next() * 7);
    for (let c = 0; c < choices; c++) {
      cost.push(random.next());
      const outcomes = 1 + Math.floor(random.next() * 3);
      for (let o = 0; o < outcomes; o++) {
        target.push(NODES + Math.floor(random.next() * TARGETS));
        chance.push(1 / outcomes);
      }
      outcomeStart.push(target.length);
    }
    choiceStart.push(cost.length);
  }
  const value = new Float64Array((NODES + TARGETS) * actors).map((_, k) =>
    k < NODES * actors ? 7 : random.next() * 9,
  );
  const table = {
    choiceStart: Int32Array.from(choiceStart),
    act: new Int32Array(cost.length),
    cost: Float64Array.from(cost),
    given: new Float64Array(0),
    outcomeStart: Int32Array.from(outcomeStart),
    target: Int32Array.from(target),
    chance: Float64Array.from(chance),
  };
  return { table, value };
}

/** Node by node, as the equations stand. */
function plainTurn(mover: Mover, table: StageTable, J: number, policy: Float64Array, value: Float64Array): number {
  let ties = 0;
  for (let i = 0; i < NODES; i++) {
    const first = table.choiceStart[i]!;
    const count = table.choiceStart[i + 1]! - first;
    const worth = new Float64Array(count * J);
    for (let a = 0; a < count; a++) {
      for (let o = table.outcomeStart[first + a]!; o < table.outcomeStart[first + a + 1]!; o++) {
        for (let j = 0; j < J; j++) worth[a * J + j]! += table.chance[o]! * value[table.target[o]! * J + j]!;
      }
      worth[a * J + mover.actor]! -= table.cost[first + a]!;
    }
    let counted = 0;
    if (count > 0 && mover.precision === Number.POSITIVE_INFINITY) {
      if (bestReply(worth, mover.actor, J, count, mover.tolerance, policy, first) > 1) ties++;
    } else if (count > 0) {
      counted = logitResponse(worth, mover.actor, J, count, mover.precision, policy, first, mover.shocksCounted);
    }
    for (let j = 0; j < J; j++) {
      let sum = 0;
      for (let a = 0; a < count; a++) sum += policy[first + a]! * worth[a * J + j]!;
      value[i * J + j] = sum;
    }
    if (mover.shocksCounted && count > 0) value[i * J + mover.actor] = counted;
  }
  return ties;
}

describe("the turn of one actor, many nodes at a time", () => {
  const movers = [
    { precision: 0, shocksCounted: false },
    { precision: 3, shocksCounted: false },
    { precision: 900, shocksCounted: false },
    { precision: 2, shocksCounted: true },
    { precision: Number.POSITIVE_INFINITY, shocksCounted: false },
  ];
  it.each(movers)("has the digits of node by node: %o", (kind) => {
    for (const [actors, ofPosition] of [1, 2, 3, 4, 7].flatMap((J) => [[J, 20] as const, [J, 1e4] as const])) {
      const mover = { ...kind, actor: actors - 1, tolerance: 0.5 };
      const { table, value } = randomTable(actors, 5);
      const expected = { policy: new Float64Array(table.cost.length), value: value.slice() };
      const ties = plainTurn(mover, table, actors, expected.policy, expected.value);
      const policy = new Float64Array(table.cost.length);
      const stage = new TurnStage(actors, { ofNode: 6, ofPosition });
      stage.run(mover, table, { from: 0, nodes: NODES }, policy, value);
      expect(policy).toEqual(expected.policy);
      expect(value).toEqual(expected.value);
      expect(stage.ties).toBe(ties);
    }
  });
});
