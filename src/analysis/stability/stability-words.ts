import type { Temptation } from "../../stability/reasons.ts";
import type { Concept } from "../../stability/stability.ts";
import type { Conflict } from "./conflict.ts";

/** How a concept is called in a sentence: "is … stable". */
export const conceptWords: Readonly<Record<Concept, string>> = {
  nash: "Nash stable",
  sequential: "sequentially stable",
  symmetric: "symmetric metarational",
  general: "general metarational",
};

/** Temptations that are told one by one. */
const MOST_TOLD = 6;

/** Why a state is stable for an actor in the sense of a concept, or why not. */
export function becauseInWords(
  conflict: Conflict,
  i: number,
  state: number,
  concept: Concept,
  temptations: readonly Temptation[],
): string {
  const { actors, states } = conflict;
  const who = actors[i]!.label;
  const isStable = temptations.every(({ answer }) => answer);
  const opening = `State ${stateInWords(states[state]!.name)} is ${isStable ? "" : "not "}${conceptWords[concept]} for ${who}`;
  if (temptations.length === 0) return `${opening}: ${noTemptation(conflict, i, state)}`;
  // What is not deterred says most, where something is not.
  const told = isStable ? temptations : temptations.filter(({ answer }) => !answer);
  const sentences = told.slice(0, MOST_TOLD).map((temptation) => sentence(conflict, i, state, concept, temptation));
  const left = told.length - sentences.length;
  const more = left > 0 ? ` So it is with ${left} more.` : "";
  return `${opening} because ${sentences.join(" ")}${more}`;
}

/** A state in a sentence: its number, or its name as written in the file. */
export function stateInWords(name: string): string {
  return /^\d+$/.test(name) ? name : `\`${name}\``;
}

function noTemptation({ actors, graph }: Conflict, i: number, state: number): string {
  const { start } = graph.moves[i]!;
  const who = actors[i]!.label;
  if (start[state] === start[state + 1]) return `${who} has no move there.`;
  return `none of its moves leads to a state it likes better.`;
}

function sentence(
  { actors, states }: Conflict,
  i: number,
  state: number,
  concept: Concept,
  { to, answer }: Temptation,
): string {
  const here = stateInWords(states[state]!.name);
  const who = actors[i]!.label;
  const goal = stateInWords(states[to]!.name);
  if (!answer) {
    const all = {
      nash: "",
      general: `, and no answer of the others leads back to something it likes no better than ${here}`,
      symmetric: `, and after every answer of the others it is above ${here} or can get there again`,
      sequential: `, and no answer by which the others better themselves leads to something it likes no better than ${here}`,
    }[concept];
    return `${who} gains by going to ${goal}${all}.`;
  }
  const way = answer.map((move) => `${actors[move.actor]!.label} can go to ${stateInWords(states[move.state]!.name)}`);
  const end = stateInWords(states[answer.at(-1)!.state]!.name);
  const gain = concept === "sequential" ? (answer.length > 1 ? ", each to its own gain," : ", to its own gain,") : "";
  const further = concept === "symmetric" ? ", nor anything it can reach from there" : "";
  return `if ${who} goes to ${goal}, ${way.join(", then ")}${gain || ","} and ${who} likes ${end} no better than ${here}${further}.`;
}
