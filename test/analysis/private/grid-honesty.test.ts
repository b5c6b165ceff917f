/** What the grid says where its answer is rough, how beliefs split into blocks, and that what it gives is a game. */
import { describe, expect, it } from "vitest";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { sightOf } from "../../../src/analysis/private/sight-of.ts";
import { beliefBlocks } from "../../../src/crisis/compile/belief-blocks.ts";
import { BeliefMind } from "../../../src/solvers/private/belief-mind.ts";
import { ownOpening } from "../../../src/solvers/private/opening.ts";
import { rememberingGame } from "../../../src/solvers/private/remembering-game.ts";
import { BeliefGridSolver } from "../../../src/solvers/private/solve-belief-grid.ts";
import { checkSums } from "../../conformance/conformance-kit.ts";
import { readText } from "../../crisis/read-text.ts";
import { compiled, onGrid, onTree } from "./solve-text.ts";

/** Beer and quiche for `steps` days: the surly sort likes beer, the other quiche; nobody duels the surly with pleasure. */
function breakfast(precision: number, steps = 1): string {
  return `
crisis: Breakfast
clock: { steps: ${steps} }
information: private
actors: { sender: { precision: ${precision} }, receiver: { precision: ${precision} } }
state:
  sort: { levels: [wimp, surly], start: { wimp: 40%, surly: 60% }, seen_by: [sender] }
  meal: { levels: [none, beer, quiche] }
moves:
  sender:
    drink: { when: meal == none, then: { meal: beer } }
    eat: { when: meal == none, then: { meal: quiche } }
  receiver:
    duel: { then: [{ 50%: { ends: fight } }, { rest: { meal: none } }] }
    leave: { then: { meal: none } }
payoffs: { sender: 0 }
endings:
  fight: { rule: a, payoffs: { sender: -2, receiver: "if(sort == wimp, 1, -1)" } }
  peace: { otherwise: true, rule: b, payoffs: { sender: "if(sort == surly, 1, 0)" } }
`;
}

const two = `
crisis: Two secrets
clock: { steps: 2 }
information: private
actors: { us: { precision: 2 }, them: { precision: 2 } }
state:
  rung: { levels: [low, high] }
  nerve: { levels: [soft, hard], start: { soft: 70%, hard: 30% }, seen_by: [us] }
  resolve: { levels: [weak, firm], start: { weak: 50%, firm: 50% }, seen_by: [them] }
moves:
  us: { wait: nothing, press: { cost: 0.1, then: { rung: high } } }
  them: { wait: nothing, hit: { then: [{ CHANCE: { ends: war } }, { rest: nothing }] } }
endings:
  war: { rule: a, payoffs: { us: "-1 - rung", them: "if(resolve == firm, 1, -1) + 0.5 * nerve" } }
  calm: { otherwise: true, rule: b, payoffs: { us: "rung * (1 + nerve)", them: "-rung" } }
`;

describe("blocks of belief", () => {
  it("are one for each secret, unless something ties them", () => {
    const blocks = (text: string) => beliefBlocks(readText(text));
    expect(blocks(two.replace("CHANCE", "40%"))).toEqual([[0], [1]]);
    expect(blocks(two.replace("CHANCE", '"0.1 + 0.2 * resolve"'))).toEqual([[0], [1]]);
    expect(blocks(two.replace("CHANCE", '"0.1 + 0.2 * resolve * nerve"'))).toEqual([[0, 1]]);
    expect(blocks(two.replace("CHANCE", "40%").replace("seen_by: [us]", "seen_by: [them]"))).toEqual([[0, 1]]);
    expect(blocks(two.replace("CHANCE", "40%").replace("seen_by: [us]", "seen_by: []"))).toEqual([[0], [1]]);
  });

  it("agree with the tree where beliefs are tied, too", () => {
    const game = compiled(two.replace("CHANCE", '"0.1 + 0.2 * resolve + 0.5 * resolve * nerve"'));
    const exact = endingShares(onTree(game));
    const misses = [0.5, 1, 2].map((fineness) =>
      Math.max(...endingShares(onGrid(game, fineness)).map((p, e) => Math.abs(p - exact[e]!))),
    );
    expect(misses[1]!).toBeLessThan(1e-3);
    expect(misses[2]!).toBeLessThan(misses[0]! / 4);
  });
});

describe("the grid", () => {
  it("learns from an ending that did not come, and from what chance shows", () => {
    const told = two
      .replace("CHANCE", "30%")
      .replace(
        "actors:",
        "drivers: { rung: [{ when: nerve == hard, high: 60%, stay: rest }, { otherwise: true, high: 10%, stay: rest }] }\nactors:",
      )
      .replace("endings:", 'endings:\n  breakdown: { chance: "if(nerve == hard, 0.6, 0.05)", rule: c }')
      .replaceAll("precision: 2", "precision: 4")
      .replace("0.5 * nerve", "2.5 * nerve - 1");
    const game = compiled(told);
    const exact = endingShares(onTree(game));
    endingShares(onGrid(game)).forEach((share, e) => {
      expect(Math.abs(share - exact[e]!)).toBeLessThan(1e-4);
    });
  });

  it("says where what actors do jumps from belief to belief, and not where it does not", () => {
    const rough = onGrid(compiled(breakfast(60, 2)), 0.5).record.notes.join(" ");
    expect(rough).toMatch(/jumps by up to|turns back on its way|branches cross/);
    const smooth = onGrid(compiled(breakfast(1, 2)), 0.5).record.notes;
    expect(smooth).toHaveLength(1);
  });

  it("gives a game whose probabilities add up, with beliefs followed or put on points", () => {
    const { crisis, game } = compiled(two.replace("CHANCE", '"0.1 + 0.2 * resolve"'));
    const solver = new BeliefGridSolver(game, sightOf(crisis)!, { blocks: [[0], [1]], intervals: [16, 16] });
    solver.solve();
    const shares = [500, 1].map((most) => {
      const mind = new BeliefMind(solver, ownOpening(game), most, 300);
      const remembering = rememberingGame(game, mind, 1e5);
      checkSums(remembering.game, remembering.policy);
      expect(mind.spread.size > 0).toBe(most === 1);
      return endingShares(remembering);
    });
    expect(shares[0]!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    shares[0]!.forEach((share, e) => {
      expect(Math.abs(share - shares[1]![e]!)).toBeLessThan(2e-3);
    });
  });
});
