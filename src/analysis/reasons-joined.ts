import type { Crisis } from "../crisis/model.ts";
import type { ExplainedPart } from "./explain-part.ts";
import type { ExplainedComparison, ExplainedMove, ExplainedPayoff, ExplainedTurn } from "./explain-result.ts";
import type { PayoffPlace } from "./reasons-columns.ts";
import { reasonInWords } from "./reasons-in-words.ts";
import type { ExplainedMover } from "./reasons-of-part.ts";

/** Sums over all parts for one actor at one stage. */
interface Joined {
  readonly crisis: Crisis;
  readonly actor: number;
  readonly reached: number;
  readonly parts: readonly PayoffPlace[];
  readonly cases: readonly WeightedCase[];
}

interface WeightedCase {
  readonly weight: number;
  readonly moves: readonly number[];
  readonly mass: number;
  readonly chosen: Float64Array;
  readonly values: Float64Array;
}

/** Why each actor prefers its next move, from the parts weighted by their priors. */
export function joinReasons(
  crisis: Crisis,
  parts: readonly ExplainedPart[],
  weights: readonly number[],
): readonly ExplainedTurn[] {
  const turns = new Map<number, number>();
  return parts[0]!.movers.flatMap(({ actor }, seat) => {
    const turn = (turns.get(actor) ?? 0) + 1;
    turns.set(actor, turn);
    const joined = join(
      crisis,
      parts.map((part) => part.movers[seat]!),
      weights,
    );
    const moves = movesOf(joined);
    if (moves.length === 0) return [];
    const { name } = crisis.actors[actor]!;
    const label = `${crisis.actors[actor]!.label}${turn > 1 ? ` (turn ${turn})` : ""}`;
    const choice = choiceMass(joined) / joined.reached;
    const sentence = reasonInWords(crisis, { label, choice, moves });
    return [{ actor: name, label, turn, choice, moves, sentence }];
  });
}

function join(crisis: Crisis, movers: readonly ExplainedMover[], weights: readonly number[]): Joined {
  const { actor, parts } = movers[0]!;
  const cases = movers.flatMap((mover, p) => mover.cases.map((own) => ({ ...own, weight: weights[p]! })));
  const reached = movers.reduce((sum, mover, p) => sum + weights[p]! * mover.reached, 0);
  return { crisis, actor, reached, parts, cases };
}

/** Σ weight · mass of a move over some of the cases, and of its values. */
interface Totals {
  mass: number;
  chosen: number;
  readonly values: Float64Array;
}

function totalsOf({ cases, parts, crisis }: Joined, move: number, among: (own: WeightedCase) => boolean): Totals {
  const width = parts.length + crisis.endings.length;
  const totals: Totals = { mass: 0, chosen: 0, values: new Float64Array(width) };
  for (const own of cases) {
    const place = own.moves.indexOf(move);
    if (place < 0 || !among(own)) continue;
    totals.mass += own.weight * own.mass;
    totals.chosen += own.weight * own.chosen[place]!;
    for (let k = 0; k < width; k++) totals.values[k]! += own.weight * own.values[place * width + k]!;
  }
  return totals;
}

const isChoice = (own: WeightedCase): boolean => own.moves.length > 1;

function choiceMass({ cases }: Joined): number {
  return cases.filter(isChoice).reduce((sum, own) => sum + own.weight * own.mass, 0);
}

function movesOf(joined: Joined): readonly ExplainedMove[] {
  const { crisis, cases, reached } = joined;
  const choice = choiceMass(joined);
  const open = [...new Set(cases.flatMap((own) => own.moves))];
  const all = open.map((move) => {
    const chosen = totalsOf(joined, move, isChoice).chosen;
    return { move, totals: totalsOf(joined, move, () => true), chosen };
  });
  const likely = all.filter(({ totals }) => totals.mass > 0);
  likely.sort((a, b) => b.chosen - a.chosen || b.totals.chosen - a.totals.chosen || a.move - b.move);
  const first = likely[0]?.move;
  return likely.map(({ move, totals, chosen }) => {
    const means = totals.values.map((value) => value / totals.mass);
    const parts = payoffs(joined, means);
    return {
      move: crisis.moves[move]!.name,
      label: crisis.moves[move]!.label,
      probability: totals.chosen / reached,
      chosen: choice > 0 ? chosen / choice : null,
      available: totals.mass / reached,
      total: sum(parts),
      parts,
      endings: odds(joined, means),
      against: first === undefined || move === first ? null : compare(joined, first, move),
    };
  });
}

function compare(joined: Joined, first: number, move: number): ExplainedComparison | null {
  const both = (own: WeightedCase): boolean => own.moves.includes(first) && own.moves.includes(move);
  const one = totalsOf(joined, first, both);
  const other = totalsOf(joined, move, both);
  if (!(one.mass > 0)) return null;
  const differences = one.values.map((value, k) => (value - other.values[k]!) / one.mass);
  const parts = payoffs(joined, differences);
  return { both: one.mass / joined.reached, total: sum(parts), parts, endings: odds(joined, differences) };
}

function payoffs({ crisis, parts }: Joined, values: Float64Array): readonly ExplainedPayoff[] {
  return parts.map(({ kind, name, ending }, k) => ({
    kind,
    name,
    label: labelOf(crisis, kind, name, ending),
    value: values[k]!,
  }));
}

function odds({ crisis, parts }: Joined, values: Float64Array): Readonly<Record<string, number>> {
  return Object.fromEntries(crisis.endings.map(({ name }, e) => [name, values[parts.length + e]!]));
}

function labelOf(crisis: Crisis, kind: PayoffPlace["kind"], name: string, ending: number): string {
  if (kind === "ending") return `ending: ${crisis.endings[ending]!.label}`;
  if (kind === "cost") return "own costs";
  if (kind === "shocks") return "freedom of choice";
  return name.replaceAll("_", " ");
}

function sum(parts: readonly ExplainedPayoff[]): number {
  return parts.reduce((total, { value }) => total + value, 0);
}
