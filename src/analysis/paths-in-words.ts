import type { Crisis, Driver, Move } from "../crisis/model.ts";
import type { Way } from "./paths-of-part.ts";
import type { LevelChange } from "./paths-signatures.ts";
import type { StoryEvent } from "./paths-story.ts";

/** `pressure on Venezuela: sanctions → fleet → strikes`, or without a ladder `claim made, then fleet sent`. */
export function pathInWords(crisis: Crisis, { start, events }: Pick<Way, "start" | "events">): string {
  const ladder = crisis.variables.find((variable) => variable.ladder);
  if (ladder && start >= 0) {
    if (events.length === 0) return `${ladder.label}: stays at ${spaced(ladder.levels[start]!)}`;
    const levels = [start, ...events.map(({ level }) => level)].map((level) => spaced(ladder.levels[level]!));
    return `${ladder.label}: ${levels.join(" → ")}`;
  }
  if (events.length === 0) return "nothing decisive changes";
  return events.map((event) => changeInWords(crisis, event)).join(", then ");
}

/** Whether a reader wants to know: a move that does something, a level that changes, the end. */
export function isTold(crisis: Crisis, event: StoryEvent): boolean {
  const doesSomething = event.moves.some((move) => !doesNothing(crisis.moves[move]!));
  return event.ends || doesSomething || shownChanges(crisis, event).length > 0;
}

/**
 * `United States: gather ships (pressure: fleet)`; for chance, what it changes.
 *
 * @param ending how the history ends.
 */
export function eventInWords(crisis: Crisis, event: StoryEvent, ending: number): string {
  const changes = shownChanges(crisis, event).map((change) => changeInWords(crisis, change));
  const who = event.moves
    .filter((move) => event.moves.length === 1 || !doesNothing(crisis.moves[move]!))
    .map((move) => `${crisis.actors[crisis.moves[move]!.actor]!.label}: ${crisis.moves[move]!.label}`);
  const subject = who.length > 0 ? who.join(" and ") : byChance(crisis, event, changes.length > 0, ending);
  if (changes.length === 0) return subject;
  return subject === "" ? changes.join(", ") : `${subject} (${changes.join(", ")})`;
}

/** The driver behind an event; empty where the change speaks for itself, the ending where nothing else brings it. */
function byChance(crisis: Crisis, { stage }: StoryEvent, hasChanges: boolean, ending: number): string {
  const driver = crisis.drivers[stage - crisis.turns.length];
  if (!hasChanges) return driver && endsBy(driver, ending) ? driver.label : crisis.endings[ending]!.label;
  if (!driver) return "";
  const isVariable = crisis.variables.some((variable) => variable.name === driver.name);
  const isArrival = driver.at.end <= driver.at.start;
  return isVariable || isArrival ? "" : driver.label;
}

/** An ending whose condition holds is found after the last driver, whoever brought it about; this is one that names it. */
function endsBy(driver: Driver, ending: number): boolean {
  return driver.rows.some(({ outcomes }) => outcomes.some(({ ends }) => ends === ending));
}

/** A move whose outcomes change nothing. */
function doesNothing(move: Move): boolean {
  return move.outcomes.every(({ effects, ends }) => effects.length === 0 && ends === undefined);
}

function shownChanges(crisis: Crisis, { changes }: StoryEvent): readonly LevelChange[] {
  return changes.filter(({ variable }) => crisis.variables[variable]!.origin === "declared");
}

function changeInWords(crisis: Crisis, { variable, level }: LevelChange): string {
  const { label, levels } = crisis.variables[variable]!;
  return `${label}: ${spaced(levels[level]!)}`;
}

function spaced(name: string): string {
  return name.replaceAll("_", " ");
}
