import type { Crisis } from "../../crisis/model.ts";
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import type { DrawSolver } from "../ranges/draw-solver.ts";
import { type FactorSpace, placeInRange } from "../sensitivity/factor-space.ts";
import { outputsOf, valuesOf } from "../sensitivity/outputs.ts";
import type { TippingPoint, TippingSummary } from "../sensitivity/sensitivity-result.ts";
import { COARSE, type Line, scanLines } from "./scan-lines.ts";

/** By how many points the question is to move. */
const POINTS = 10;
/** Parameters that are also looked at two at a time: the strongest. */
const PAIRED = 3;

/** The odds at some values of the parameters. */
interface Odds {
  readonly endings: readonly number[];
  readonly question: number | null;
}

/** A line and how each of its parameters moves along it. */
interface Way extends Line {
  readonly parameters: readonly number[];
}

/**
 * The smallest change of one parameter, and of the best pair, that makes
 * another ending the likeliest or moves the question's odds by ten points,
 * within the ranges, all other parameters as in the file. The size of a change
 * is its share of the range (in logarithms where draws spread so); of two
 * parameters that change, the larger share: so both move by the same share,
 * up or down, until one is at the end of its range.
 *
 * @param parameters indexes in the wider crisis, the strongest first; the first three also in pairs.
 *
 * Cost: about 8 + 20 solves a parameter, and as much a pair and direction.
 */
export async function tippingPoints(
  space: FactorSpace,
  parameters: readonly number[],
  solve: DrawSolver,
): Promise<TippingSummary> {
  const { crisis } = space;
  let solves = 0;
  const evaluate = async (points: readonly Float64Array[]): Promise<readonly (Odds | undefined)[]> => {
    solves += points.length;
    return points.length === 0 ? [] : oddsOf(crisis, await solve(points));
  };
  const name = (parameter: number): string => crisis.parameters[parameter]!.name;
  const paired = parameters.slice(0, PAIRED);
  const summary = {
    points: POINTS,
    looked: parameters.map(name),
    paired: paired.length > 1 ? paired.map(name) : [],
    scan: COARSE,
  };
  const [base] = await evaluate([space.values]);
  if (!base) return { ...summary, leader: "", solves, found: [] };
  const criteria = [
    (odds: Odds): boolean => leaderOf(odds) !== leaderOf(base),
    (odds: Odds): boolean =>
      base.question !== null && odds.question !== null && Math.abs(odds.question - base.question) >= POINTS / 100,
  ];
  const find = async (ways: readonly Way[]): Promise<readonly TippingPoint[]> => {
    const crossings = await scanLines(ways, criteria, evaluate);
    return ways.flatMap((way, w) =>
      crossings[w]!.flatMap((crossing, criterion): readonly TippingPoint[] =>
        crossing ? [pointOf(space, way, crossing, criterion)] : [],
      ),
    );
  };
  const single = await find(parameters.flatMap((p) => waysOf(space, [p])));
  const pairs = paired.flatMap((one, k) => paired.slice(k + 1).flatMap((other) => waysOf(space, [one, other])));
  const double = await find(pairs);
  const leader = crisis.endings[leaderOf(base)]!.name;
  return { ...summary, leader, solves, found: [...single, ...bestPairs(single, double)].sort(byShare) };
}

/** At most so many solves; both criteria met on every line. */
export function mostTippingSolves(parameters: number): number {
  const paired = Math.min(PAIRED, parameters);
  const lines = 2 * parameters + 2 * paired * (paired - 1);
  return 1 + Math.ceil(parameters * (1 / COARSE + 1) + (lines - 2 * parameters) / COARSE + 20 * lines);
}

/** For each criterion the pair that needs least, where it needs less than any parameter alone. */
function bestPairs(single: readonly TippingPoint[], double: readonly TippingPoint[]): readonly TippingPoint[] {
  return (["leader", "question"] as const).flatMap((what) => {
    const [best] = double.filter((point) => point.what === what).sort(byShare);
    const [alone] = single.filter((point) => point.what === what).sort(byShare);
    return best && (!alone || best.share < alone.share) ? [best] : [];
  });
}

function byShare(one: TippingPoint, other: TippingPoint): number {
  return one.share - other.share;
}

/** All directions in which the parameters can move together. */
function waysOf(space: FactorSpace, parameters: readonly number[]): readonly Way[] {
  const signs = parameters.length === 1 ? [[1], [-1]] : [1, -1].flatMap((a) => [1, -1].map((b) => [a, b]));
  return signs.flatMap((own) => {
    const room = parameters.map((p, k) => {
      const place = placeInRange(space.crisis.parameters[p]!, space.values[p]!);
      return own[k]! > 0 ? 1 - place : place;
    });
    const length = Math.max(...room);
    // With no room at all, or with room for one of two only, there is no such direction.
    if (!(Math.min(...room) > 0)) return [];
    const at = (share: number): Float64Array => {
      const values = Float64Array.from(space.values);
      parameters.forEach((p, k) => {
        values[p] = moved(space, p, own[k]! * Math.min(share, room[k]!));
      });
      return values;
    };
    return [{ parameters, length, at }];
  });
}

/** The value of a parameter moved by a share of its range. */
function moved({ crisis, values }: FactorSpace, p: number, share: number): number {
  const { range, distribution } = crisis.parameters[p]!;
  const [low, high] = range!;
  const value = values[p]!;
  const inLogs = distribution === "loguniform" || distribution === "lognormal";
  const to = inLogs ? value * exp(share * log(high / low)) : value + share * (high - low);
  return Math.min(high, Math.max(low, to));
}

function pointOf(
  space: FactorSpace,
  way: Way,
  { share, found }: { readonly share: number; readonly found: Odds },
  criterion: number,
): TippingPoint {
  const values = way.at(share);
  return {
    what: criterion === 0 ? "leader" : "question",
    changes: way.parameters.map((p) => {
      const { name, label } = space.crisis.parameters[p]!;
      return {
        name,
        label,
        from: space.shown(p, space.values[p]!),
        to: space.shown(p, values[p]!),
        place: placeInRange(space.crisis.parameters[p]!, values[p]!),
        spread: space.spread(p),
      };
    }),
    share,
    leader: space.crisis.endings[leaderOf(found)]!.name,
    question: found.question,
  };
}

function oddsOf(crisis: Crisis, results: Awaited<ReturnType<DrawSolver>>): readonly (Odds | undefined)[] {
  const outputs = outputsOf(crisis);
  const values = outputs.map((output) => valuesOf(crisis, output, results));
  return results.map((result, d) => {
    if ("failure" in result || !(result.mass > 0)) return undefined;
    const read = (kind: "question" | "ending"): readonly number[] =>
      outputs.flatMap((output, o) => (output.kind === kind ? [values[o]![d]!] : []));
    return { endings: read("ending"), question: read("question")[0] ?? null };
  });
}

/** The likeliest ending, the first of those that are. */
function leaderOf({ endings }: Odds): number {
  return endings.reduce((best, odds, e) => (odds > endings[best]! ? e : best), 0);
}
