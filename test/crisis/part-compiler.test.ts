import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame, PartCompiler } from "../../src/crisis/compile-game.ts";
import type { Game } from "../../src/game/game.ts";
import { readText } from "./read-text.ts";

/** Whether the storm can strike (p > 0), and whether anything is left of the rest, changes who can be where. */
const crisis = readText(`
clock: { steps: 3 }
parameters:
  p: { value: 0.5, range: [0, 1] }
  q: { value: 0.3, range: [0, 1] }
  worth: { value: 1, range: [-1, 1] }
actors: { us: { precision: 1 + q }, them: { precision: 2 } }
state:
  sky: [clear, dim, black]
  mood: { levels: [calm, angry], start: { calm: 1 - q, angry: q } }
  line: { levels: [soft, hard, firm], start: { soft: 0.5, hard: 0.3, firm: rest } }
drivers:
  storm:
    when: sky < black
    chance: p * if(mood == angry, 1, 0.5)
    then: { sky: up 1 }
moves:
  us: { hold: nothing, sweep: { when: sky > clear, cost: 0.1 + 0.2 * q, then: [{ "min(1, p + q)": { sky: down 1 } }, { rest: nothing }] } }
  them: { wait: nothing, strike: { when: sky == black, then: { ends: over } } }
payoffs: { us: -0.2 * sky * worth - 0.1 * line, them: 0.1 * sky }
endings:
  over: { rule: x, payoffs: { us: -1 - line, them: worth } }
  peace: { chance: "0.1 * q * if(mood == angry, 1, 2)", rule: z }
  calm_sky: { otherwise: true, rule: y }
`);

/** Moves at the same time and moves by chance, with costs and chances that hang on the parameters. */
const together = readText(`
clock: { steps: 3 }
parameters: { q: { value: 0.3, range: [0, 1] }, worth: { value: 1, range: [-1, 1] } }
actors: { us: { precision: 1 + q }, them: { precision: 2 }, house: { acts_by: chance } }
state:
  mood: { levels: [calm, angry], start: { calm: 1 - q, angry: q } }
  sky: [clear, dim, black]
turns: [[us, them], house]
moves:
  us: { hold: nothing, press: { when: sky < black, cost: 0.1 + q * worth, then: { sky: up 1 } } }
  them: { wait: nothing, strike: { cost: 0.2 * worth, when: sky == black, then: { ends: over } } }
  house: { block: { chance: "q * if(mood == angry, 0.5, 0.25)", then: { sky: at most dim } }, allow: { chance: rest } }
payoffs: { us: -0.2 * sky * worth, them: 0.1 * sky }
endings: { over: { rule: x, payoffs: { us: -1 } }, peace: { otherwise: true, rule: y } }
`);

/** The numbers and structure of a game, without what cannot be compared. */
function contentOf(game: Game): unknown {
  return JSON.parse(
    JSON.stringify(game, (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ),
  );
}

describe("a compiler of many parts and draws", () => {
  const draws = [
    [0.5, 0.3, 1],
    [0, 0.3, 1],
    [0.5, 0.8, -1],
    [0.2, 0.3, 1],
    [0, 0, 0.5],
    [0.5, 0.3, 1],
    [0.7, 0.3, 0.2],
    [1, 0, 0.2],
    [0.5, 0.3, 0.1],
  ].map((values) => Float64Array.from(values));

  /** A payoff without bounds: the tables are priced before that shows. */
  const mistaken = Float64Array.from([0.2, 0.3, Number.POSITIVE_INFINITY]);

  it.each([Number.POSITIVE_INFINITY, 1, 3])("gives each the game it has alone, good for %s more", (goodFor) => {
    const compiler = new PartCompiler(crisis, { goodFor });
    const kept: { readonly game: Game; readonly content: unknown }[] = [];
    for (const parameters of [...draws, mistaken, ...[...draws].reverse()]) {
      for (const part of partsOf(crisis, parameters)) {
        const found = compiler.compile({ part, parameters });
        const alone = compileGame(crisis, { part, parameters });
        expect(found.diagnostics).toEqual(alone.diagnostics);
        expect(found.game === undefined).toBe(parameters === mistaken);
        if (!found.game) continue;
        const content = contentOf(found.game);
        expect(content).toEqual(contentOf(alone.game!));
        kept.push({ game: found.game, content });
        if (kept.length > goodFor) kept.shift();
        expect(contentOf(kept[0]!.game)).toEqual(kept[0]!.content);
      }
    }
    for (const { game, content } of kept) expect(contentOf(game)).toEqual(content);
  });

  it.each([1, 2, 4])("does so where actors move at the same time or by chance, good for %s more", (goodFor) => {
    const compiler = new PartCompiler(together, { goodFor });
    for (const values of [
      [0.3, 1],
      [0.6, 1],
      [0.6, -0.5],
      [0.1, 0.2],
      [0.9, 0.7],
      [0.3, 1],
    ]) {
      const parameters = Float64Array.from(values);
      for (const part of partsOf(together, parameters)) {
        const { game } = compiler.compile({ part, parameters });
        expect(contentOf(game!)).toEqual(contentOf(compileGame(together, { part, parameters }).game!));
      }
    }
  });

  it("writes over the tables of a game that is good no more", () => {
    const overwritten = [Number.POSITIVE_INFINITY, 1, 2].map((goodFor) => {
      const compiler = new PartCompiler(crisis, { goodFor });
      const chances = [0, 3, 0, 3, 0].map((draw) => {
        const parameters = draws[draw]!;
        const { game } = compiler.compile({ part: partsOf(crisis, parameters)[0]!, parameters });
        return game!.stages[2]!.tables[0]!.chance;
      });
      return new Set(chances).size;
    });
    expect(overwritten).toEqual([5, 1, 2]);
  });

  it("keeps the structures it met: going to and fro between two shares the arrays of each", () => {
    const compiler = new PartCompiler(crisis);
    const game = (draw: number): Game => {
      const parameters = draws[draw]!;
      return compiler.compile({ part: partsOf(crisis, parameters)[0]!, parameters }).game!;
    };
    const [first, other] = [game(0), game(1)];
    expect(other.stateCode).not.toBe(first.stateCode);
    expect(game(3).stateCode).toBe(first.stateCode);
    expect(game(1).stateCode).toBe(other.stateCode);
    // A mistake in one draw is none of the next.
    expect(compiler.compile({ part: partsOf(crisis, mistaken)[0]!, parameters: mistaken }).game).toBeUndefined();
    expect(game(3).stateCode).toBe(first.stateCode);
  });

  it("uses arrays again in which no price is another one, and no others", () => {
    const compiler = new PartCompiler(crisis);
    const [base, other] = [0, 3].map((draw) => {
      const parameters = draws[draw]!;
      const { game } = compiler.compile({ part: partsOf(crisis, parameters)[0]!, parameters });
      return game!.stages.map(({ tables }) => tables[0]!);
    });
    const [us, them, storm] = base!;
    expect(other![0]!.cost).toBe(us!.cost);
    expect(other![0]!.chance).not.toBe(us!.chance);
    expect(other![1]!.chance).toBe(them!.chance);
    expect(other![2]!.chance).not.toBe(storm!.chance);
  });
});
