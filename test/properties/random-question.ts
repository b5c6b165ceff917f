import fc from "fast-check";
import { firstDayOfStep } from "../../src/crisis/calendar.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { Rules } from "../oracle/rules.ts";
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

/** The checked crisis with a step and one of its days; crises that have already ended at the start are dropped. */
export function ask({ yaml, when }: RandomQuestion): Asked {
  const crisis = crisisFrom(yaml);
  const rules = new Rules(crisis);
  fc.pre(rules.starts().every((start) => crisis.endings.every(({ when }) => !when || !rules.holds(when, start.state))));
  const asOfStep = when[0] % crisis.clock.steps!;
  const [first, next] = [firstDayOfStep(crisis.clock, asOfStep), firstDayOfStep(crisis.clock, asOfStep + 1)];
  return { crisis, asOfStep, day: first + (when[1] % (next - first)) };
}
