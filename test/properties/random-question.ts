import fc from "fast-check";
import { firstDayOfStep } from "../../src/crisis/calendar.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { crisisFrom } from "./crisis-from.ts";
import { type RandomCrisisOptions, randomCrisis } from "./random-crisis.ts";

/** A crisis and when it is asked about. */
export interface RandomQuestion {
  readonly yaml: string;
  /** Decides step and day; reduced to the crisis' clock. */
  readonly when: readonly [number, number];
}

export function randomQuestion(options: RandomCrisisOptions = {}): fc.Arbitrary<RandomQuestion> {
  const number = fc.integer({ min: 0, max: 999 });
  return fc.record({ yaml: randomCrisis(options), when: fc.tuple(number, number) });
}

export interface Asked {
  readonly crisis: Crisis;
  readonly asOfStep: number;
  readonly day: number;
}

/** The checked crisis with a step and one of its days; crises that cannot be laid out are dropped. */
export function ask({ yaml, when }: RandomQuestion): Asked {
  const crisis = crisisFrom(yaml);
  fc.pre(partsOf(crisis).every((part) => compileGame(crisis, { part }).game !== undefined));
  const asOfStep = when[0] % crisis.clock.steps!;
  const [first, next] = [firstDayOfStep(crisis.clock, asOfStep), firstDayOfStep(crisis.clock, asOfStep + 1)];
  return { crisis, asOfStep, day: first + (when[1] % (next - first)) };
}
