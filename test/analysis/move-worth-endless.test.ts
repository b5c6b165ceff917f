/** What moves are worth where there is no last step: against the solution, very long clocks, and closed forms. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { type MoveWorth, moveWorth } from "../../src/analysis/move-worth.ts";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { exp } from "../../src/numeric/exp.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { type CrisisDocument, randomCrisisDocument, writeCrisis } from "../properties/random-crisis.ts";
import { crisisOf } from "./explain-cases.ts";

interface Solved {
  readonly crisis: Crisis;
  readonly game: Game;
  readonly policy: Policy;
}

function solved(crisis: Crisis): Solved {
  const { game } = compileGame(crisis, { part: partsOf(crisis)[0]! });
  const { policy } = Number.isFinite(game!.steps) ? solveBackward(game!) : solveEndless(game!);
  return { crisis, game: game!, policy };
}

/** At the first stage an actor chooses at, in the state the game starts in. */
function worthOf({ crisis, game, policy }: Solved, actor: number, step = 0, node?: number): readonly MoveWorth[] {
  const stage = game.stages.findIndex(({ actors }) => actors.includes(actor));
  const at = { step, stage, node: node ?? game.start.node[0]!, actor };
  return moveWorth(crisis, game, policy, parameterValues(crisis), at);
}

/** A random crisis without its last step: nothing that speaks of dates. */
function endless(document: CrisisDocument): CrisisDocument {
  const { question, clock, reports, sources, endings, ...kept } = document;
  const { quiet, ...others } = endings as Record<string, unknown>;
  return { ...kept, clock: { steps: "endless" }, discount: 0.85, endings: others };
}

const pressing = (clock: string, more = ""): string => `
clock: ${clock}
discount: 0.9
actors: { a: { precision: 1.5 }, b: { precision: 2, discount: 0.8 } }
state: { heat: [low, high] }
turns: [a, b]
moves:
  a: { talk: { when: heat == low, then: [{ 30%: { ends: treaty } }, { rest: nothing }] }, press: { cost: 0.1, then: { heat: high } } }
  b: { wait: nothing, hit: { when: heat == high, then: [{ 20%: { ends: war } }, { rest: { heat: low } }] } }
payoffs: { a: { gain: 0.2 * heat }, b: { loss: -0.3 * heat } }
endings: { treaty: { rule: x, payoffs: { a: 1, b: 0.5 } }, war: { rule: y, payoffs: { a: -1, b: -1 } }${more} }
`;
const forever = "{ steps: endless, step: month }";

describe("what a move is worth on an endless clock", () => {
  it("adds up to the payoffs whose logit response is the solution, in random crises", () => {
    let compared = 0;
    fc.assert(
      fc.property(randomCrisisDocument({ reports: false, sameTime: true, bestReply: false }), (document) => {
        const { crisis } = readCrisis("crisis.yaml", () => writeCrisis(endless(document)));
        if (!crisis) return;
        const { game } = compileGame(crisis, { part: partsOf(crisis)[0]! });
        if (!game) return;
        const { policy, record } = solveEndless(game);
        if (!record.converged) return;
        game.stages.forEach(({ kind, actors }, stage) => {
          if (kind !== "turn" && kind !== "together") return;
          for (const actor of actors.filter((own) => !Number.isNaN(game.precision[own]!))) {
            for (let node = game.blockStart[stage]!; node < game.blockStart[stage]! + game.active[stage]!; node++) {
              const moves = moveWorth(crisis, game, policy, parameterValues(crisis), { step: 3, stage, node, actor });
              const best = Math.max(...moves.map(({ total }) => total));
              const weights = moves.map(({ total }) => exp(game.precision[actor]! * (total - best)));
              const sum = weights.reduce((all, weight) => all + weight, 0);
              moves.forEach((move, m) => {
                expect(move.odds).toBeCloseTo(weights[m]! / sum, 7);
                const ends = move.endings.reduce((all, odds) => all + odds, 0);
                expect(ends).toBeGreaterThanOrEqual(0);
                expect(ends).toBeLessThan(1 + 1e-9);
              });
              compared += moves.length > 1 ? 1 : 0;
            }
          }
        });
      }),
      { seed: 5, numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it("is that of a clock so long that its end does not count, in every step", () => {
    const [ours, theirs] = [
      solved(crisisOf(pressing(forever))),
      solved(crisisOf(pressing("{ steps: 400 }", ", over: { otherwise: true, rule: z }"))),
    ];
    for (const actor of [0, 1]) {
      const hints = worthOf(ours, actor);
      worthOf(theirs, actor).forEach((other, m) => {
        expect(hints[m]!.total).toBeCloseTo(other.total, 9);
        expect(hints[m]!.odds).toBeCloseTo(other.odds, 9);
        for (const { kind, name, value } of other.parts.filter((part) => part.name !== "over")) {
          expect(hints[m]!.parts.find((part) => part.kind === kind && part.name === name)!.value).toBeCloseTo(value, 9);
        }
        for (const e of [0, 1]) expect(hints[m]!.endings[e]).toBeCloseTo(other.endings[e]!, 7);
      });
      expect(worthOf(ours, actor, 1234)).toEqual(hints);
    }
  });

  it("gives the odds of ever ending that the forecast gives", async () => {
    const crisis = crisisOf(pressing(forever));
    const { result } = await forecast(crisis);
    const moves = worthOf(solved(crisis), 0);
    for (const e of [0, 1]) {
      const ever = moves.reduce((sum, { odds, endings }) => sum + odds * endings[e]!, 0);
      expect(ever).toBeCloseTo(result!.endings[e]!.probability, 9);
    }
  });

  it("counts what is paid for ever, whatever the discount, and endings however rare", () => {
    const paid = (delta: string, chance: string): readonly MoveWorth[] =>
      worthOf(
        solved(
          crisisOf(`
clock: { steps: endless }
discount: ${delta}
actors: { us: { precision: 1 } }
state: { phase: [one, two, three] }
moves: { us: { sit: nothing, lie: nothing } }
drivers: { turn: { chance: 100%, then: { phase: "if(phase == three, 0, phase + 1)" } } }
payoffs: { us: { pension: 2 } }
endings: { death: { chance: "if(phase == two, ${chance}, 0)", rule: x } }
`),
        ),
        0,
      );
    for (const delta of [0.5, 0.99, 0.99999]) {
      const [sit] = paid(String(delta), "0");
      expect(sit!.total * (1 - delta)).toBeCloseTo(2, 9);
      expect(sit!.endings).toEqual([0]);
    }
    // Ever, whether it takes ten steps or ten million.
    for (const chance of ["0.3", "0.001", "0.0000001"]) expect(paid("0.9", chance)[0]!.endings[0]).toBeCloseTo(1, 6);
  });

  it("tells an ending that comes about for sure from one that is cut off for good", () => {
    const { crisis, game, policy } = solved(
      crisisOf(`
clock: { steps: endless }
discount: 0.9
actors: { us: { precision: 1 } }
state: { place: [fork, trap] }
moves:
  us:
    leave: { when: place == fork, then: [{ 10%: { ends: out } }, { rest: nothing }] }
    enter: { when: place == fork, then: { place: trap } }
    pace: { when: place == trap, then: { place: trap } }
    lie: { when: place == trap, then: { place: trap } }
endings: { out: { rule: x, payoffs: { us: 1 } } }
`),
    );
    const [leave, enter] = worthOf({ crisis, game, policy }, 0);
    expect(enter!.endings).toEqual([0]);
    expect(enter!.total).toBe(0);
    // The chance p of ever leaving from the fork: p = σ (0.1 + 0.9 p).
    const p = (0.1 * leave!.odds) / (1 - 0.9 * leave!.odds);
    expect(leave!.endings[0]).toBeCloseTo(0.1 + 0.9 * p, 12);
  });
});
