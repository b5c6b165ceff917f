// biome-ignore-all lint/suspicious/noThenProperty: `then` is a key of the crisis language
/**
 * Random small crises as YAML text. Nearly all are valid; those that are not
 * (an ending that already holds at the start, for instance) are left to the
 * caller to drop.
 */
import type fc from "fast-check";
import { stringify } from "yaml";
import { type Draw, drawn } from "./draw.ts";
import { type DrawnVariable, drawChance, drawCondition, drawExpression, drawNumber } from "./random-expression.ts";
import { drawReports } from "./random-reports.ts";

/** A crisis file as data, before it is written as YAML. */
export type CrisisDocument = Record<string, unknown>;

export interface RandomCrisisOptions {
  /** Groups that move at the same time may occur. */
  readonly sameTime?: boolean;
  /** Best repliers may occur. */
  readonly bestReply?: boolean;
  readonly reports?: boolean;
  /** `shocks: counted` may occur. */
  readonly shocks?: boolean;
}

/** What has been decided so far and the rest depends on. */
export interface Sketch {
  readonly steps: number;
  readonly clock: DrawnClock;
  readonly actors: readonly { readonly name: string; readonly chance: boolean }[];
  readonly variables: readonly DrawnVariable[];
  readonly turns: readonly (readonly string[])[];
  /** Move names by actor. */
  readonly moves: Map<string, string[]>;
  readonly shocks: boolean;
  readonly options: RandomCrisisOptions;
}

export function randomCrisisDocument(options: RandomCrisisOptions = {}): fc.Arbitrary<CrisisDocument> {
  return drawn((draw) => drawCrisis(draw, options));
}

export function writeCrisis(document: CrisisDocument): string {
  return stringify(document, { lineWidth: 0 });
}

/** Random crises as text. */
export function randomCrisis(options: RandomCrisisOptions = {}): fc.Arbitrary<string> {
  return randomCrisisDocument(options).map(writeCrisis);
}

interface DrawnClock {
  readonly keys: Readonly<Record<string, unknown>>;
  /** A date in each of the first three steps. */
  readonly labels: readonly (string | number)[];
  /** Days in the steps after the first of each. */
  readonly later: readonly (string | number)[];
}

const NUMBERED: DrawnClock = { keys: {}, labels: [1, 2, 3], later: [1, 2, 3] };

const DATED: readonly DrawnClock[] = [
  {
    keys: { start: "2024-11", step: "month" },
    labels: ["2024-11", "2024-12", "2025-01"],
    later: ["2024-11-09", "2024-12-01", "2025-01-28"],
  },
  {
    keys: { start: "2024-12-30", step: "week" },
    labels: ["2024-12-30", "2025-01-07", "2025-01-13"],
    later: ["2025-01-02", "2025-01-12", "2025-01-19"],
  },
  {
    keys: { start: "2024-02-27", step: "3 days" },
    labels: ["2024-02-27", "2024-03-01", "2024-03-05"],
    later: ["2024-02-29", "2024-03-03", "2024-03-06"],
  },
  {
    keys: { start: "2024-10", step: "quarter" },
    labels: ["2024-10", "2025-01", "2025-05"],
    later: ["2024-12-31", "2025-03-02", "2025-06"],
  },
];

const LEVELS: Readonly<Record<string, readonly string[]>> = {
  heat: ["low", "middle", "high"],
  guard: ["open", "shut"],
  mood: ["low", "high"],
  depth: ["0", "1", "2"],
};

function drawCrisis(draw: Draw, options: RandomCrisisOptions): CrisisDocument {
  const steps = draw.pick([1, 2, 2, 2, 3]);
  const clock = draw.chance(50) ? NUMBERED : draw.pick(DATED);
  const actors = drawActors(draw);
  const variables = drawVariables(draw);
  const turns = drawTurns(
    draw,
    actors.map((a) => a.name),
    options,
  );
  const shocks = options.shocks !== false && draw.chance(15);
  const sketch: Sketch = { steps, clock, actors, variables, turns, moves: new Map(), shocks, options };
  const moves = Object.fromEntries(actors.map((a) => [a.name, drawMoves(draw, sketch, a)]));
  const state = drawState(draw, sketch);
  const payoffs = Object.fromEntries(
    actors.filter(() => draw.chance(75)).map((a) => [a.name, drawParts(draw, sketch)]),
  );
  if (draw.chance(20))
    payoffs[actors[1]!.name] = { own: drawNumber(draw), ally: { like: actors[0]!.name, weight: 0.3 } };
  return {
    crisis: "Random",
    question: { ask: "Does it come to war?", ending: "war", by: stepLabel(sketch, draw.int(0, steps - 1)) },
    clock: { ...clock.keys, steps },
    ...(shocks ? { shocks: "counted" } : {}),
    ...(draw.chance(50) ? { discount: draw.pick([0.9, 1, "1 - hazard / 10"]) } : {}),
    actors: Object.fromEntries(actors.map((a) => [a.name, actorEntry(draw, sketch, a)])),
    parameters: {
      stake: { value: drawNumber(draw, 20, 200), range: [0.1, 3], unit: "utils", why: "random" },
      hazard: { value: draw.int(1, 40) / 100, range: [0, 0.5], why: "random" },
      lambda: { value: draw.int(2, 30) / 10, range: [0.1, 4], unit: "1/util", why: "random" },
    },
    state,
    ...drawDrivers(draw, sketch),
    turns,
    moves,
    payoffs,
    endings: drawEndings(draw, sketch, state),
    ...(options.reports === false ? {} : drawReports(draw, sketch)),
  };
}

/** Label of a step, counted from 0. */
export function stepLabel(sketch: { readonly clock: DrawnClock }, step: number): string | number {
  return sketch.clock.labels[step]!;
}

function drawActors(draw: Draw): { name: string; chance: boolean }[] {
  const third = draw.int(0, 3);
  const two = [
    { name: "red", chance: false },
    { name: "blue", chance: false },
  ];
  if (third === 0) return two;
  return [...two, { name: "green", chance: third > 1 }];
}

function actorEntry(draw: Draw, sketch: Sketch, actor: { name: string; chance: boolean }): Record<string, unknown> {
  if (actor.chance) return { acts_by: "chance" };
  const simultaneous = sketch.turns.some((group) => group.length > 1 && group.includes(actor.name));
  const finite = sketch.shocks ? [0.5, 2, "lambda"] : [0, 0.5, 1, 2, "lambda", "2 * lambda"];
  const best = sketch.options.bestReply !== false && !sketch.shocks && !simultaneous && draw.chance(10);
  return {
    name: `The ${actor.name} side`,
    precision: best ? "infinite" : draw.pick(finite),
    ...(draw.chance(20) ? { discount: 0.8 } : {}),
  };
}

function drawVariables(draw: Draw): DrawnVariable[] {
  const names = Object.keys(LEVELS).slice(0, draw.int(1, 4));
  const list = names.map((name) => ({ name, levels: LEVELS[name]!, calendar: false }));
  if (draw.chance(20)) list.push({ name: "season", levels: ["dry", "wet"], calendar: true });
  return list;
}

function drawState(draw: Draw, sketch: Sketch): Record<string, unknown> {
  const ladder = draw.chance(50);
  return Object.fromEntries(
    sketch.variables.map((variable, v) => {
      if (variable.calendar) {
        const wet = stepLabel(sketch, draw.int(0, sketch.steps - 1));
        return [variable.name, { levels: variable.levels, calendar: { [wet]: "wet" } }];
      }
      const numbered = variable.name === "depth";
      const levels = numbered ? variable.levels.length : variable.levels;
      const start = drawStart(draw, variable.levels);
      return [variable.name, { levels, ...start, ...(ladder && v === 0 ? { ladder: true } : {}) }];
    }),
  );
}

function drawStart(draw: Draw, levels: readonly string[]): Record<string, unknown> {
  const kind = draw.int(0, 7);
  if (kind <= 2) return {};
  if (kind <= 4) return { start: numeric(draw.pick(levels.slice(0, -1))) };
  const chances = ["60%", 0.25, "hazard", "hazard / 2"];
  if (levels.length === 2 || kind === 5) return { start: { [levels[0]!]: draw.pick(chances), [levels[1]!]: "rest" } };
  return { start: { [levels[0]!]: "20%", [levels[1]!]: "rest", [levels[2]!]: "hazard / 2" } };
}

function numeric(level: string): string | number {
  return /^\d+$/.test(level) ? Number(level) : level;
}

function drawTurns(draw: Draw, actors: readonly string[], options: RandomCrisisOptions): string[][] {
  const order = draw.chance(30) ? [...actors].reverse() : [...actors];
  if (options.sameTime && draw.chance(70)) {
    if (order.length === 2 || draw.chance(20)) return [order];
    return draw.chance(50) ? [[order[0]!], order.slice(1)] : [order.slice(0, 2), [order[2]!]];
  }
  const turns = order.map((name) => [name]);
  if (draw.chance(15)) turns.push([order[0]!]);
  return turns;
}

function drawMoves(draw: Draw, sketch: Sketch, actor: { name: string; chance: boolean }): Record<string, unknown> {
  const names = ["hold", "push", "yield"].slice(0, draw.int(sketch.steps === 3 ? 2 : 1, 3));
  sketch.moves.set(actor.name, names);
  if (actor.chance) return chanceMoves(draw, sketch, names);
  const entries = names.map((name) => {
    if (name === "hold" && !draw.chance(25)) return [name, "nothing"];
    return [name, drawMove(draw, sketch, name)];
  });
  return Object.fromEntries(entries);
}

function chanceMoves(draw: Draw, sketch: Sketch, names: readonly string[]): Record<string, unknown> {
  const settled = sketch.variables;
  return Object.fromEntries(
    names.map((name, i) => {
      const chance = i === 0 ? "rest" : drawChance(draw, settled);
      return [name, { chance, then: drawThen(draw, sketch, 1) }];
    }),
  );
}

function drawMove(draw: Draw, sketch: Sketch, name: string): Record<string, unknown> {
  const move: Record<string, unknown> = {};
  if (draw.chance(40)) move.when = drawCondition(draw, sketch.variables);
  if (draw.chance(50)) move.cost = drawExpression(draw, sketch.variables);
  const shorthand = draw.int(0, 11);
  const earlier = [...sketch.moves.entries()].find(([, moves]) => moves.includes("push"));
  if (shorthand === 9 && name === "push") move.once = true;
  if (shorthand === 10 && earlier && name === "yield") move.after = `${earlier[0]}.push`;
  if (shorthand === 11 && name === "push") {
    move.arrives = draw.pick(["1 step", "2 steps"]);
    // On arrival the effects must fit whatever the state is by then.
    move.then = drawThen(draw, sketch, 1);
    return move;
  }
  const up = draw.chance(25) ? guardedShift(draw, sketch) : undefined;
  if (up && inTurnAlone(sketch) && move.when === undefined) return { ...move, ...up };
  move.then = drawThen(draw, sketch, sketch.steps === 3 ? 2 : 3);
  return move;
}

/** `up` and `down` leave the levels unless the move is only available where they fit. */
function guardedShift(draw: Draw, sketch: Sketch): Record<string, unknown> | undefined {
  const variable = draw.pick(sketch.variables.filter((v) => !v.calendar));
  const top = variable.levels.at(-1)!;
  if (draw.chance(50)) return { when: `${variable.name} < ${top}`, then: { [variable.name]: "up 1" } };
  return { when: `${variable.name} > ${variable.levels[0]}`, then: { [variable.name]: "down 1" } };
}

function inTurnAlone(sketch: Sketch): boolean {
  return sketch.turns.every((group) => group.length === 1);
}

function drawThen(draw: Draw, sketch: Sketch, most: number): unknown {
  const outcomes = draw.int(1, most);
  if (outcomes === 1) return drawEffects(draw, sketch);
  const list: unknown[] = [{ [drawChance(draw, sketch.variables)]: drawEffects(draw, sketch) }];
  if (outcomes === 3) list.push({ [`${draw.int(1, 50)}%`]: drawEffects(draw, sketch) });
  list.push({ rest: draw.chance(30) ? "nothing" : drawEffects(draw, sketch) });
  return list;
}

function drawEffects(draw: Draw, sketch: Sketch): Record<string, unknown> {
  const effects: Record<string, unknown> = {};
  for (const variable of sketch.variables) {
    if (!variable.calendar && draw.chance(45)) effects[variable.name] = drawEffect(draw, sketch, variable);
  }
  if (draw.chance(15)) effects.ends = draw.pick(["war", "deal"]);
  if (Object.keys(effects).length === 0) effects[sketch.variables[0]!.name] = "at least middle";
  return effects;
}

function drawEffect(draw: Draw, sketch: Sketch, variable: DrawnVariable): unknown {
  const top = variable.levels.length - 1;
  const level = draw.pick(variable.levels);
  switch (draw.int(0, 4)) {
    case 0:
      return numeric(level);
    case 1:
      return `at least ${level}`;
    case 2:
      return `at most ${level}`;
    case 3:
      return `min(${variable.name} + 1, ${top})`;
    default:
      return `if(${drawCondition(draw, sketch.variables)}, ${variable.name}, ${top} - ${variable.name})`;
  }
}

function drawDrivers(draw: Draw, sketch: Sketch): Record<string, unknown> {
  const drivers: Record<string, unknown> = {};
  const free = sketch.variables.filter((v) => !v.calendar);
  if (draw.chance(35)) {
    const variable = draw.pick(free);
    const [low, next] = variable.levels;
    drivers[variable.name] = [
      { when: drawCondition(draw, sketch.variables), [next!]: drawChance(draw, sketch.variables), stay: "rest" },
      { otherwise: true, [low!]: "15%", ...(draw.chance(50) ? { [next!]: 0.2 } : {}), stay: "rest" },
    ];
  }
  if (draw.chance(35)) {
    drivers.accident = {
      chance: drawChance(draw, sketch.variables),
      ...(draw.chance(50) ? { when: drawCondition(draw, sketch.variables) } : {}),
      then: drawEffects(draw, sketch),
    };
  }
  return Object.keys(drivers).length > 0 ? { drivers } : {};
}

function drawParts(draw: Draw, sketch: Sketch): unknown {
  if (draw.chance(50)) return drawExpression(draw, sketch.variables);
  return { first: drawExpression(draw, sketch.variables), second: drawExpression(draw, sketch.variables) };
}

/** The highest level may be there from the start. */
function startsAtTop(state: Record<string, unknown>, variable: DrawnVariable): boolean {
  const { start } = state[variable.name] as { readonly start?: unknown };
  const top = variable.levels.at(-1)!;
  return typeof start === "object" && start !== null ? top in start : String(start) === top;
}

function drawEndings(draw: Draw, sketch: Sketch, state: Record<string, unknown>): Record<string, unknown> {
  const pay = (): Record<string, unknown> =>
    Object.fromEntries(sketch.actors.filter(() => draw.chance(80)).map((a) => [a.name, drawParts(draw, sketch)]));
  const heat = sketch.variables[0]!;
  const last = sketch.variables.filter((v) => !v.calendar).at(-1)!;
  const war = `heat == high${draw.chance(40) ? ` and ${drawCondition(draw, sketch.variables)}` : ""}`;
  const deal = `${last.name} == ${last.levels.at(-1)}`;
  const list: Record<string, unknown> = {
    war: { ...(!startsAtTop(state, heat) && draw.chance(80) ? { when: war } : {}), rule: "shots", payoffs: pay() },
    deal: { ...(!startsAtTop(state, last) && draw.chance(40) ? { when: deal } : {}), rule: "a paper", payoffs: pay() },
  };
  if (draw.chance(35)) list.other = { chance: drawResidual(draw), rule: "anything not listed", payoffs: pay() };
  list.quiet = { otherwise: true, rule: "none of the above", payoffs: pay() };
  return list;
}

function drawResidual(draw: Draw): string | number {
  return draw.pick([0.05, "3%", "hazard / 2", "if(heat > low, hazard, 1%)"]);
}
