import type { Crisis } from "../crisis/model.ts";
import type { ExplainedComparison, ExplainedTurn } from "./explain-result.ts";
import { percent, points } from "./odds-in-words.ts";

/** Parts named in a sentence. */
const NAMED = 3;
/** Differences below this are not named, in utils and in points. */
const LEAST_UTILS = 0.0005;
const LEAST_POINTS = 0.05;

/** What is less than certain is said from here down. */
const NEARLY_ALL = 0.995;

/** The move made most where there is a choice, against the next one that is ever open beside it. */
export function reasonInWords(
  crisis: Crisis,
  { label, choice, moves }: Pick<ExplainedTurn, "label" | "choice" | "moves">,
): string {
  const first = moves[0]!;
  if (first.chosen === null) return `${label}: nothing but ${first.label} is open.`;
  const lead = choice < NEARLY_ALL ? `${label}, with a choice in ${percent(choice)} of situations` : label;
  const begin = `${lead}: ${first.label} (${percent(first.chosen)})`;
  const second = moves.find((move) => move.against !== null);
  if (!second?.against) return `${begin} is never open beside another move.`;
  const { against } = second;
  const verb = against.total >= 0 ? "is preferred to" : "is made more often than";
  const where = against.both < NEARLY_ALL * choice ? `, where both are open (${percent(against.both)})` : "";
  const opener = `${begin} ${verb} ${second.label} (${percent(second.chosen ?? 0)})${where}`;
  return `${opener}: ${differenceInWords(against)}.${questionInWords(crisis, against)}`;
}

/** `+0.071 utils: +0.120 from regime, −0.049 from own costs`. */
export function differenceInWords({ total, parts }: ExplainedComparison): string {
  const named = parts
    .filter(({ value }) => Math.abs(value) >= LEAST_UTILS)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, NAMED)
    .map(({ value, label }) => `${utils(value)} from ${label}`);
  const why = named.length === 0 ? "no part of payoff differs much" : named.join(", ");
  return `${utils(total)} utils, ${why}`;
}

function questionInWords(crisis: Crisis, against: ExplainedComparison): string {
  const { question } = crisis;
  if (!question) return "";
  const ending = crisis.endings[question.ending]!;
  const difference = 100 * (against.endings[ending.name] ?? 0);
  if (Math.abs(difference) < LEAST_POINTS) return "";
  const size = points(Math.abs(difference)).slice(1);
  return ` The odds of ${ending.label} are ${size} points ${difference > 0 ? "higher" : "lower"} after it.`;
}

/** A payoff in utils with its sign; `0` where it rounds to nothing. */
export function utils(value: number): string {
  const digits = Math.abs(value).toFixed(3);
  if (Number(digits) === 0) return "0";
  return `${value < 0 ? "−" : "+"}${digits}`;
}
