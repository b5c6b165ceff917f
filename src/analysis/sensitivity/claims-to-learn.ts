import { dateOfStep } from "../../crisis/calendar.ts";
import type { Expression } from "../../crisis/expression.ts";
import type { Crisis, Literal, Move, Report, Source } from "../../crisis/model.ts";
import type { ForecastResult } from "../forecast-result.ts";

/** A yes-or-no fact of the as-of step that could be learned. */
export interface ClaimToLearn {
  readonly kind: "level" | "move";
  /** Name of the variable, or `actor.move`. */
  readonly name: string;
  readonly label: string;
  /** Which level, for a variable. */
  readonly level?: string;
  readonly literal: Literal;
}

/** Moves likelier or less likely than this are left out: hardly anything is to be learned. */
const CERTAIN = 0.02;

/** The levels of each hidden variable, and the next moves that are in doubt. */
export function claimsToLearn(crisis: Crisis, point: ForecastResult): readonly ClaimToLearn[] {
  const { at } = crisis;
  const levels = Object.keys(point.hidden).flatMap((name) => {
    const variable = crisis.variables.findIndex((candidate) => candidate.name === name);
    const { label, levels: own } = crisis.variables[variable]!;
    return own.map((word, level): ClaimToLearn => {
      const read: Expression = { kind: "variable", variable, at };
      const condition: Expression = {
        kind: "binary",
        op: "==",
        left: read,
        right: { kind: "number", value: level, at },
        at,
      };
      return {
        kind: "level",
        name,
        label,
        level: word,
        literal: { never: false, any: [{ kind: "level", condition, at }] },
      };
    });
  });
  const oddsOf = ({ actor, name }: Move): number => point.nextMoves[crisis.actors[actor]!.name]?.[name] ?? 0;
  const isDoubtful = (move: Move): boolean => oddsOf(move) >= CERTAIN && oddsOf(move) <= 1 - CERTAIN;
  const moves = crisis.moves.flatMap((own, move): readonly ClaimToLearn[] => {
    const { actor, name, label } = own;
    if (!isDoubtful(own)) return [];
    // Of two moves, a report of one is a report of the other.
    const rivals = crisis.moves.filter((other) => other.actor === actor && isDoubtful(other));
    const oneOfTwo = rivals.length === 2 && oddsOf(rivals[0]!) + oddsOf(rivals[1]!) > 1 - 1e-9;
    if (oneOfTwo && rivals[1] === own) return [];
    const { name: by, label: who } = crisis.actors[actor]!;
    const literal: Literal = { never: false, any: [{ kind: "move", move, at }] };
    return [{ kind: "move", name: `${by}.${name}`, label: `${who}: ${label}`, literal }];
  });
  return [...levels, ...moves];
}

/** The crisis in which this is known for certain of a step: told by a source that is always right. */
export function withFact(crisis: Crisis, { literal }: ClaimToLearn, step: number, day: number): Crisis {
  const { at } = crisis;
  const words = { name: "learned", label: "learned", at, text: [] };
  const source: Source = { ...words, reliability: 1, grade: "A" };
  const report: Report = {
    ...words,
    source: crisis.sources.length,
    credibility: 1,
    hit: 1,
    from: step,
    to: step,
    happened: dateOfStep(crisis.clock, step),
    toldDay: day,
    toldStep: step,
    claim: [literal],
    sameAs: crisis.reports.length,
  };
  return { ...crisis, sources: [...crisis.sources, source], reports: [...crisis.reports, report] };
}
