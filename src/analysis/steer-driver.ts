/**
 * The chances of a driver, moved as one: by a factor f on their odds, or put to
 * one number.
 *
 * A chance c becomes f c / (1 + (f − 1) c), so that 0 and 1 stay and f = 1
 * changes nothing. Where a driver draws among several outcomes, f multiplies
 * the odds that something other than `rest` comes about (of the first outcome,
 * where there is no `rest`).
 */
import { evaluate, variablesRead } from "../crisis/compile/evaluate.ts";
import { parameterValues } from "../crisis/compile/parts.ts";
import type { Expression } from "../crisis/expression.ts";
import type { Crisis, Driver, Outcome } from "../crisis/model.ts";

export interface Steering {
  readonly by: "factor" | "chance";
  /** A factor, at least 0; or a chance in [0, 1]. */
  readonly value: Expression;
}

/** The driver with its chances moved in every row, or its only chance put to a number. */
export function steerDriver(driver: Driver, { by, value }: Steering): Driver {
  const only = onlyChance(driver);
  const change = (outcomes: readonly Outcome[]): readonly Outcome[] =>
    by === "factor"
      ? scaleOutcomes(outcomes, value)
      : outcomes.map((outcome) => (outcome.chance === only ? { ...outcome, chance: value } : outcome));
  return { ...driver, rows: driver.rows.map((row) => ({ ...row, outcomes: change(row.outcomes) })) };
}

/** The one chance of a driver that may be put to a number, certain ones left aside; undefined where it has several. */
export function onlyChance(driver: Driver): Expression | undefined {
  for (const chances of [writtenChances(driver), openChances(driver)]) if (chances.length === 1) return chances[0];
  return undefined;
}

/** A driver whose chances can be moved. */
export interface SteerableDriver {
  readonly name: string;
  readonly label: string;
  /** Its chance at the values of the parameters, in (0, 1); null where it has several or they hang on the state. */
  readonly chance: number | null;
}

/** The drivers of the file some chance of which is neither 0 nor 1, in file order. */
export function steerableDrivers(crisis: Crisis): readonly SteerableDriver[] {
  const values = parameterValues(crisis);
  return crisis.drivers.flatMap((driver): SteerableDriver[] => {
    const { name } = driver;
    const label = driverLabel(crisis, driver);
    if (openChances(driver).length === 0) return [];
    const chance = plainChance(driver, values);
    return [{ name, label, chance: chance !== undefined && chance > 0 && chance < 1 ? chance : null }];
  });
}

/** A driver that moves a variable is called like it. */
export function driverLabel({ variables }: Crisis, { name, label }: Driver): string {
  return variables.find((variable) => variable.name === name)?.label ?? label;
}

/** Chances that are not 0 and not 1 whatever happens. */
export function openChances(driver: Driver): readonly Expression[] {
  return writtenChances(driver).filter((chance) => chance.kind !== "number" || (chance.value > 0 && chance.value < 1));
}

function writtenChances({ rows }: Driver): readonly Expression[] {
  return rows.flatMap(({ outcomes }) => outcomes.flatMap(({ chance }) => (chance === "rest" ? [] : [chance])));
}

/** The one open chance of a driver where it reads nothing of the state; undefined otherwise. */
export function plainChance(driver: Driver, values: Float64Array): number | undefined {
  const [only, ...others] = openChances(driver);
  return only && others.length === 0 && variablesRead(only).length === 0 ? evaluate(only, [], values) : undefined;
}

/** c → f c / (1 + (f − 1) S), S the sum of the chances that are scaled. */
function scaleOutcomes(outcomes: readonly Outcome[], factor: Expression): readonly Outcome[] {
  const given = outcomes.flatMap(({ chance }) => (chance === "rest" ? [] : [chance]));
  const [first] = given;
  if (!first) return outcomes;
  const hasRest = given.length < outcomes.length;
  const scaled = hasRest ? given : [first];
  const sum = scaled.reduce((total, chance) => binary("+", total, chance));
  const one: Expression = { kind: "number", value: 1, at: factor.at };
  const under = binary("+", one, binary("*", binary("-", factor, one), sum));
  return outcomes.map((outcome) => {
    const { chance } = outcome;
    if (chance === "rest") return outcome;
    const over = scaled.includes(chance) ? binary("*", factor, chance) : chance;
    return { ...outcome, chance: binary("/", over, under) };
  });
}

function binary(op: "+" | "-" | "*" | "/", left: Expression, right: Expression): Expression {
  return { kind: "binary", op, left, right, at: left.at };
}
