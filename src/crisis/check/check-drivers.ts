import type { Expression } from "../expression.ts";
import type { DriverEntry, EventEntry, RowEntry } from "../file/entries.ts";
import type { Driver, Outcome } from "../model.ts";
import type { Named } from "../shape/collections.ts";
import type { Located } from "../shape/shape.ts";
import { noteNeverHolds } from "./check-moves.ts";
import { checkOutcomes, checkSum } from "./check-outcomes.ts";
import { remainder } from "./check-variables.ts";
import { type CheckContext, numberAt } from "./context.ts";
import { levelOf } from "./lookups.ts";

/** Drivers in file order. */
export function checkDrivers(entries: readonly Named<DriverEntry>[], context: CheckContext): Driver[] {
  return entries.flatMap(({ name, value }) => {
    const driver =
      value.kind === "rows" ? checkRows(name, value.rows, context) : checkEvent(name, value.event, context);
    return driver ? [driver] : [];
  });
}

function checkRows(name: Located<string>, rows: readonly RowEntry[], context: CheckContext): Driver | undefined {
  const variable = context.find("variable", name);
  if (variable === undefined) return undefined;
  if (context.scope.variables[variable]!.hasCalendar) {
    context.findings.add("calendar-effect", name.at, { variable: name.value });
    return undefined;
  }
  if (rows.length === 0) {
    const problem = `The driver of \`${name.value}\` has no rows.`;
    context.findings.add("bad-row", name.at, {
      problem,
      remedy: "add `- { otherwise: true, stay: rest }`, or delete the driver.",
    });
  }
  const checked = rows.map((row, i) => checkRow(row, name.value, variable, i === rows.length - 1, context));
  return { ...context.element(name, { at: name.at }), rows: checked, mustCover: true };
}

function checkRow(
  row: RowEntry,
  name: string,
  variable: number,
  last: boolean,
  context: CheckContext,
): Driver["rows"][number] {
  const { findings } = context;
  const otherwise = row.otherwise?.value === true;
  if (row.when && row.otherwise) {
    const problem = "This row has both `when` and `otherwise`. One of them says when it holds.";
    findings.add("bad-row", row.otherwise.at, { problem, remedy: "delete one of the two." });
  } else if (!row.when && !otherwise) {
    const problem = "This row has neither `when` nor `otherwise: true`, so nothing says when it holds.";
    findings.add("bad-row", row.at, { problem, remedy: "add `otherwise: true` if it is the last row, else a `when`." });
  } else if (otherwise && !last) {
    const problem = "Rows after this one are never drawn, since `otherwise` always holds.";
    findings.add("bad-row", row.otherwise!.at, { problem, remedy: "move this row to the end." });
  }
  const when = context.condition(row.when, "`when`");
  if (when) noteNeverHolds(when, `this row of \`${name}\``, context);
  const outcomes = row.levels.flatMap(({ name: level, value }): Outcome[] => {
    const chance = context.chance(value, `\`${level.value}\` in the driver of \`${name}\``);
    if (level.value === "stay") return chance ? [{ chance, effects: [], at: value.at }] : [];
    const index = levelOf(level, variable, context);
    if (index === undefined || !chance) return [];
    return [
      { chance, effects: [{ kind: "set", variable, value: numberAt(index, level.at), at: level.at }], at: value.at },
    ];
  });
  if (outcomes.length === row.levels.length) checkRowSum(outcomes, name, row, context);
  return { outcomes, at: row.at, ...(when ? { when } : {}) };
}

function checkRowSum(outcomes: readonly Outcome[], name: string, row: RowEntry, context: CheckContext): void {
  if (outcomes.length > 0) {
    checkSum(outcomes, `this row of \`${name}\``, row.at, context);
    return;
  }
  context.findings.add("bad-row", row.at, { problem: "This row has no chances.", remedy: "add `stay: rest`." });
}

/** An event: with its chance its effects come about, else nothing. */
function checkEvent(name: Located<string>, event: EventEntry, context: CheckContext): Driver | undefined {
  if (context.scope.find("variable", name.value) !== undefined) {
    const problem = `The driver \`${name.value}\` is called like a variable, so it must be a list of rows.`;
    const remedy = `write \`- { otherwise: true, LEVEL: 10%, stay: rest }\`, or call the event \`${name.value}_event\`.`;
    context.findings.add("bad-driver", name.at, { problem, remedy });
    return undefined;
  }
  const when = context.condition(event.when, "`when`");
  if (when) noteNeverHolds(when, `the driver \`${name.value}\``, context);
  const chance = event.chance && context.chance(event.chance, `the driver \`${name.value}\``);
  if (chance === "rest") {
    const problem = "The chance of an event cannot be `rest`: there is nothing beside it.";
    context.findings.add("bad-driver", event.chance!.at, { problem, remedy: "write a number or an expression." });
  }
  const then = checkOutcomes(event.then, `the driver \`${name.value}\``, context);
  const outcomes = chance && chance !== "rest" ? thinned(then, chance, name.at) : then;
  return {
    ...context.element(name, event),
    rows: [{ outcomes, at: name.at, ...(when ? { when } : {}) }],
    mustCover: false,
  };
}

/** Outcomes that come about with the given chance, else nothing does. */
function thinned(outcomes: readonly Outcome[], chance: Expression, at: Outcome["at"]): Outcome[] {
  const times = (right: Expression): Expression => ({ kind: "binary", op: "*", left: chance, right, at: chance.at });
  const known = outcomes.flatMap((outcome) => (outcome.chance === "rest" ? [] : [outcome.chance]));
  const sure = outcomes.length === 1 && outcomes[0]!.chance !== "rest" && isOne(outcomes[0]!.chance);
  const scaled = outcomes.map((outcome): Outcome => {
    if (sure) return { ...outcome, chance };
    return { ...outcome, chance: times(outcome.chance === "rest" ? remainder(known, outcome.at) : outcome.chance) };
  });
  return [...scaled, { chance: "rest", effects: [], at }];
}

function isOne(expression: Expression): boolean {
  return expression.kind === "number" && expression.value === 1;
}
