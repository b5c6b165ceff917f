/** A private game from one seat: what it sees, believes, and what its moves are worth to it, against every history summed up. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moveWorth } from "../../../src/analysis/move-worth.ts";
import { type SolvedPrivateGame, solvePrivateGame } from "../../../src/analysis/private/solved-private-game.ts";
import { parameterValues } from "../../../src/crisis/compile/parts.ts";
import { PrivateOracle } from "../../oracle/private-information.ts";
import { Rules } from "../../oracle/rules.ts";
import { privateCrisesOf } from "./random-private.ts";
import { compiled, type Private } from "./solve-text.ts";

function solved({ crisis, game }: Private): SolvedPrivateGame {
  const { solved: own, diagnostics } = solvePrivateGame(crisis, game);
  if (!own) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return own;
}

const shapes = privateCrisesOf({ drift: false, discount: 1, together: false, residual: false });

describe("a private game from one seat", () => {
  it("is worth to its actor what it believes, whatever the others' secrets are", () => {
    fc.assert(
      fc.property(shapes, (text) => {
        const base = compiled(text);
        const { crisis } = base;
        const own = solved(base);
        const { game, policy } = own;
        const oracle = new PrivateOracle(crisis);
        expect(oracle.solve().change).toBeLessThan(1e-13);
        const nerve = game.variables.findIndex(({ name }) => name === "nerve");
        for (const level of [0, 1]) {
          const starts = new Rules(crisis).starts().filter(({ state }) => state[nerve] === level);
          const worth = oracle.worthOf(0, 0, starts);
          for (const node of game.start.node) {
            const { stride, radix } = game.variables[nerve]!;
            if (Math.floor(game.stateCode[node]! / stride) % radix !== level) continue;
            const at = { step: 0, stage: 0, node, actor: 0 };
            const hints = moveWorth(crisis, game, policy, parameterValues(crisis), at, own.among(at));
            hints.forEach(({ total, parts, endings }, m) => {
              expect(total).toBeCloseTo(worth[m]!, 9);
              expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total, 12);
              expect(endings.reduce((sum, odds) => sum + odds, 0)).toBeCloseTo(1, 12);
            });
          }
        }
      }),
      { seed: 31, numRuns: 8 },
    );
  });

  it("sees its own secret, believes of the others' what the start says, and later what their moves tell", () => {
    fc.assert(
      fc.property(privateCrisesOf({ drift: false, unseen: false, together: false }), (text) => {
        const base = compiled(text);
        const own = solved(base);
        const { game, policy } = own;
        const [nerve, resolve] = ["nerve", "resolve"].map((name) => game.variables.findIndex((v) => v.name === name));
        expect([own.sees(0, nerve!), own.sees(0, resolve!), own.sees(1, nerve!)]).toEqual([true, false, false]);
        const prior = new Float64Array(2);
        game.start.node.forEach((node, i) => {
          const { stride, radix } = game.variables[nerve!]!;
          prior[Math.floor(game.stateCode[node]! / stride) % radix]! += game.start.probability[i]!;
        });
        const node = game.start.node[0]!;
        const before = own.believes({ step: 0, stage: 0, node, actor: 1 });
        expect([...before.keys()]).toEqual([nerve]);
        expect(before.get(nerve!)![1]).toBeCloseTo(prior[1]!, 12);
        // After the first player's move, by Bayes' rule over what each sort of it does.
        const table = game.stages[0]!.tables[0]!;
        const first = table.choiceStart[node]!;
        for (let c = first; c < table.choiceStart[node + 1]!; c++) {
          const target = table.target[table.outcomeStart[c]!]!;
          const share = (level: number): number => {
            const other = game.start.node.find((start) => {
              const { stride, radix } = game.variables[nerve!]!;
              return Math.floor(game.stateCode[start]! / stride) % radix === level;
            })!;
            return policy.at(0, 0)[table.choiceStart[other]! + c - first]!;
          };
          const hard = (prior[1]! * share(1)) / (prior[0]! * share(0) + prior[1]! * share(1));
          expect(own.believes({ step: 0, stage: 1, node: target, actor: 1 }).get(nerve!)![1]).toBeCloseTo(hard, 10);
        }
      }),
      { seed: 32, numRuns: 10 },
    );
  });

  it("is refused with its reason, and is nothing where all see everything", () => {
    const open = `crisis: Seen
clock: { steps: 1 }
actors: { us: { precision: 1 } }
moves: { us: { wait: nothing, go: { then: { ends: done } } } }
endings: { done: { rule: a }, never: { otherwise: true, rule: b } }
`;
    const { crisis, game } = compiled(open);
    expect(solvePrivateGame(crisis, game)).toEqual({ diagnostics: [] });
    const secret = compiled(
      `${open.replace("crisis: Seen", "crisis: Secret\ninformation: private\nstate: { nerve: { levels: [soft, hard], start: { soft: 50%, hard: rest }, seen_by: [] } }")}shocks: counted\n`,
    );
    expect(solvePrivateGame(secret.crisis, secret.game).diagnostics.map(({ code }) => code)).toEqual([
      "private-not-solved",
    ]);
  });
});
