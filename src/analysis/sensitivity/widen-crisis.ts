/**
 * What a file gives as a plain number and nobody can be sure of, turned into
 * parameters of a wider crisis, so that it can be drawn like any other: each is
 * a factor f from 1/2 to 2, even in its logarithm, 1 being the file's number.
 *
 *     start of a level, chance of a driver, reliability of a source:  odds × f
 *     precision of an actor:                                          λ × f
 *
 * A chance c becomes f c / (1 + (f − 1) c), so that 0 and 1 stay and the
 * structure of the game does not change; a driver with several outcomes is
 * moved as `steerDriver` does it. Whatever already reads a parameter with a
 * range is left alone: it is varied through it.
 */
import { evaluate, parametersRead } from "../../crisis/compile/evaluate.ts";
import { parameterValues, startOf } from "../../crisis/compile/parts.ts";
import type { Expression } from "../../crisis/expression.ts";
import type { Actor, Crisis, Driver, Parameter, Variable } from "../../crisis/model.ts";
import { type DrawnGrade, scaledOdds } from "../ranges/graded-evidence.ts";
import { driverLabel, openChances, plainChance, steerDriver } from "../steer-driver.ts";

/** Odds and precisions without a range are varied from half to double. */
export const BAND: readonly [number, number] = [1 / 2, 2];

export interface Band {
  readonly kind: "prior" | "driver" | "grade" | "precision";
  /** Index of its parameter in the wider crisis. */
  readonly parameter: number;
  /** For instance `start.resolve`, `driver.storm`, `grade.press`, `precision.us`. */
  readonly name: string;
  readonly label: string;
  /** What the number shown is: a chance, a precision in 1/util, or the factor on the odds itself. */
  readonly scale: "chance" | "precision" | "odds";
  /** What is shown for a value of the parameter. */
  readonly shown: (factor: number) => number;
}

export interface WideCrisis {
  readonly crisis: Crisis;
  readonly bands: readonly Band[];
  readonly grades: readonly DrawnGrade[];
}

/** The crisis with a parameter more for each start, driver, source and precision that is a plain number. */
export function widenCrisis(crisis: Crisis): WideCrisis {
  return new Widening(crisis).result();
}

class Widening {
  private readonly crisis: Crisis;
  private readonly values: Float64Array;
  private readonly bands: Band[] = [];
  private readonly parameters: Parameter[] = [];

  constructor(crisis: Crisis) {
    this.crisis = crisis;
    this.values = parameterValues(crisis);
  }

  result(): WideCrisis {
    const { crisis } = this;
    const variables = crisis.variables.map((variable, v) => this.variable(variable, v));
    const drivers = crisis.drivers.map((driver) => this.driver(driver));
    const actors = crisis.actors.map((actor) => this.actor(actor));
    const grades = crisis.clock.steps === undefined ? [] : this.grades();
    const parameters = [...crisis.parameters, ...this.parameters];
    return { crisis: { ...crisis, parameters, variables, drivers, actors }, bands: this.bands, grades };
  }

  /** A new factor; returns the index of its parameter. */
  private add(band: Omit<Band, "parameter">): number {
    const parameter = this.crisis.parameters.length + this.parameters.length;
    this.bands.push({ ...band, parameter });
    const { name, label } = band;
    const { at } = this.crisis;
    this.parameters.push({ name, label, at, text: [], value: 1, range: BAND, distribution: "loguniform" });
    return parameter;
  }

  private variable(variable: Variable, v: number): Variable {
    if (!variable.uncertain || variable.calendar || this.hasRange(variable.start)) return variable;
    const chances = startOf(this.crisis, v, this.values);
    const open = chances.flatMap((chance, level) => (chance > 0 ? [level] : []));
    if (open.length < 2) return variable;
    // The odds of one of two levels are those of the other turned round.
    const varied = open.length === 2 ? open.slice(1) : open;
    const factors = new Map(
      varied.map((level) => {
        const word = variable.levels[level]!;
        const one = open.length === 2;
        const name = one ? `start.${variable.name}` : `start.${variable.name}.${word}`;
        const label = `start of ${variable.label}: ${word}`;
        const shown = (factor: number): number => scaledOdds(chances[level]!, factor);
        return [level, parameterAt(this.add({ kind: "prior", name, label, scale: "chance", shown }), variable)];
      }),
    );
    const weights = variable.start.map((chance, level) => {
      const factor = factors.get(level);
      return factor ? binary("*", factor, chance) : chance;
    });
    const total = weights.reduce((sum, weight) => binary("+", sum, weight));
    return { ...variable, start: weights.map((weight) => binary("/", weight, total)) };
  }

  private driver(driver: Driver): Driver {
    const outcomes = driver.rows.flatMap((row) => row.outcomes);
    const chances = outcomes.flatMap(({ chance }) => (chance === "rest" ? [] : [chance]));
    if (openChances(driver).length === 0 || this.hasRange(chances)) return driver;
    const base = plainChance(driver, this.values);
    const parameter = this.add({
      kind: "driver",
      name: `driver.${driver.name}`,
      label: `chance of ${driverLabel(this.crisis, driver)}`,
      scale: base === undefined ? "odds" : "chance",
      shown: base === undefined ? (factor) => factor : (factor) => scaledOdds(base, factor),
    });
    const factor = parameterAt(parameter, driver);
    return steerDriver(driver, { by: "factor", value: factor });
  }

  private actor(actor: Actor): Actor {
    const { precision } = actor;
    if (precision === undefined || precision === "infinite" || this.hasRange([precision])) return actor;
    const base = evaluate(precision, [], this.values);
    if (!(base > 0)) return actor;
    const name = `precision.${actor.name}`;
    const label = `precision of ${actor.label}`;
    const parameter = this.add({
      kind: "precision",
      name,
      label,
      scale: "precision",
      shown: (factor) => base * factor,
    });
    return { ...actor, precision: binary("*", precision, parameterAt(parameter, actor)) };
  }

  /** Of the sources that something reported rests on. */
  private grades(): readonly DrawnGrade[] {
    const { sources, reports } = this.crisis;
    const used = new Set<number>();
    for (const { claim, source } of reports) {
      if (!claim) continue;
      for (let s: number | undefined = source; s !== undefined; s = sources[s]!.via) used.add(s);
    }
    return sources.flatMap(({ name, label, reliability }, source): DrawnGrade[] => {
      if (!used.has(source) || reliability <= 0 || reliability >= 1) return [];
      const shown = (factor: number): number => scaledOdds(reliability, factor);
      const words = { name: `grade.${name}`, label: `reliability of ${label}` };
      return [{ source, parameter: this.add({ kind: "grade", ...words, scale: "chance", shown }) }];
    });
  }

  private hasRange(expressions: readonly Expression[]): boolean {
    return expressions.some((expression) =>
      parametersRead(expression).some((parameter) => this.crisis.parameters[parameter]!.range !== undefined),
    );
  }
}

function parameterAt(parameter: number, { at }: Pick<Crisis, "at">): Expression {
  return { kind: "parameter", parameter, at };
}

function binary(op: "+" | "*" | "/", left: Expression, right: Expression): Expression {
  return { kind: "binary", op, left, right, at: left.at };
}
