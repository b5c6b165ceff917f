/** Mistakes in what the entries say together: the world, its moves and its endings. */
import { error, type Messages, shortNumber, warning } from "./message.ts";

export interface CheckParams {
  "parameter-range": {
    readonly parameter: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  };
  "range-order": { readonly parameter: string; readonly key: string; readonly numbers: readonly number[] };
  "bad-distribution": { readonly problem: string; readonly remedy: string };
  "bad-correlation": { readonly problem: string; readonly remedy: string };
  "unused-parameter": { readonly parameter: string };
  "bad-clock": { readonly problem: string; readonly remedy: string };
  "bad-date": { readonly name: string; readonly found: string; readonly dated: boolean };
  "outside-clock": { readonly name: string; readonly date: string; readonly first: string; readonly last: string };
  "date-without-effect": {
    readonly name: string;
    readonly date: string;
    readonly first: string;
    readonly last: string;
  };
  "needs-end": { readonly what: string; readonly remedy: string };
  "discount-range": { readonly value: number; readonly endless: boolean };
  "precision-range": { readonly actor: string; readonly value: number };
  "infinite-together": { readonly actor: string };
  "infinite-shocks": { readonly actor: string };
  "too-many-levels": { readonly variable: string; readonly levels: number };
  "one-ladder": { readonly variable: string; readonly first: string };
  "start-and-calendar": { readonly variable: string };
  "calendar-overlap": { readonly variable: string; readonly date: string };
  "bad-row": { readonly problem: string; readonly remedy: string };
  "bad-driver": { readonly problem: string; readonly remedy: string };
  "bad-effect": { readonly found: string; readonly variable: string; readonly levels: readonly string[] };
  "calendar-effect": { readonly variable: string };
  "bad-outcomes": { readonly problem: string; readonly remedy: string };
  "chance-needed": { readonly actor: string; readonly move: string };
  "chance-not-wanted": { readonly actor: string; readonly move: string };
  "two-rests": { readonly what: string };
  "bad-shorthand": { readonly problem: string; readonly remedy: string };
  "no-moves": { readonly actor: string };
  "no-turn": { readonly actor: string };
  "never-holds": { readonly what: string };
  "bad-group": { readonly actor: string };
  "like-self": { readonly actor: string };
  "two-residuals": { readonly key: string; readonly ending: string };
  "bad-ending": { readonly ending: string; readonly problem: string; readonly remedy: string };
  "nothing-to-do": { readonly what: string; readonly example: string };
}

export const checkMessages: Messages<CheckParams> = {
  "parameter-range": error(
    (p) =>
      `The value ${shortNumber(p.value)} of \`${p.parameter}\` lies outside its range ${shortNumber(p.low)} to ${shortNumber(p.high)}.`,
    (p) => `write ${shortNumber(p.value < p.low ? p.low : p.high)}, or widen the range.`,
  ),
  "range-order": error(
    ({ parameter, key, numbers }) =>
      `The ${key} of \`${parameter}\` ${key === "range" ? "is" : "are"} \`[${numbers.map(shortNumber).join(", ")}]\`. It must be two numbers, the lower one first.`,
    ({ key, numbers }) => {
      const low = Math.min(...numbers);
      const high = Math.max(...numbers);
      return low < high
        ? `write \`${key}: [${shortNumber(low)}, ${shortNumber(high)}]\`.`
        : `write two different numbers, or no ${key}.`;
    },
  ),
  "bad-distribution": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "bad-correlation": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "unused-parameter": warning(
    (p) => `No expression reads the parameter \`${p.parameter}\`. Changing it changes nothing.`,
    () => "use it, or delete it.",
  ),
  "bad-clock": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "bad-date": error(
    (p) =>
      p.dated
        ? `\`${p.name}\` must be a date; here it is \`${p.found.slice(0, 40)}\`. Dates are 2025, 2025-07, 2025-Q3, 2025-07-31, or an interval 2025-01..2025-04.`
        : `\`${p.name}\` must be a step; here it is \`${p.found.slice(0, 40)}\`. Without \`start\` in the clock, dates are step numbers from 1.`,
    (p) => dateHint(p.found, p.dated),
  ),
  "outside-clock": error(
    (p) => `\`${p.name}\` lies in ${p.date}, outside the clock. The clock runs from ${p.first} to ${p.last}.`,
    () => "correct the date, or change `start` or `steps` of the clock.",
  ),
  "date-without-effect": warning(
    (p) =>
      `\`${p.name}\` names ${p.date}, outside the clock. The clock runs from ${p.first} to ${p.last}, so it changes nothing.`,
    () => "correct the date, or delete it.",
  ),
  "needs-end": error(
    (p) => `${p.what} needs a clock that ends. This one is endless.`,
    (p) => p.remedy,
  ),
  "discount-range": error(
    (p) =>
      `The discount is ${shortNumber(p.value)}. It must be above 0 and ${p.endless ? "below 1 on an endless clock" : "at most 1"}.`,
    (p) =>
      p.endless
        ? "write for instance `discount: 0.95`, or give the clock `steps`."
        : "write for instance `discount: 0.97`.",
  ),
  "precision-range": error(
    (p) => `The precision of \`${p.actor}\` is ${shortNumber(p.value)}. It must be 0 (a coin toss) or more.`,
    () => "write a number such as `3`, or `infinite` for the best reply.",
  ),
  "infinite-together": error(
    (p) => `\`${p.actor}\` has infinite precision and moves at the same time as others. Best replies may then cycle.`,
    () => "give it a finite precision such as `20`, or a turn of its own.",
  ),
  "infinite-shocks": error(
    (p) => `\`${p.actor}\` has infinite precision while \`shocks: counted\`. Without shocks there is nothing to count.`,
    () => "write `shocks: excluded`, or a finite precision.",
  ),
  "too-many-levels": error(
    (p) => `\`${p.variable}\` has ${p.levels} levels. A variable has 1 to 100.`,
    (p) => (p.levels === 0 ? "write for instance `levels: [low, high]`." : "fold levels together."),
  ),
  "one-ladder": error(
    (p) => `\`${p.variable}\` is a second ladder beside \`${p.first}\`. At most one variable is the ladder.`,
    () => "delete one `ladder: true`.",
  ),
  "start-and-calendar": error(
    (p) => `\`${p.variable}\` has a calendar and an uncertain start. The date alone decides its level.`,
    () => "write one level as `start`: the one outside the dates of the calendar.",
  ),
  "calendar-overlap": error(
    (p) => `Two entries of the calendar of \`${p.variable}\` cover ${p.date}. One date has one level.`,
    () => "shorten one of the two intervals.",
  ),
  "bad-row": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "bad-driver": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "bad-effect": error(
    (p) =>
      `\`${p.found.slice(0, 60)}\` is no effect on \`${p.variable}\`. An effect is a level, \`up 1\`, \`down 1\`, \`at least L\`, \`at most L\`, or an expression.`,
    (p) => `write for instance \`${p.variable}: ${p.levels.at(-1) ?? "up 1"}\` or \`${p.variable}: up 1\`.`,
  ),
  "calendar-effect": error(
    (p) => `\`${p.variable}\` follows a calendar. No move and no driver can change it.`,
    () => "take this effect out, or make it a variable without a calendar.",
  ),
  "bad-outcomes": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "chance-needed": error(
    (p) => `\`${p.actor}\` acts by chance, but its move \`${p.move}\` has no chance.`,
    () => "add `chance: 10%`, or `chance: rest` to one of its moves.",
  ),
  "chance-not-wanted": error(
    (p) => `\`${p.actor}\` chooses by payoff, but its move \`${p.move}\` has a chance.`,
    (p) => `delete it, or write \`acts_by: chance\` at \`${p.actor}\`.`,
  ),
  "two-rests": error(
    (p) => `\`rest\` stands twice in ${p.what}. Only one chance can take what is left.`,
    () => "give one of the two a number.",
  ),
  "bad-shorthand": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "no-moves": warning(
    (p) => `The actor \`${p.actor}\` has no moves. It will pass in every turn.`,
    (p) => `give it moves under \`moves: ${p.actor}:\`, or take it out of \`turns\`.`,
  ),
  "no-turn": warning(
    (p) => `The actor \`${p.actor}\` has moves but no turn. It will never move.`,
    (p) => `add \`${p.actor}\` to \`turns\`.`,
  ),
  "never-holds": warning(
    (p) => `This condition of ${p.what} can never hold, whatever the levels.`,
    () => "compare with a level within the variable's levels, or `and`/`or` may be swapped.",
  ),
  "bad-group": error(
    (p) => `\`${p.actor}\` stands twice in a group that moves at the same time.`,
    () => "name each actor once within the inner brackets.",
  ),
  "like-self": error(
    (p) => `\`${p.actor}\` is given its own payoff as that of another actor.`,
    () => "name another actor after `like`, or delete the part.",
  ),
  "two-residuals": error(
    (p) => `\`${p.ending}\` is a second ending with \`${p.key}\`. At most one ending has it.`,
    (p) => `delete one of the two \`${p.key}\`, or fold the endings together.`,
  ),
  "bad-ending": error(
    (p) => `The ending \`${p.ending}\` ${p.problem}`,
    (p) => p.remedy,
  ),
  "nothing-to-do": error(
    (p) => `This crisis has no ${p.what}. It needs at least one.`,
    (p) => `add for instance \`${p.example}\`.`,
  ),
};

function dateHint(found: string, dated: boolean): string {
  if (!dated) return "write a number such as `2`, or give the clock a `start` date and a `step`.";
  const day = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(found);
  if (day) return `write year first: \`${day[3]}-${day[2]!.padStart(2, "0")}-${day[1]!.padStart(2, "0")}\`.`;
  const short = /^(\d{4})-(\d)$/.exec(found);
  if (short) return `write two digits: \`${short[1]}-0${short[2]}\`.`;
  const backwards = found.split("..");
  if (backwards.length === 2) return "write two dates, the earlier one first: `2025-01..2025-04`.";
  return "write for instance `2025-07`.";
}
