import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { nearNames } from "../text/near-names.ts";
import type { Intervention } from "./intervention.ts";
import { onlyChance } from "./steer-driver.ts";

/** What a person asks for, as written on the command line: `war_cost=10`, `oil=low`, `us.strike`, `unrest`. */
export interface InterventionWords {
  /** Also the chances of a driver: `driver.unrest=x2` (twice the odds), `driver.unrest=20%`. */
  readonly set?: readonly string[];
  readonly force?: readonly string[];
  readonly forbid?: readonly string[];
  /** Moves by date: `2025-08=us.send_fleet`. */
  readonly plan?: readonly string[];
}

/**
 * Interventions in the terms of a crisis, or what is wrong with the words
 * (`unknown-name`, `unknown-level`, `bad-value`, `cannot-set`, `cannot-force`,
 * `cannot-forbid`); `outside-range` is only a warning.
 */
export function readInterventions(
  crisis: Crisis,
  words: InterventionWords,
): { readonly interventions: readonly Intervention[]; readonly diagnostics: readonly Diagnostic[] } {
  const interventions: Intervention[] = [];
  const diagnostics: Diagnostic[] = [];
  const read = (
    texts: readonly string[] | undefined,
    one: (crisis: Crisis, text: string) => Intervention | Diagnostic,
  ) => {
    for (const text of texts ?? []) {
      const found = one(crisis, text.trim());
      if ("kind" in found) interventions.push(found);
      else diagnostics.push(found);
    }
  };
  read(words.set, readSet);
  read(words.force, readForce);
  read(words.forbid, readForbid);
  for (const one of interventions) {
    if (one.kind !== "setParameter") continue;
    const outside = outsideRange(crisis.parameters[one.parameter]!, one.value);
    if (outside) diagnostics.push(outside);
  }
  return { interventions, diagnostics };
}

/** A value of a parameter beyond what the file gives as its range (`outside-range`, a warning); undefined for one within it. */
export function outsideRange(
  { name, range, limits }: Crisis["parameters"][number],
  value: number,
): Diagnostic | undefined {
  const [low, high] = limits ?? range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (value >= low && value <= high) return undefined;
  return {
    code: "outside-range",
    severity: "warning",
    message: `${value} lies outside the range of \`${name}\`, ${low} to ${high}.`,
    hint: "the range in the file says what is thought possible; widen it, or take a value within it.",
    params: { name, value, low, high },
  };
}

/** What is asked for and its contrary: both at once cannot be done (`contradiction`). */
export function contradictions(
  crisis: Crisis,
  interventions: readonly Intervention[],
  words: InterventionWords,
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const add = (name: string, what: string): void => {
    problems.push(mistake("contradiction", `\`${name}\` is ${what}.`, "leave one of the two out.", name));
  };
  const forced = (words.force ?? []).map((text) => text.trim());
  for (const text of words.forbid ?? [])
    if (forced.includes(text.trim())) add(text.trim(), "both forced and forbidden");
  const seen = new Map<string, number>();
  const steered = new Set<number>();
  for (const one of interventions) {
    if (one.kind === "steerDriver") {
      // Twice the same would not be the same as once.
      if (steered.has(one.driver)) add(`${STEERED}${crisis.drivers[one.driver]!.name}`, "moved twice");
      steered.add(one.driver);
    }
    const [key, value] =
      one.kind === "setParameter"
        ? [crisis.parameters[one.parameter]!.name, one.value]
        : one.kind === "setLevel" || one.kind === "holdLevel"
          ? [crisis.variables[one.variable]!.name, one.level]
          : ["", 0];
    if (key === "") continue;
    const before = seen.get(key);
    if (before !== undefined && before !== value) add(key, "put to two different values");
    seen.set(key, value);
  }
  return problems;
}

/** How chances of a driver are named: they are no element of the file themselves. */
const STEERED = "driver.";

function readSet(crisis: Crisis, text: string): Intervention | Diagnostic {
  const [name, value] = splitAssignment(text);
  if (value === undefined) {
    return mistake(
      "bad-value",
      `\`--set ${text}\` names no value.`,
      "write `--set war_cost=10` or `--set oil=low`",
      text,
    );
  }
  if (name.startsWith(STEERED)) return readSteering(crisis, name, value, text);
  const parameter = crisis.parameters.findIndex((candidate) => candidate.name === name);
  if (parameter >= 0) {
    const number = readNumber(value);
    if (Number.isFinite(number)) return { kind: "setParameter", parameter, value: number };
    return mistake(
      "bad-value",
      `\`${value}\` is not a number for the parameter \`${name}\`.`,
      `write \`--set ${name}=1.5\``,
      text,
    );
  }
  const level = readLevel(crisis, name, value);
  return "variable" in level ? { kind: "setLevel", ...level } : level;
}

/** `driver.unrest=x2`: the odds times two; `driver.unrest=20%`: that chance, whatever the file makes it hang on. */
function readSteering(crisis: Crisis, name: string, value: string, text: string): Intervention | Diagnostic {
  const driver = findDriver(crisis, name.slice(STEERED.length));
  if (driver < 0) return unknown(crisis, name);
  const isFactor = /^[x×]/.test(value);
  const number = readNumber(isFactor ? value.slice(1) : value);
  if (!Number.isFinite(number) || number < 0 || (!isFactor && number > 1)) {
    const hint = `write \`--set ${name}=x2\` for twice the odds, or \`--set ${name}=20%\` for that chance`;
    return mistake("bad-value", `\`${value}\` is no factor and no chance.`, hint, text);
  }
  if (isFactor) return { kind: "steerDriver", driver, by: "factor", value: number };
  if (onlyChance(crisis.drivers[driver]!)) return { kind: "steerDriver", driver, by: "chance", value: number };
  const hint = `multiply the odds of all of them: \`--set ${name}=x2\``;
  return mistake("cannot-set", `\`${name.slice(STEERED.length)}\` has several chances.`, hint, text);
}

function readForce(crisis: Crisis, text: string): Intervention | Diagnostic {
  const [name, value] = splitAssignment(text);
  if (value !== undefined) {
    const level = readLevel(crisis, name, value);
    return "variable" in level ? { kind: "holdLevel", ...level } : level;
  }
  const move = findMove(crisis, name);
  if (move >= 0) return { kind: "forceMove", move };
  const driver = findDriver(crisis, name);
  if (driver < 0) return unknown(crisis, name);
  const { outcomes } = crisis.drivers[driver]!.rows[0]!;
  if (crisis.drivers[driver]!.rows.length === 1 && outcomes.length <= 2) return { kind: "forceDriver", driver };
  return mistake(
    "cannot-force",
    `\`${name}\` has several outcomes; forcing it does not say which.`,
    `hold the variable at a level: \`--force ${name}=LEVEL\``,
    text,
  );
}

function readForbid(crisis: Crisis, text: string): Intervention | Diagnostic {
  const move = findMove(crisis, text);
  if (move >= 0) {
    const { actor, chance } = crisis.moves[move]!;
    const others = crisis.moves.some((other, m) => m !== move && other.actor === actor && other.chance === "rest");
    if (chance === undefined || others) return { kind: "forbidMove", move };
    const hint = "force another of its moves instead";
    return mistake("cannot-forbid", `The other chances of \`${text}\` would no longer sum to 1.`, hint, text);
  }
  const driver = findDriver(crisis, text);
  return driver >= 0 ? { kind: "forbidDriver", driver } : unknown(crisis, text);
}

function splitAssignment(text: string): [name: string, value: string | undefined] {
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function readNumber(text: string): number {
  if (text === "") return Number.NaN;
  return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
}

function readLevel(crisis: Crisis, name: string, value: string): { variable: number; level: number } | Diagnostic {
  const variable = crisis.variables.findIndex((candidate) => candidate.name === name);
  if (variable < 0) return unknown(crisis, name);
  const { levels, calendar } = crisis.variables[variable]!;
  if (calendar) {
    return mistake(
      "bad-value",
      `\`${name}\` is a calendar: the date decides it.`,
      "change `calendar` in the file",
      name,
    );
  }
  const level = levels.indexOf(value);
  if (level >= 0) return { variable, level };
  const near = nearNames(value, levels)[0];
  const hint = near
    ? `did you mean \`${name}=${near}\`?`
    : `write one of ${levels.map((l) => `\`${name}=${l}\``).join(", ")}`;
  return mistake(
    "unknown-level",
    `\`${name}\` has no level \`${value}\`. Its levels are ${levels.join(", ")}.`,
    hint,
    value,
  );
}

function findMove(crisis: Crisis, name: string): number {
  return crisis.moves.findIndex((move) => `${crisis.actors[move.actor]!.name}.${move.name}` === name);
}

function findDriver(crisis: Crisis, name: string): number {
  return crisis.drivers.findIndex((driver) => driver.name === name);
}

function unknown(crisis: Crisis, name: string): Diagnostic {
  const names = [
    ...crisis.parameters.map((parameter) => parameter.name),
    ...crisis.variables.map((variable) => variable.name),
    ...crisis.moves.map((move) => `${crisis.actors[move.actor]!.name}.${move.name}`),
    ...crisis.drivers.map((driver) => driver.name),
    ...crisis.drivers.map((driver) => `${STEERED}${driver.name}`),
  ];
  const near = nearNames(name, names);
  const hint =
    near.length > 0
      ? `did you mean ${near.map((n) => `\`${n}\``).join(" or ")}?`
      : "name a parameter, a variable, a move as `actor.move`, or a driver of the file";
  return mistake("unknown-name", `Nothing in this crisis is called \`${name}\`.`, hint, name);
}

function mistake(code: string, message: string, hint: string, value: string): Diagnostic {
  return { code, severity: "error", message, hint, params: { value } };
}
