/** Mistakes that show only when the reachable game is laid out. */
import { error, type Messages, nameList, shortNumber, warning } from "./message.ts";

export interface GameParams {
  "unreachable-ending": { readonly ending: string };
  "unavailable-move": { readonly actor: string; readonly move: string };
  "report-only-error": { readonly report: string; readonly reason: string };
  "impossible-report": { readonly report: string; readonly reason: string };
  "chance-out-of-range": { readonly what: string; readonly value: number; readonly state?: string };
  "level-out-of-range": {
    readonly variable: string;
    readonly value: number;
    readonly levels: readonly string[];
    readonly state?: string;
  };
  "chances-not-one": { readonly what: string; readonly sum: number; readonly state?: string };
  "uncovered-state": { readonly driver: string; readonly state: string };
  "ending-at-start": { readonly ending: string; readonly state: string };
  "no-otherwise": { readonly state: string };
  "value-not-finite": { readonly what: string; readonly value: number; readonly state?: string };
  "state-space-too-large": { readonly states: number; readonly limit: number; readonly causes: readonly string[] };
  "private-not-solved": {
    readonly variables: readonly string[];
    readonly reason: "endless" | "shocks" | "infinite";
  };
  "cannot-tell": { readonly actor: string; readonly what: string; readonly variables: readonly string[] };
}

const where = (state: string | undefined): string => (state === undefined ? "" : ` in the state ${state}`);

const ticked = (names: readonly string[]): string => nameList(names.map((name) => `\`${name}\``));

export const gameMessages: Messages<GameParams> = {
  "unreachable-ending": warning(
    (p) =>
      `The ending \`${p.ending}\` can never come about: no reachable state leads to it. Its probability will be exactly 0.`,
    (p) => `let a move or driver lead to it (\`ends: ${p.ending}\`), loosen its \`when\`, or delete it.`,
  ),
  "unavailable-move": warning(
    (p) => `\`${p.actor}\` can never make the move \`${p.move}\`: its condition holds in no reachable state.`,
    (p) => `loosen the \`when\` or \`after\` of \`${p.move}\`, or delete the move.`,
  ),
  "report-only-error": warning(
    (p) => `The report \`${p.report}\` can be true on no path: ${p.reason}. It can only be its source's error.`,
    () => "check the date against the order of `turns`, or lower the credibility.",
  ),
  "impossible-report": warning(
    (p) => `The report \`${p.report}\` claims what cannot happen then: ${p.reason}. It will count against its source.`,
    () => "check `happened` and `saw`, or loosen the `when` of the move.",
  ),
  "chance-out-of-range": error(
    (p) => `The chance of ${p.what} is ${shortNumber(p.value)}${where(p.state)}. A chance lies between 0 and 1.`,
    (p) => (p.value < 0 ? "wrap it: `max(0, …)`." : "wrap it: `min(1, …)`, or write percent: `25%`."),
  ),
  "level-out-of-range": error(
    (p) =>
      `This makes \`${p.variable}\` level ${shortNumber(p.value)}${where(p.state)}. Its levels are 0 to ${p.levels.length - 1}: ${nameList(p.levels)}.`,
    (p) =>
      p.state === undefined
        ? `write one of its levels, for instance \`${p.levels.at(-1)}\`.`
        : `add \`when: ${p.variable} ${p.value < 0 ? `> ${p.levels[0]}` : `< ${p.levels.at(-1)}`}\`, or write ${p.value < 0 ? "`at most`" : "`at least`"} a level, or \`${p.value < 0 ? "max(0, …)" : `min(${p.levels.length - 1}, …)`}\`.`,
  ),
  "chances-not-one": error(
    (p) => `The chances of ${p.what} sum to ${shortNumber(p.sum)}${where(p.state)}. They must sum to 1.`,
    (p) =>
      p.sum < 1
        ? `add ${shortNumber(1 - p.sum)} to one of them, or let one be \`rest\`.`
        : `take ${shortNumber(p.sum - 1)} from one of them, or let one be \`rest\`.`,
  ),
  "uncovered-state": error(
    (p) => `No row of the driver \`${p.driver}\` holds in the state ${p.state}. Every reachable state needs one.`,
    () => "add a last row `{ otherwise: true, stay: rest }`.",
  ),
  "ending-at-start": error(
    (p) =>
      `The ending \`${p.ending}\` holds at the start, in the state ${p.state}. The crisis must begin before it ends.`,
    (p) => `change \`start\` or the \`when\` of \`${p.ending}\`.`,
  ),
  "no-otherwise": error(
    (p) => `The last step can pass without an ending, in the state ${p.state}. One ending must say what that is.`,
    () =>
      'add an ending with `otherwise: true`, for instance `standoff: { otherwise: true, rule: "none of the above" }`.',
  ),
  "value-not-finite": error(
    (p) => `${p.what} is ${String(p.value)}${where(p.state)}. It must be a finite number.`,
    () => "guard the division: `if(b == 0, 0, a / b)`.",
  ),
  "state-space-too-large": error(
    (p) => `This crisis has about ${p.states.toPrecision(2)} states; the limit is ${p.limit.toPrecision(2)}.`,
    (p) => `drop or fold what makes it large: ${nameList(p.causes)}.`,
  ),
  "private-not-solved": error(
    (p) => `With \`information: private\` some actors do not see ${ticked(p.variables)}. ${NOT_SOLVED[p.reason].fact}`,
    (p) => NOT_SOLVED[p.reason].hint,
  ),
  "cannot-tell": error(
    (p) =>
      `\`${p.actor}\` cannot tell ${p.what}: that depends on ${ticked(p.variables)}, which it does not see. What can be done and when it ends must be plain to it.`,
    (p) => `let costs and payoffs depend on it in place of the condition, or add \`${p.actor}\` to \`seen_by\`.`,
  ),
};

const NOT_SOLVED: Readonly<Record<GameParams["private-not-solved"]["reason"], { fact: string; hint: string }>> = {
  endless: {
    fact: "That is solved on a clock with a last step only.",
    hint: "give the clock a last step, for instance `clock: { step: month, steps: 12 }`.",
  },
  shocks: {
    fact: "That is not solved with `shocks: counted`.",
    hint: "write `shocks: excluded`, or `information: open`.",
  },
  infinite: {
    fact: "That is not solved with a precision of `infinite`: beliefs would hang on moves nobody makes.",
    hint: "give every actor a finite precision, for instance 4.",
  },
};
