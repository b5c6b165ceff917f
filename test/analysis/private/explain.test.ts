/** Reasons and paths of private crises: an actor's reasons are weighed as it believes, not as the analyst does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/analysis/explain.ts";
import type { ExplainResult } from "../../../src/analysis/explain-result.ts";
import { whatIfInFull } from "../../../src/analysis/what-if-table.ts";
import { readText } from "../../crisis/read-text.ts";
import type { State } from "../../oracle/evaluate.ts";
import { PrivateOracle } from "../../oracle/private-information.ts";
import { Rules } from "../../oracle/rules.ts";
import { privateCrisesOf } from "./random-private.ts";

const leak =
  "\nsources: { wire: { grade: B } }\nreports: [{ id: leak, happened: 1, source: wire, credibility: 2, saw: { nerve: hard } }]\n";

async function explained(text: string): Promise<ExplainResult> {
  const { result, diagnostics } = await explain(readText(text));
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

function worthIn({ reasons }: ExplainResult, actor: string): Readonly<Record<string, number>> {
  const turn = reasons.find((own) => own.actor === actor)!;
  return Object.fromEntries(turn.moves.map(({ move, total }) => [move, total]));
}

describe("explain with private information", () => {
  it("weighs what an actor does not see as the actor believes, reports or not, to 1e-9", async () => {
    const shapes = privateCrisesOf({ drift: false, discount: 1, together: false, residual: false });
    await fc.assert(
      fc.asyncProperty(shapes, fc.boolean(), async (text, isTold) => {
        const crisis = readText(isTold ? text + leak : text);
        const nerve = crisis.variables.findIndex(({ name }) => name === "nerve");
        const weigh = (x: State): number => (isTold ? 0.85 * (x[nerve] === 1 ? 0.9 : 0.1) + 0.15 * 0.5 : 1);
        const starts = new Rules(crisis).starts().map(({ state, probability }) => ({
          state,
          probability: probability * weigh(state),
        }));
        const result = await explained(isTold ? text + leak : text);
        crisis.actors.forEach(({ name }, actor) => {
          const oracle = new PrivateOracle(crisis);
          expect(oracle.solve().change).toBeLessThan(1e-13);
          const worth = oracle.worthOf(actor, 0, starts);
          const moves = crisis.moves.filter((move) => move.actor === actor);
          moves.forEach((move, m) => {
            // The oracle's worth leaves a move's cost in; so does the total.
            expect(worthIn(result, name)[move.name]).toBeCloseTo(worth[m]!, 9);
          });
        });
        for (const { probability, paths, otherPaths } of result.endings) {
          const told = paths.reduce((sum, path) => sum + path.share, otherPaths);
          if (probability > 1e-9) expect(told).toBeCloseTo(1, 9);
        }
      }),
      { seed: 11, numRuns: 10 },
    );
  });

  it("loses nothing on the grid where the same is believed in step after step", async () => {
    const steady = `
crisis: Steady beliefs
clock: { steps: 9 }
information: private
actors: { us: { precision: 1 }, them: { precision: 1 } }
state: { nerve: { levels: [soft, hard], start: { soft: 60%, hard: 40% }, seen_by: [us] } }
moves:
  us: { wait: nothing, press: { then: [{ 10%: { ends: war } }, { rest: nothing }] } }
  them: { wait: nothing, yield: { then: [{ 10%: { ends: calm } }, { rest: nothing }] } }
endings:
  calm: { rule: a, payoffs: { us: 1, them: "-1 + nerve" } }
  war: { rule: b, payoffs: { us: -1, them: -1 } }
  drawn: { otherwise: true, rule: c }
`;
    const { result } = await explain(readText(steady), { asOf: "5" });
    expect(result!.notes.join(" ")).toContain("Public beliefs on a grid");
    for (const { moves, choice } of result!.reasons) {
      expect(choice).toBeCloseTo(1, 9);
      for (const { endings, available } of moves) {
        expect(available).toBeCloseTo(1, 9);
        expect(Object.values(endings).reduce((sum, odds) => sum + odds, 0)).toBeCloseTo(1, 9);
      }
    }
  });

  it("says what a plan is worth to each actor, to 1e-9", async () => {
    await fc.assert(
      fc.asyncProperty(privateCrisesOf({ steps: 1 }), async (text) => {
        const { result } = await whatIfInFull(readText(text), { plan: ["1=one.press"] }, {});
        const solved = [text, text.replace("wait: nothing", "wait: { when: rung > high }")].map((own) => {
          const { worth, change } = new PrivateOracle(readText(own)).solve();
          expect(change).toBeLessThan(1e-13);
          return worth;
        });
        result!.worth!.forEach(({ base, changed }, j) => {
          expect(base).toBeCloseTo(solved[0]![j]!, 9);
          expect(changed).toBeCloseTo(solved[1]![j]!, 9);
        });
      }),
      { seed: 12, numRuns: 8 },
    );
  });
});
