import type { Expression } from "../expression.ts";
import type { MoveEntry } from "../file/entries.ts";
import type { Driver, Effect, Move, Outcome, Variable } from "../model.ts";
import type { Located } from "../shape/shape.ts";
import { boundsOf } from "./bounds.ts";
import { checkOutcomes, checkSum } from "./check-outcomes.ts";
import { type CheckContext, numberAt } from "./context.ts";
import { moveOf } from "./lookups.ts";

/** A move of the file with the actor it belongs to, in the order of `Crisis.moves`. */
export interface MovePlace {
  readonly actor: number;
  readonly name: Located<string>;
  readonly entry: MoveEntry;
}

export interface CheckedMoves {
  readonly moves: readonly Move[];
  /** Variables that stand for shorthands, to follow the declared ones. */
  readonly variables: readonly Variable[];
  /** Drivers that let things arrive, to stand before all others. */
  readonly arrivals: readonly Driver[];
}

const ARRIVAL_LIMIT = 50;

/** Moves with their shorthands spelled out as variables, conditions and drivers. */
export function checkMoves(
  places: readonly MovePlace[],
  actsByChance: readonly boolean[],
  context: CheckContext,
): CheckedMoves {
  const after = places.map(({ actor, entry }) =>
    (entry.after ?? []).map((move) => moveOf(move, actor, context)).filter((move) => move !== undefined),
  );
  const delays = places.map(({ entry }) => delayOf(entry, context));
  const remembered = new Set(after.flat());
  places.forEach(({ entry }, move) => {
    if (entry.once?.value === true) remembered.add(move);
  });
  const shorthands = new Shorthands(places, remembered, delays, context);
  const moves = places.map((place, move) =>
    checkMove(place, move, after[move]!, shorthands, actsByChance[place.actor] === true, context),
  );
  actsByChance.forEach((byChance, actor) => {
    if (byChance) checkGiven(moves, actor, context);
  });
  return { moves, variables: shorthands.variables, arrivals: shorthands.arrivals };
}

function delayOf(entry: MoveEntry, context: CheckContext): number {
  if (!entry.arrives) return 0;
  const { value, at } = entry.arrives;
  const parts = /^(\d{1,3}) steps?$/.exec(value.trim());
  const steps = Number(parts?.[1] ?? 0);
  if (steps >= 1 && steps <= ARRIVAL_LIMIT) return steps;
  const problem = `\`arrives\` must be a number of steps from 1 to ${ARRIVAL_LIMIT}; here it is \`${value.slice(0, 40)}\`.`;
  context.findings.add("bad-shorthand", at, { problem, remedy: "write `arrives: 1 step` or `arrives: 2 steps`." });
  return 0;
}

/** The variables and drivers behind `after`, `once` and `arrives`. */
class Shorthands {
  readonly variables: Variable[] = [];
  readonly arrivals: Driver[] = [];
  readonly #made = new Map<number, number>();
  readonly #underway = new Map<number, { readonly variable: number; readonly steps: number }>();

  constructor(
    places: readonly MovePlace[],
    remembered: ReadonlySet<number>,
    delays: readonly number[],
    context: CheckContext,
  ) {
    const declared = context.scope.variables.length;
    const actors = context.scope.names("actor");
    places.forEach((place, move) => {
      const full = `${actors[place.actor]}.${place.name.value}`;
      const label = place.entry.name?.value ?? place.name.value.replace(/_/g, " ");
      const add = (origin: "made" | "underway", levels: string[], words: string): number => {
        const start = levels.map((_, i) => numberAt(i === 0 ? 1 : 0, place.name.at));
        const common = {
          at: place.name.at,
          text: [],
          levels,
          start,
          uncertain: false,
          seenBy: "all",
          ladder: false,
        } as const;
        this.variables.push({
          ...common,
          name: `${origin}.${full}`,
          label: `${actors[place.actor]}: ${label} ${words}`,
          origin,
          move,
        });
        return declared + this.variables.length - 1;
      };
      if (remembered.has(move)) this.#made.set(move, add("made", ["no", "yes"], "was made"));
      const steps = delays[move]!;
      if (steps === 0) return;
      const levels = Array.from({ length: steps + 1 }, (_, i) =>
        i === 0 ? "nothing" : i === 1 ? "1 step" : `${i} steps`,
      );
      this.#underway.set(move, { variable: add("underway", levels, "is under way"), steps });
    });
  }

  /** The condition that a move was made. */
  wasMade(move: number, at: Expression["at"]): Expression {
    return equals(this.#made.get(move)!, 1, at);
  }

  /** Conditions the shorthands of a move add to its `when`. */
  conditions(move: number, after: readonly number[], entry: MoveEntry, at: Expression["at"]): Expression[] {
    const underway = this.#underway.get(move);
    return [
      ...after.map((earlier) => this.wasMade(earlier, at)),
      ...(entry.once?.value === true ? [equals(this.#made.get(move)!, 0, at)] : []),
      ...(underway ? [equals(underway.variable, 0, at)] : []),
    ];
  }

  /** Outcomes at the time of the move; with `arrives` the given ones move into a driver. */
  outcomes(move: number, place: MovePlace, given: readonly Outcome[]): readonly Outcome[] {
    const at = place.name.at;
    const effects: Effect[] = [];
    const made = this.#made.get(move);
    if (made !== undefined) effects.push({ kind: "set", variable: made, value: numberAt(1, at), at });
    const underway = this.#underway.get(move);
    if (underway) {
      this.#arrive(move, underway, place, given);
      effects.push({ kind: "set", variable: underway.variable, value: numberAt(underway.steps, at), at });
      return [{ chance: numberAt(1, at), effects, at }];
    }
    return effects.length === 0 ? given : withEffects(given, effects, at);
  }

  #arrive(
    move: number,
    underway: { readonly variable: number; readonly steps: number },
    place: MovePlace,
    given: readonly Outcome[],
  ): void {
    const { variable, steps } = underway;
    const at = place.name.at;
    const landed: Effect = { kind: "set", variable, value: numberAt(0, at), at };
    const nearer: Outcome = { chance: numberAt(1, at), effects: [{ kind: "shift", variable, by: -1, at }], at };
    const name = this.variables.find((one) => one.origin === "underway" && one.move === move)!;
    this.arrivals.push({
      name: name.name,
      label: `${name.label.replace(/ is under way$/, "")} arrives`,
      at,
      text: [],
      mustCover: false,
      rows: [
        { when: equals(variable, 1, at), outcomes: withEffects(given, [landed], at), at },
        ...(steps > 1 ? [{ when: compare(variable, ">=", 2, at), outcomes: [nearer], at }] : []),
      ],
    });
  }
}

/** Effects that come with every outcome that does not end the crisis. */
function withEffects(outcomes: readonly Outcome[], effects: readonly Effect[], at: Outcome["at"]): Outcome[] {
  if (outcomes.length === 0) return [{ chance: numberAt(1, at), effects, at }];
  return outcomes.map((outcome) =>
    outcome.ends === undefined ? { ...outcome, effects: [...outcome.effects, ...effects] } : outcome,
  );
}

function compare(variable: number, op: "==" | ">=", level: number, at: Expression["at"]): Expression {
  return { kind: "binary", op, left: { kind: "variable", variable, at }, right: numberAt(level, at), at };
}

function equals(variable: number, level: number, at: Expression["at"]): Expression {
  return compare(variable, "==", level, at);
}

function checkMove(
  place: MovePlace,
  move: number,
  after: readonly number[],
  shorthands: Shorthands,
  byChance: boolean,
  context: CheckContext,
): Move {
  const { name, entry, actor } = place;
  const at = name.at;
  const own = context.condition(entry.when, "`when`");
  if (own) noteNeverHolds(own, `the move \`${name.value}\``, context);
  const conditions = [...(own ? [own] : []), ...shorthands.conditions(move, after, entry, at)];
  const when = conditions.reduce<Expression | undefined>(
    (left, right) => (left ? { kind: "binary", op: "and", left, right, at } : right),
    undefined,
  );
  const cost = context.expression(entry.cost, { place: "`cost`", reads: "all" });
  const given = checkOutcomes(entry.then, `the move \`${name.value}\``, context);
  const chance = checkMoveChance(place, byChance, context);
  return {
    ...context.element(name, entry),
    actor,
    ...(when ? { when } : {}),
    ...(cost ? { cost } : {}),
    ...(chance ? { chance } : {}),
    outcomes: shorthands.outcomes(move, place, given),
    codes: (entry.codes ?? []).map((code) => code.value),
    cues: (entry.cues ?? []).map((cue) => cue.value),
  };
}

function checkMoveChance({ name, entry, actor }: MovePlace, byChance: boolean, context: CheckContext): Move["chance"] {
  const params = { actor: context.scope.names("actor")[actor] ?? "", move: name.value };
  if (!entry.chance) {
    if (byChance) context.findings.add("chance-needed", name.at, params);
    return undefined;
  }
  const chance = context.chance(entry.chance, `the move \`${name.value}\``);
  if (byChance) return chance;
  context.findings.add("chance-not-wanted", entry.chance.at, params);
  return undefined;
}

/** An actor that acts by chance: moves without conditions have chances that sum to 1. */
function checkGiven(moves: readonly Move[], actor: number, context: CheckContext): void {
  const own = moves.filter((move) => move.actor === actor);
  if (own.some((move) => move.chance === undefined || move.when !== undefined)) {
    const rests = own.filter((move) => move.chance === "rest" && move.when === undefined);
    if (rests.length < 2) return;
  }
  const outcomes = own.flatMap((move) => (move.chance === undefined ? [] : [{ chance: move.chance, at: move.at }]));
  if (own[0] && outcomes.length > 0)
    checkSum(outcomes, `the moves of \`${context.scope.names("actor")[actor]}\``, own[0].at, context);
}

/** Notes a condition that the levels of the variables rule out. */
export function noteNeverHolds(condition: Expression, what: string, context: CheckContext): void {
  const levels = context.scope.variables.map((variable) => variable.levels.length);
  const parameters = context.values.map((value) => ({ low: value, high: value }));
  if (boundsOf(condition, levels, parameters).high === 0) context.findings.add("never-holds", condition.at, { what });
}
