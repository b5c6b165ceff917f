import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExplainedMover } from "../../src/analysis/reasons-of-part.ts";
import { randomCrisis } from "../properties/random-crisis.ts";
import { crisisOf, type ExplainedCase, explainedParts, histories, valuesOfMoves } from "./explain-cases.ts";

const LADDER = `
crisis: Ladder
clock: { start: 2025-01, step: month, steps: 4 }
discount: 0.9
actors: { us: { precision: 2 }, russia: { precision: 3 } }
state:
  rung: { levels: [low, middle, high], ladder: true }
  guard: { levels: [open, shut], start: { open: 70%, shut: 30% } }
  season: { levels: [still, polls], calendar: { 2025-03..2025-04: polls } }
drivers:
  guard:
    - { when: guard == open, shut: 20%, stay: rest }
    - { otherwise: true, stay: rest }
moves:
  us:
    hold: nothing
    shove: { when: rung < high, cost: 0.6, then: { rung: up 1 } }
    press: { when: rung < high, cost: 0.1 + 0.05 * season, then: { rung: up 1 } }
    strike: { when: rung == high, cost: 0.3, then: [{ 40%: { ends: war } }, { rest: { rung: low } }] }
  russia:
    wait: nothing
    calm: { when: rung > low, cost: 0.02, then: { rung: down 1 } }
payoffs:
  us: { pressure: 0.1 * rung, voters: -0.2 * season * (rung == high) }
  russia: { fear: -0.1 * rung, ally: { like: us, weight: 0.3 } }
endings:
  war: { rule: shots, payoffs: { us: { gain: 1 - guard, blame: -0.5 * season }, russia: -2 } }
  other: { chance: 2%, rule: else, payoffs: { us: -0.1 * season } }
  quiet: { otherwise: true, rule: none, payoffs: { us: { votes: 0.2 * season } } }
`;

const SAME_TIME = `
crisis: Same time
clock: { steps: 2 }
shocks: counted
turns: [[us, russia], us]
actors: { us: { precision: 2 }, russia: { precision: 1.5 } }
state: { heat: { levels: [low, high], ladder: true } }
moves:
  us:
    hold: nothing
    press: { cost: 0.2, then: { heat: high } }
  russia:
    wait: nothing
    meet: { when: heat == low, cost: 0.1, then: [{ 30%: { ends: war } }, { rest: { heat: low } }] }
payoffs: { us: { heat: 0.3 * heat }, russia: { heat: -0.4 * heat } }
endings:
  war: { rule: shots, payoffs: { us: -1, russia: -0.5 } }
  quiet: { otherwise: true, rule: none }
`;

/** Sum of the payoff parts, and of the odds of all endings, of a move over all cases. */
function sums(mover: ExplainedMover, move: number, endings: number): { readonly value: number; readonly odds: number } {
  const width = mover.parts.length + endings;
  let value = 0;
  let odds = 0;
  for (const { moves, values } of mover.cases) {
    const place = moves.indexOf(move);
    if (place < 0) continue;
    for (let k = 0; k < width; k++) {
      if (k < mover.parts.length) value += values[place * width + k]!;
      else odds += values[place * width + k]!;
    }
  }
  return { value, odds };
}

function massOf(mover: ExplainedMover, move: number): number {
  return mover.cases.reduce((mass, own) => (own.moves.includes(move) ? mass + own.mass : mass), 0);
}

/** The parts add up to Q of equation (1), the odds of the endings to 1, choices to the mass that has one. */
function checkReasons({ input, explained }: Omit<ExplainedCase, "belief">): number {
  const { game } = input;
  let checked = 0;
  for (const mover of explained.movers) {
    const moves = [...new Set(mover.cases.flatMap((own) => own.moves))];
    for (const own of mover.cases)
      expect(Math.abs(own.chosen.reduce((a, b) => a + b, 0) - own.mass)).toBeLessThan(1e-12);
    for (const move of moves)
      expect(Math.abs(sums(mover, move, game.endings.length).odds - massOf(mover, move))).toBeLessThan(1e-12);
    if (game.stages[mover.stage]!.kind !== "turn") continue;
    const expected = valuesOfMoves(input, mover.stage);
    expect(moves.sort()).toEqual([...expected.keys()].sort());
    for (const [move, value] of expected) {
      expect(Math.abs(sums(mover, move, game.endings.length).value - value)).toBeLessThan(1e-10);
      checked++;
    }
  }
  return checked;
}

/** Masses of ways, by sequence and ending, against every history on its own; and the story is the likeliest one. */
function checkWays({ input, explained }: Omit<ExplainedCase, "belief">): number {
  const all = histories(input, 50_000);
  if (all === undefined) return 0;
  const expected = new Map<string, number>();
  for (const { ending, rungs, mass } of all)
    expected.set(`${ending}: ${rungs}`, (expected.get(`${ending}: ${rungs}`) ?? 0) + mass);
  const { ways } = explained.ways;
  for (const { ending, start, events, mass, byStep, story } of ways) {
    const rungs = [start, ...events.map(({ level }) => level)].join(" ");
    // What is too light to be told apart is left out of a way.
    expect(Math.abs(mass - expected.get(`${ending}: ${rungs}`)!)).toBeLessThan(1e-6 * explained.mass);
    expect(Math.abs(byStep.reduce((a, b) => a + b, 0) - mass)).toBeLessThan(1e-12);
    if (story === null) continue;
    const rivals = all.filter((one) => one.ending === ending && one.rungs === rungs && one.lastStep === story.lastStep);
    const best = Math.max(...rivals.map((one) => one.mass));
    expect(Math.abs(story.mass - best)).toBeLessThan(1e-12);
    const moves = story.events.filter((event) => event.moves.length > 0);
    const told = moves.map((event) => ` ${event.step}.${event.stage}:${event.moves.join("+")}`).join("");
    const likeliest = rivals.filter((one) => one.mass > best * (1 - 1e-9)).map((one) => one.moves);
    expect(likeliest).toContain(told);
    expect(story.events.filter(({ ends }) => ends)).toHaveLength(1);
    expect(story.events.at(-1)).toMatchObject({ ends: true, step: story.lastStep });
  }
  return ways.length;
}

describe("explainPart", () => {
  test("payoff parts of a move add up to its value, with calendars, `like`, costs, discount and a residual ending", () => {
    for (const asOf of [0, 1, 2, 3]) {
      const cases = explainedParts(crisisOf(LADDER), asOf);
      expect(cases).toHaveLength(1);
      expect(checkReasons(cases[0]!)).toBeGreaterThan(3);
    }
  });

  test("a part holds what its name says", () => {
    const { input, explained } = explainedParts(crisisOf(LADDER), 3)[0]!;
    const russia = explained.movers.find((mover) => input.game.actors[mover.actor] === "russia")!;
    const names = russia.parts.map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual(["step fear", "step ally", "ending war", "ending other", "ending quiet", "cost cost"]);
    const calm = input.game.moves.findIndex(({ name }) => name === "calm");
    const width = names.length + input.game.endings.length;
    for (const { moves, mass, values } of russia.cases) {
      const place = moves.indexOf(calm);
      if (place >= 0) expect(values[place * width + names.indexOf("cost cost")]).toBeCloseTo(-0.02 * mass, 12);
    }
  });

  test("members of a group weigh their moves against what the others do, shocks counted", () => {
    const { input, explained } = explainedParts(crisisOf(SAME_TIME), 0)[0]!;
    const seats = explained.movers.map(({ stage, actor }) => `${stage} ${input.game.actors[actor]}`);
    expect(seats).toEqual(["0 us", "0 russia", "1 us"]);
    for (const mover of explained.movers) {
      const precision = input.game.precision[mover.actor]!;
      for (const own of mover.cases) {
        const width = mover.parts.length + input.game.endings.length;
        const worth = own.moves.map(
          (_, k) => own.values.slice(k * width, k * width + mover.parts.length).reduce((a, b) => a + b, 0) / own.mass,
        );
        // One situation a case here: the logit of the odds is λ times the difference of the values.
        if (mover.stage === 0)
          expect(Math.log(own.chosen[1]! / own.chosen[0]!)).toBeCloseTo(precision * (worth[1]! - worth[0]!), 8);
      }
    }
    checkReasons({ input, explained });
  });

  test("ways hold the histories with their decisive events, and a story is the likeliest of them", () => {
    for (const asOf of [0, 2]) {
      for (const one of explainedParts(crisisOf(LADDER), asOf)) expect(checkWays(one)).toBeGreaterThan(5);
    }
    for (const one of explainedParts(crisisOf(SAME_TIME), 0)) expect(checkWays(one)).toBeGreaterThan(3);
  });

  test("endings of all ways, told apart or not, are what the filter predicts", () => {
    for (const { belief, explained } of explainedParts(crisisOf(LADDER), 1)) {
      explained.ways.endings.forEach((mass, e) => {
        const predicted = belief.endings.slice(e * 4, (e + 1) * 4).reduce((a, b) => a + b, 0);
        expect(mass).toBeCloseTo(predicted, 12);
      });
    }
  });

  test("on random crises", () => {
    let moves = 0;
    fc.assert(
      fc.property(randomCrisis({ reports: true, sameTime: true, bestReply: true }), (yaml) => {
        let crisis: ReturnType<typeof crisisOf>;
        try {
          crisis = crisisOf(yaml);
        } catch {
          return;
        }
        for (const one of explainedParts(crisis, (crisis.clock.steps ?? 1) - 1)) moves += checkReasons(one);
        for (const one of explainedParts(crisis, 0)) {
          moves += checkReasons(one);
          if (crisis.variables.some((variable) => variable.ladder)) checkWays(one);
          const total = one.explained.ways.endings.reduce((a, b) => a + b, 0);
          expect(Math.abs(total - one.explained.mass)).toBeLessThan(1e-12);
        }
      }),
      { seed: 20251123, numRuns: 60 },
    );
    expect(moves).toBeGreaterThan(200);
  });
});
