import { describe, expect, it } from "vitest";
import { moveWorth } from "../../src/analysis/move-worth.ts";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { exp } from "../../src/numeric/exp.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { crisisOf } from "./explain-cases.ts";

const deterrence = (turns: string): string => `
question: { ask: War?, ending: war }
actors:
  attacker: { precision: 2 }
  defender: { precision: 2 }
state:
  threat: [none, made]
  answer: [none, gives_in, fights]
turns: ${turns}
moves:
  attacker:
    hold: nothing
    attack: { cost: 0.1, then: { threat: made } }
  defender:
    wait: nothing
    give_in: { when: threat == made, then: { answer: gives_in } }
    fight: { when: threat == made, cost: 0.2, then: { answer: fights } }
payoffs:
  attacker: { standing: 0.5 * threat }
endings:
  war: { when: answer == fights, payoffs: { attacker: -2, defender: -1 } }
  gain: { when: answer == gives_in, payoffs: { attacker: 1, defender: -1.5 } }
  peace: { otherwise: true, rule: no war }
`;

function hintsOf(yaml: string, actor: number): ReturnType<typeof moveWorth> {
  const crisis = crisisOf(yaml);
  const parameters = parameterValues(crisis);
  const { game } = compileGame(crisis, { part: partsOf(crisis)[0]!, parameters });
  const { policy } = solveBackward(game!);
  const stage = game!.stages.findIndex(({ actors }) => actors.includes(actor));
  return moveWorth(crisis, game!, policy, parameters, { step: 0, stage, node: game!.start.node[0]!, actor });
}

describe("what a move is worth", () => {
  it("adds up to the payoffs whose logit response is the solution", () => {
    const [hold, attack] = hintsOf(deterrence("[attacker, defender]"), 0);
    // After an attack: wait 0, give in −1.5, fight −1.2, for the defender at λ = 2.
    const odds = [1, exp(-3), exp(-2.4)].map((weight, _, all) => weight / all.reduce((sum, own) => sum + own, 0));
    const expected = odds[0]! * 0.5 + odds[1]! * 1 + odds[2]! * -2 - 0.1;
    expect(attack!.total).toBeCloseTo(expected, 12);
    expect(hold!.total).toBeCloseTo(0, 12);
    expect(attack!.odds).toBeCloseTo(exp(2 * expected) / (1 + exp(2 * expected)), 12);
    expect(attack!.parts.find(({ kind }) => kind === "cost")?.value).toBeCloseTo(-0.1, 12);
    expect(attack!.endings[0]).toBeCloseTo(odds[2]!, 12);
    expect(attack!.endings.reduce((sum, own) => sum + own, 0)).toBeCloseTo(1, 12);
  });

  it("averages over what others do at the same time", () => {
    const [hold, attack] = hintsOf(deterrence("[[attacker, defender]]"), 0);
    // The defender cannot answer yet: only waiting is open to it.
    expect(attack!.total).toBeCloseTo(0.4, 12);
    expect(hold!.odds + attack!.odds).toBeCloseTo(1, 12);
  });
});
