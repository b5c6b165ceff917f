import type { Expression } from "../crisis/expression.ts";
import type { Crisis, Driver, Effect, Move, Outcome, Variable } from "../crisis/model.ts";
import type { Span } from "../text/diagnostic.ts";
import { onlyChance, type Steering, steerDriver } from "./steer-driver.ts";

/** Something done to a crisis, not observed in it. */
export type Intervention =
  /** A parameter has another value. */
  | { readonly kind: "setParameter"; readonly parameter: number; readonly value: number }
  /** A variable is put to a level once; later it goes its way. */
  | { readonly kind: "setLevel"; readonly variable: number; readonly level: number }
  /** A variable is held at a level: nothing changes it. */
  | { readonly kind: "holdLevel"; readonly variable: number; readonly level: number }
  /** An actor makes the move whenever it can. */
  | { readonly kind: "forceMove"; readonly move: number }
  /** An actor cannot make the move. */
  | { readonly kind: "forbidMove"; readonly move: number }
  /** A single-chance driver strikes whenever its condition holds. */
  | { readonly kind: "forceDriver"; readonly driver: number }
  /** A driver does nothing. */
  | { readonly kind: "forbidDriver"; readonly driver: number }
  /** The odds of a driver are multiplied, or its one chance is another. */
  | { readonly kind: "steerDriver"; readonly driver: number; readonly by: Steering["by"]; readonly value: number };

/** Interventions that may hold throughout, as another assumption about the world. */
export function isAssumption({ kind }: Intervention): boolean {
  return kind === "setParameter" || kind === "steerDriver";
}

/** First and last step in which interventions are in force, both included; a level is set at the first. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/**
 * The crisis with the interventions in force in the window. Actors who choose
 * within this crisis know of them; that those who chose before did not is the
 * business of whoever solves both.
 *
 * Where the window does not last to the end of the clock, a calendar says when
 * it is open, so no state is added. Levels are not set here but in the start
 * states (`setLevels`).
 */
export function intervene(crisis: Crisis, interventions: readonly Intervention[], window: Window): Crisis {
  const steps = crisis.clock.steps ?? 0;
  const always = window.from <= 0 && window.until >= steps - 1;
  const withCalendar = always ? crisis : addWindow(crisis, window);
  const open = always ? undefined : variableAt(crisis.variables.length, crisis.at);
  return interventions.reduce((changed, intervention) => applyOne(changed, intervention, open), withCalendar);
}

function addWindow(crisis: Crisis, { from, until }: Window): Crisis {
  const steps = crisis.clock.steps ?? 0;
  const window: Variable = {
    name: "intervention",
    label: "intervention",
    at: crisis.at,
    text: [],
    levels: ["off", "on"],
    start: [numberAt(1, crisis.at), numberAt(0, crisis.at)],
    uncertain: false,
    seenBy: "all",
    ladder: false,
    calendar: Array.from({ length: steps }, (_, step) => (step >= from && step <= until ? 1 : 0)),
    origin: "declared",
  };
  return { ...crisis, variables: [...crisis.variables, window] };
}

function applyOne(crisis: Crisis, intervention: Intervention, open: Expression | undefined): Crisis {
  switch (intervention.kind) {
    case "setParameter":
      return {
        ...crisis,
        parameters: crisis.parameters.map((parameter, p) =>
          p === intervention.parameter ? { ...parameter, value: intervention.value } : parameter,
        ),
      };
    case "setLevel":
      return crisis;
    case "holdLevel":
      return mapEffects(crisis, (effect) => hold(effect, intervention.variable, open));
    case "forceMove":
      return forceMove(crisis, intervention.move, open);
    case "forbidMove":
      return mapMove(crisis, intervention.move, (move) => ({ ...move, when: unless(move.when, open, move.at) }));
    case "forceDriver":
      return mapDriver(crisis, intervention.driver, (driver) => strikeAlways(driver, open));
    case "steerDriver":
      return mapDriver(crisis, intervention.driver, (driver) => steered(driver, intervention, open));
    case "forbidDriver":
      return mapDriver(crisis, intervention.driver, (driver) => ({
        ...driver,
        mustCover: false,
        rows: driver.rows.map((row) => ({ ...row, when: unless(row.when, open, row.at) })),
      }));
  }
}

/** The effect while the variable is held: it sets what is there. */
function hold(effect: Effect, variable: number, open: Expression | undefined): Effect | undefined {
  if (effect.variable !== variable) return effect;
  if (!open) return undefined;
  const { at } = effect;
  const now = variableAt(variable, at);
  const otherwise =
    effect.kind === "set"
      ? effect.value
      : effect.kind === "shift"
        ? binary("+", now, numberAt(effect.by, at))
        : call(effect.kind === "atLeast" ? "max" : "min", [now, numberAt(effect.level, at)], at);
  return { kind: "set", variable, value: call("if", [open, now, otherwise], at), at };
}

function mapEffects(crisis: Crisis, change: (effect: Effect) => Effect | undefined): Crisis {
  const inOutcome = (outcome: Outcome): Outcome => ({
    ...outcome,
    effects: outcome.effects.flatMap((effect) => change(effect) ?? []),
  });
  return {
    ...crisis,
    moves: crisis.moves.map((move) => ({ ...move, outcomes: move.outcomes.map(inOutcome) })),
    drivers: crisis.drivers.map((driver) => ({
      ...driver,
      rows: driver.rows.map((row) => ({ ...row, outcomes: row.outcomes.map(inOutcome) })),
    })),
  };
}

/** While the move is open to its actor, no other one is. */
function forceMove(crisis: Crisis, forced: number, open: Expression | undefined): Crisis {
  const { actor, when, at } = crisis.moves[forced]!;
  const isOpen = both(open, when) ?? numberAt(1, at);
  return {
    ...crisis,
    moves: crisis.moves.map((move, m) => {
      if (m === forced) return move.chance === undefined ? move : { ...move, chance: certain(move.chance, open, at) };
      if (move.actor !== actor) return move;
      return { ...move, when: unless(move.when, isOpen, move.at) };
    }),
  };
}

/** The chance of the only open move of an actor that acts by chance: 1 while the window is open. */
function certain(chance: Expression | "rest", open: Expression | undefined, at: Span): Expression | "rest" {
  if (chance === "rest") return chance;
  return open ? call("if", [open, numberAt(1, at), chance], at) : numberAt(1, at);
}

function strikeAlways(driver: Driver, open: Expression | undefined): Driver {
  return {
    ...driver,
    rows: driver.rows.map((row) => ({
      ...row,
      outcomes: row.outcomes.map((outcome) =>
        outcome.chance === "rest" ? outcome : { ...outcome, chance: certain(outcome.chance, open, outcome.at) },
      ),
    })),
  };
}

/** Its chances while the window is open; what they are otherwise. */
function steered(
  driver: Driver,
  { by, value }: Pick<Extract<Intervention, { kind: "steerDriver" }>, "by" | "value">,
  open: Expression | undefined,
): Driver {
  const { at } = driver;
  const other = numberAt(value, at);
  const own = by === "chance" ? onlyChance(driver) : numberAt(1, at);
  return steerDriver(driver, { by, value: open && own ? call("if", [open, other, own], at) : other });
}

function mapMove(crisis: Crisis, index: number, change: (move: Move) => Move): Crisis {
  return { ...crisis, moves: crisis.moves.map((move, m) => (m === index ? change(move) : move)) };
}

function mapDriver(crisis: Crisis, index: number, change: (driver: Driver) => Driver): Crisis {
  return { ...crisis, drivers: crisis.drivers.map((driver, d) => (d === index ? change(driver) : driver)) };
}

/** `when and not blocked`; never, where `blocked` is always. */
function unless(when: Expression | undefined, blocked: Expression | undefined, at: Span): Expression {
  if (!blocked) return numberAt(0, at);
  const free: Expression = { kind: "unary", op: "not", operand: blocked, at };
  return when ? binary("and", when, free) : free;
}

function both(one: Expression | undefined, other: Expression | undefined): Expression | undefined {
  return one && other ? binary("and", one, other) : (one ?? other);
}

function numberAt(value: number, at: Span): Expression {
  return { kind: "number", value, at };
}

function variableAt(variable: number, at: Span): Expression {
  return { kind: "variable", variable, at };
}

function binary(op: "and" | "+", left: Expression, right: Expression): Expression {
  return { kind: "binary", op, left, right, at: left.at };
}

function call(name: "if" | "max" | "min", operands: readonly Expression[], at: Span): Expression {
  return { kind: "call", name, operands, at };
}
