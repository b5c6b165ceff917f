/** What is refused, with its reason, and what a private crisis gives beside its forecast. */
import { describe, expect, it } from "vitest";
import { checkCrisis } from "../../../src/analysis/check-crisis.ts";
import { explain } from "../../../src/analysis/explain.ts";
import { exportEfg } from "../../../src/analysis/export-efg.ts";
import { forecast } from "../../../src/analysis/forecast.ts";
import { addOtherEquilibria } from "../../../src/analysis/other-equilibria.ts";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { sightOf } from "../../../src/analysis/private/sight-of.ts";
import { solveOnGrid } from "../../../src/analysis/private/solve-on-grid.ts";
import { solveGameFile } from "../../../src/analysis/solve-game-file.ts";
import { whatIf } from "../../../src/analysis/what-if.ts";
import { treeOf } from "../../../src/gambit/to-game.ts";
import { TERMINAL } from "../../../src/tree/game-tree.ts";
import { readText } from "../../crisis/read-text.ts";
import { secrets } from "./secrets.ts";
import { compiled, onTree } from "./solve-text.ts";

const text = secrets('question: { ask: "War?", ending: war, by: 2 }\nclock: { steps: 2 }');

const codes = (answer: { readonly diagnostics: readonly { readonly code: string }[] }): readonly string[] =>
  answer.diagnostics.map(({ code }) => code);

describe("private information", () => {
  it("needs a last step, shocks left out and finite precision, and says which", async () => {
    for (const [from, to, words] of [
      [
        'question: { ask: "War?", ending: war, by: 2 }\nclock: { steps: 2 }',
        "clock: { steps: endless }\ndiscount: 0.9",
        "a clock with a last step",
      ],
      ["information: private", "information: private\nshocks: counted", "shocks: counted"],
      ["us: { precision: 1.5 }", "us: { precision: infinite }", "infinite"],
    ] as const) {
      const changed = text.replace(from, to).replace(to.includes("endless") ? / {2}drawn: .*\n/ : "\u0000", "");
      for (const answer of [await forecast(readText(changed)), checkCrisis(readText(changed))]) {
        expect(codes(answer)).toEqual(["private-not-solved"]);
        expect(answer.diagnostics[0]!.message).toContain(words);
        expect(answer.diagnostics[0]!.message).toContain("`nerve`");
      }
    }
  });

  it("points at a move its actor cannot tell to be open, and at an ending nobody could notice", async () => {
    const moves = text.replace("them: { yield: { then", "them: { yield: { when: nerve == soft, then");
    const ends = text.replace("war: { rule: b,", "war: { when: rung == high and nerve == hard, rule: b,");
    for (const [broken, words] of [
      [moves, "`them` cannot tell whether its move `yield` is open: that depends on `nerve`, which it does not see."],
      [ends, "`them` cannot tell whether the ending `war` has come about"],
    ] as const) {
      for (const answer of [
        await forecast(readText(broken)),
        checkCrisis(readText(broken)),
        exportEfg(readText(broken)),
      ]) {
        expect(codes(answer)).toEqual(["cannot-tell"]);
        expect(answer.diagnostics[0]!.message).toContain(words);
      }
    }
    const own = text.replace("press: { then", "press: { when: nerve == hard, then");
    expect(codes(await forecast(readText(own)))).toEqual([]);
  });

  it("is changed from a date, from the start, or as another assumption about the world", async () => {
    const crisis = readText(text);
    expect(codes(await whatIf(crisis, { force: ["us.press"] }, { from: 1 }))).toEqual([]);
    const atStart = await whatIf(crisis, { forbid: ["us.press"] }, { from: 0 });
    expect(codes(atStart)).toEqual([]);
    const set = await whatIf(crisis, { set: ["harm=1"] });
    const again = await forecast(readText(text.replace("value: 2", "value: 1")));
    expect(set.result?.question?.changed).toBeCloseTo(again.result!.question!.probability, 12);
  });

  it("does not claim there is one equilibrium where it did not look", async () => {
    const { result } = await forecast(readText(text));
    expect(codes(await addOtherEquilibria(readText(text), result!))).toEqual(["needs-open-information"]);
  });

  it("puts the grid and what it matters into the data of a forecast", async () => {
    const { result } = await forecast(readText(text.replace("steps: 2", "steps: 9")));
    expect(result?.solution.beliefGrid).toMatchObject({ points: 129, intervals: [128] });
    expect(result?.solution.beliefGrid?.changeWhenHalved).toBeLessThan(1e-3);
    expect((await forecast(readText(text))).result?.solution).not.toHaveProperty("beliefGrid");
  });

  it("refuses a grid that does not fit before it takes the memory", () => {
    const { crisis, game } = compiled(text);
    const plan = { blocks: [[0]], intervals: [100_000_000] };
    expect(() => solveOnGrid(crisis, game, sightOf(crisis)!, plan)).toThrow(
      /belief grid of 100000001 points would take/,
    );
  });

  it("says in check how it is solved, and explains", async () => {
    expect(checkCrisis(readText(text)).result?.beliefs).toMatchObject({ solvedOn: "tree", nodes: expect.any(Number) });
    const long = checkCrisis(readText(text.replace("steps: 2", "steps: 9"))).result;
    expect(long?.beliefs).toMatchObject({
      solvedOn: "grid",
      points: 129,
      blocks: [{ variables: ["nerve"], intervals: 128 }],
    });
    expect(long?.variables.find(({ name }) => name === "nerve")?.multiplies).toBe("state");
    const { result } = await explain(readText(text));
    expect(result?.notes.join(" ")).toContain("what an actor does not see");
  });

  it("is exported with the information sets it is solved with", () => {
    const private_ = compiled(text);
    const { game: file } = exportEfg(private_.crisis);
    const { result } = solveGameFile(file!, { method: "logit", lambda: 1.5 });
    const tree = treeOf(file!);
    const names = private_.crisis.endings.map(({ name }) => name);
    const shares = names.map(() => 0);
    const reach = new Float64Array(tree.infoset.length).fill(1);
    let terminal = -1;
    tree.infoset.forEach((h, n) => {
      if (n > 0) {
        const up = tree.parent[n]!;
        const set = tree.infoset[up]!;
        const share =
          set < 0
            ? tree.chance[tree.childStart[up]! + tree.action[n]!]!
            : result!.profile[tree.first[set]! + tree.action[n]!]!;
        reach[n] = reach[up]! * share;
      }
      if (h !== TERMINAL) return;
      terminal++;
      const label = file!.outcomes[file!.nodes.filter(({ kind }) => kind === "terminal")[terminal]!.outcome]!.label;
      shares[names.indexOf(label)]! += reach[n]!;
    });
    endingShares(onTree(private_)).forEach((share, e) => {
      expect(shares[e]).toBeCloseTo(share, 9);
    });
  });
});
