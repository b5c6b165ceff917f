/**
 * What is done from a date on in a game of private information: against the sum
 * over every history, each public history going on as a game of its own, from
 * what everybody believes there.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { massesAt } from "../../../src/analysis/masses-at.ts";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { openingsOf } from "../../../src/analysis/private/openings-of.ts";
import { PublicBeliefs } from "../../../src/analysis/private/public-beliefs.ts";
import { sightOf } from "../../../src/analysis/private/sight-of.ts";
import { gridPlan, solveOnGrid } from "../../../src/analysis/private/solve-on-grid.ts";
import { solveOnTree } from "../../../src/analysis/private/solve-on-tree.ts";
import { runDraws } from "../../../src/analysis/ranges/run-draws.ts";
import { whatIf } from "../../../src/analysis/what-if.ts";
import { readCourse } from "../../../src/analysis/what-if-course.ts";
import { statesWhenDone } from "../../../src/analysis/what-if-states.ts";
import { whatIfInFull } from "../../../src/analysis/what-if-table.ts";
import { parameterValues, partsFrom } from "../../../src/crisis/compile/parts.ts";
import { compileGame } from "../../../src/crisis/compile-game.ts";
import { filterPart } from "../../../src/inference/filter-part.ts";
import { readText } from "../../crisis/read-text.ts";
import type { State } from "../../oracle/evaluate.ts";
import { PrivateOracle } from "../../oracle/private-information.ts";
import { privateCrisesOf } from "./random-private.ts";
import { secrets } from "./secrets.ts";
import { compiled, onTree, type Private } from "./solve-text.ts";

const text = secrets("clock: { steps: 3 }");

/** Odds of the endings from the situations of a step on, as the game goes on unchanged, solved there on trees or a grid. */
function laterShares(base: Private, from: number, way: "tree" | "grid"): Float64Array {
  const { crisis } = base;
  const sight = sightOf(crisis)!;
  const solution = onTree(base);
  const { game, policy } = solution;
  const request = { asOfStep: 0, asOfDay: 0 };
  const belief = filterPart(game, policy, { sources: [], watches: [], reports: [] }, request);
  const beliefs = new PublicBeliefs(solution, sight);
  const found = massesAt({ game, policy, belief, request, step: from, beliefs });
  const { states } = statesWhenDone([found], { weights: [1], mass: 1 }, crisis, []);
  const [part] = partsFrom(crisis, states);
  const later = compileGame(crisis, { part: part!, firstStep: from }).game!;
  const openings = openingsOf(later, part!);
  expect(openings.length).toBeGreaterThan(1);
  if (way === "grid") return endingShares(solveOnGrid(crisis, later, sight, gridPlan(crisis), openings));
  return endingShares(solveOnTree(later, sight, { nodes: 1e5, ratios: 1000 }, openings)!);
}

interface Doing {
  /** Likelihood of what only the analyst is told, in a state of the end of the step before. */
  readonly told?: (state: State) => number;
  /** Levels that are put. */
  readonly put?: (state: State) => State;
}

/** Odds of the endings where `text` becomes `changed` at the start of a step and nobody expected it. */
function byHistories(text: string, changed: string, step: number, doing: Doing = {}): readonly number[] {
  const { told = () => 1, put = (state) => state } = doing;
  const crisis = readText(text);
  const base = new PrivateOracle(crisis);
  expect(base.solve().change).toBeLessThan(1e-13);
  const { places, ended } = base.walkUntil(step);
  const odds = crisis.endings.map(() => 0);
  for (const { ending, state, probability } of ended) odds[ending]! += probability * told(state);
  for (const history of new Set(places.map((place) => place.history))) {
    const own = places.filter((place) => place.history === history);
    const reach = sum(own.map(({ probability }) => probability));
    const states = own.map(({ state, probability }) => ({ state: put(state), probability: probability / reach }));
    const game = new PrivateOracle(readText(changed), { step, states });
    expect(game.solve().change).toBeLessThan(1e-13);
    for (const { state, probability } of own) {
      game.endingsFrom(put(state)).forEach((share, e) => {
        odds[e]! += probability * told(state) * share;
      });
    }
  }
  const total = sum(odds);
  return odds.map((mass) => mass / total);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, own) => total + own, 0);
}

async function changedOdds(...args: Parameters<typeof whatIf>): Promise<readonly number[]> {
  const { result, diagnostics } = await whatIf(...args);
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result.endings.map(({ changed }) => changed);
}

function apart(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...Array.from(ours, (p, k) => Math.abs(p - theirs[k]!)));
}

const withoutPress = (text: string): string => text.replace("when: rung < high", "when: rung > high");

describe("what is done from a date on", () => {
  it("goes on from every public history with what is believed there, to 1e-9", async () => {
    await fc.assert(
      fc.asyncProperty(privateCrisesOf({ steps: 2 }), async (text) => {
        const ours = await changedOdds(readText(text), { forbid: ["one.press"] }, { from: 1 });
        expect(apart(ours, byHistories(text, withoutPress(text), 1))).toBeLessThan(1e-9);
      }),
      { seed: 6, numRuns: 8 },
    );
  });

  it("keeps what the analyst is told from the actors", async () => {
    const report =
      "\nsources: { wire: { grade: B } }\nreports: [{ id: leak, happened: 1, source: wire, credibility: 2, saw: { nerve: hard } }]\n";
    await fc.assert(
      fc.asyncProperty(privateCrisesOf({ steps: 2, drift: false, discount: 1 }), async (text) => {
        const nerve = readText(text).variables.findIndex(({ name }) => name === "nerve");
        const told = (state: readonly number[]): number => 0.85 * (state[nerve] === 1 ? 0.9 : 0.1) + 0.15 * 0.5;
        const ours = await changedOdds(readText(text + report), { forbid: ["one.press"] });
        expect(apart(ours, byHistories(text, withoutPress(text), 1, { told }))).toBeLessThan(1e-9);
      }),
      { seed: 7, numRuns: 8 },
    );
  });

  it("changes nothing where what is done is what holds anyway", async () => {
    for (const steps of [3, 8]) {
      const crisis = readText(text.replace("steps: 3", `steps: ${steps}`));
      for (const from of [1, 2]) {
        const { result } = await whatIf(crisis, { set: ["harm=2"] }, { from });
        expect(result?.from).toBe(String(from + 1));
        for (const { difference } of result!.endings)
          expect(Math.abs(difference)).toBeLessThan(steps === 3 ? 1e-9 : 2e-5);
      }
    }
  });

  it("tells everybody of a level that is put: from then on it is the seen game", async () => {
    const nerve = readText(text).variables.findIndex(({ name }) => name === "nerve");
    const put = (state: State): State => state.map((level, v) => (v === nerve ? 1 : level));
    const ours = await changedOdds(readText(text), { set: ["nerve=hard"] }, { from: 1 });
    expect(apart(ours, byHistories(text, text, 1, { put }))).toBeLessThan(1e-9);
  });

  it("is the same in a draw of the parameters, and has ranges", async () => {
    const asked = text.replace("clock:", 'question: { ask: "War?", ending: war, by: 3 }\nclock:');
    const crisis = readText(asked);
    const course = readCourse(crisis, { forbid: ["them.yield"] }, { from: 1 });
    if (!("change" in course)) throw new Error("no course");
    const task = {
      crisis,
      request: { asOfStep: 0, asOfDay: 0 },
      draws: [parameterValues(crisis)],
      changes: [course.change],
    };
    const [draw] = runDraws(task);
    if (!draw || "failure" in draw) throw new Error("no draw");
    const steps = crisis.clock.steps!;
    const { odds, worth } = draw.changed![0]!;
    const drawn = crisis.endings.map((_, e) => sum(Array.from(odds.subarray(e * steps, (e + 1) * steps))));
    expect(apart(drawn, await changedOdds(crisis, { forbid: ["them.yield"] }, { from: 1 }))).toBeLessThan(1e-12);
    expect(worth!.changed).toHaveLength(2);
    const { result } = await whatIfInFull(crisis, { forbid: ["them.yield"] }, { from: 1, draws: 8 });
    const { base, changed, difference } = result!.ranges!.question!;
    expect(base.high).toBeGreaterThan(base.low);
    expect(changed.mean - base.mean).toBeCloseTo(difference.mean, 12);
    expect(changed.low).toBeLessThan(result!.question!.changed + 0.05);
  });

  it("says how the game with it done was solved, and that it has several equilibria where the one without has not", async () => {
    const crisis = readText(`
crisis: Breakfast
clock: { steps: 2 }
information: private
parameters: { sharp: { value: 1, range: [0.5, 100], why: how sure they choose } }
actors: { sender: { precision: sharp }, receiver: { precision: sharp } }
state:
  sort: { levels: [wimp, surly], start: { wimp: 40%, surly: 60% }, seen_by: [sender] }
  meal: { levels: [none, beer, quiche] }
moves:
  sender: { drink: { then: { meal: beer } }, eat: { cost: 0.1, then: { meal: quiche } } }
  receiver: { duel: { then: [{ 50%: { ends: fight } }, { rest: { meal: none } }] }, leave: { then: { meal: none } } }
endings:
  fight: { rule: a, payoffs: { sender: -2, receiver: "if(sort == wimp, 1, -1)" } }
  peace: { otherwise: true, rule: b, payoffs: { sender: "if(sort == surly, 1, 0)" } }
`);
    const { result } = await whatIf(crisis, { set: ["sharp=90"] }, { from: 1 });
    expect(result!.base.solution.notes.join(" ")).not.toMatch(/other equilibri/);
    expect(result!.solution).toMatchObject({ converged: true, method: expect.stringContaining("tree") });
    expect(result!.solution!.notes.join(" ")).toMatch(/other equilibri|turns back/);
  });

  it("is the same on the grid as on the trees", () => {
    for (const from of [1, 2]) {
      const game = compiled(text);
      const [tree, grid] = [laterShares(game, from, "tree"), laterShares(game, from, "grid")];
      expect(apart(tree, grid)).toBeLessThan(1e-4);
      expect(sum([...tree])).toBeCloseTo(1, 12);
    }
  });
});
