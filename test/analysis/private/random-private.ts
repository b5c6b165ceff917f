// biome-ignore-all lint/suspicious/noThenProperty: `then` is a key of the crisis language
import fc from "fast-check";
import { stringify } from "yaml";

export interface PrivateShape {
  readonly steps: number;
  readonly precision: readonly [number, number];
  /** A driver moves a hidden variable. */
  readonly drift: boolean;
  /** The two move at the same time. */
  readonly together: boolean;
  /** One variable is seen by nobody. */
  readonly unseen: boolean;
  readonly discount: number;
  readonly residual: boolean;
}

export const shapes: fc.Arbitrary<PrivateShape> = fc.record({
  steps: fc.constantFrom(1, 2),
  precision: fc.tuple(fc.constantFrom(0.3, 0.8, 1.2), fc.constantFrom(0.4, 1, 1.3)),
  drift: fc.boolean(),
  together: fc.boolean(),
  unseen: fc.boolean(),
  discount: fc.constantFrom(1, 0.9),
  residual: fc.boolean(),
});

const share = fc.integer({ min: 5, max: 95 }).map((n) => `${n}%`);
const util = fc.integer({ min: -20, max: 20 }).map((n) => n / 10);

/** A private crisis with two actors, two or three hidden variables and random numbers. */
export function randomPrivate(
  shape: PrivateShape,
  numbers: { shares: readonly string[]; utils: readonly number[] },
): string {
  const s = (k: number): string => numbers.shares[k % numbers.shares.length]!;
  const u = (k: number): number => numbers.utils[k % numbers.utils.length]!;
  const bySecrets = (k: number): string =>
    `${u(k)} + ${u(k + 1)} * nerve + ${u(k + 2)} * resolve${shape.unseen ? ` + ${u(k + 3)} * works` : ""} + ${u(k + 4)} * nerve * resolve`;
  return stringify(
    {
      crisis: "Random",
      clock: { steps: shape.steps },
      information: "private",
      discount: shape.discount,
      actors: { one: { precision: shape.precision[0] }, two: { precision: shape.precision[1] } },
      state: {
        rung: { levels: ["low", "mid", "high"], start: "low" },
        nerve: { levels: ["soft", "hard"], start: { soft: "rest", hard: s(0) }, seen_by: ["one"] },
        resolve: { levels: ["weak", "firm"], start: { weak: "rest", firm: s(1) }, seen_by: ["two"] },
        ...(shape.unseen
          ? { works: { levels: ["hollow", "sound"], start: { hollow: "rest", sound: s(2) }, seen_by: [] } }
          : {}),
      },
      turns: shape.together ? [["one", "two"]] : ["one", "two"],
      moves: {
        one: {
          wait: "nothing",
          press: {
            when: "rung < high",
            cost: `${u(20)} * nerve`,
            then: [{ [s(3)]: { rung: "up 1" } }, { rest: "nothing" }],
          },
        },
        two: {
          yield: { then: [{ "if(resolve == firm, 0.1, 0.4)": { ends: "settled" } }, { rest: "nothing" }] },
          stand: shape.unseen
            ? { then: [{ "if(works == sound, 0.5, 0.2)": { ends: "clash" } }, { rest: "nothing" }] }
            : { cost: `${u(21)} * resolve`, then: [{ [s(4)]: { ends: "clash" } }, { rest: "nothing" }] },
        },
      },
      ...(shape.drift
        ? {
            drivers: {
              nerve: [
                { when: "rung == high", hard: "60%", stay: "rest" },
                { otherwise: true, soft: "20%", stay: "rest" },
              ],
            },
          }
        : {}),
      payoffs: { one: `${u(22)} * rung`, two: `${u(23)} * rung + 0.2 * resolve` },
      endings: {
        settled: { rule: "a", payoffs: { one: bySecrets(0), two: bySecrets(5) } },
        clash: { rule: "b", payoffs: { one: bySecrets(10), two: bySecrets(15) } },
        ...(shape.residual
          ? { other: { chance: "if(nerve == hard, 0.1, 0.02)", rule: "c", payoffs: { one: u(8) } } }
          : {}),
        quiet: { otherwise: true, rule: "d", payoffs: { one: u(24), two: u(25) } },
      },
    },
    { lineWidth: 0 },
  );
}

/** Random crises, some of their traits given. */
export function privateCrisesOf(given: Partial<PrivateShape>): fc.Arbitrary<string> {
  return fc
    .tuple(shapes, fc.array(share, { minLength: 5, maxLength: 5 }), fc.array(util, { minLength: 26, maxLength: 26 }))
    .map(([shape, shares, utils]) => randomPrivate({ ...shape, ...given }, { shares, utils }));
}

export const privateCrises: fc.Arbitrary<string> = privateCrisesOf({});
