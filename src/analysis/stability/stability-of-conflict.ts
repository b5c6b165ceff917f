import {
  coalitionStabilityOf,
  MOST_ACTORS_IN_COALITIONS,
  MOST_STATES_IN_COALITIONS,
} from "../../stability/coalitions.ts";
import { movesFrom } from "../../stability/conflict-graph.ts";
import { reasonsFor } from "../../stability/reasons.ts";
import { requirementFor } from "../../stability/requirements.ts";
import { CONCEPTS, type Concept, type Stability, stabilityOf } from "../../stability/stability.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { version } from "../version.ts";
import type { Conflict } from "./conflict.ts";
import { conflictMistake } from "./conflict-messages.ts";
import type { ActorAccount, CoalitionVerdict, StabilityResult, StateAccount } from "./stability-result.ts";
import { becauseInWords } from "./stability-words.ts";

export interface StabilityOptions {
  /** Name or number (from 1) of a state to account for, actor by actor. */
  readonly state?: string;
  /** Look at all coalitions of two actors or more. Default false. */
  readonly coalitions?: boolean;
}

export interface StabilityAnswer {
  readonly result: StabilityResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Which states of a conflict are stable, for whom and why, by the concepts of
 * the graph model: Nash, sequential stability, symmetric and general
 * metarationality.
 *
 * Errors: `conflict-unknown-name` (no such state), `conflict-too-large`
 * (coalitions of too many actors or states).
 * Tests: test/stability.
 */
export function stabilityOfConflict(conflict: Conflict, options: StabilityOptions = {}): StabilityAnswer {
  const { graph } = conflict;
  const diagnostics: Diagnostic[] = [];
  const state = options.state === undefined ? -1 : stateIndex(conflict, options.state);
  if (options.state !== undefined && state < 0) {
    const names = conflict.states.map(({ name }) => name);
    diagnostics.push(conflictMistake("conflict-unknown-name", { what: "state", name: options.state, names }));
  }
  if (options.coalitions && graph.actors > MOST_ACTORS_IN_COALITIONS) {
    const params = { what: "actors with coalitions", count: graph.actors, limit: MOST_ACTORS_IN_COALITIONS };
    diagnostics.push(conflictMistake("conflict-too-large", params));
  } else if (options.coalitions && graph.states > MOST_STATES_IN_COALITIONS) {
    const params = { what: "states with coalitions", count: graph.states, limit: MOST_STATES_IN_COALITIONS };
    diagnostics.push(conflictMistake("conflict-too-large", params));
  }
  if (diagnostics.length > 0) return { result: undefined, diagnostics };
  const stability = stabilityOf(graph);
  const nameOf = (s: number): string => conflict.states[s]!.name;
  const result: StabilityResult = {
    brink: version,
    format: 1,
    conflict: conflict.title,
    source: conflict.source ?? null,
    actors: conflict.actors.map(({ name, label }) => ({ name, label })),
    states: verdicts(conflict, stability),
    equilibria: byConcept((concept) => stability.equilibria[concept].map(nameOf)),
    coalitions: options.coalitions ? coalitionVerdicts(conflict) : null,
    about: state < 0 ? null : accountOf(conflict, stability, state),
    notes: conflict.notes,
  };
  return { result, diagnostics };
}

/** Index of a state by its name, or by its number from 1; −1 where there is none. */
function stateIndex({ states }: Conflict, text: string): number {
  const named = states.findIndex(({ name }) => name === text.trim());
  if (named >= 0) return named;
  const number = /^[1-9]\d{0,6}$/.test(text.trim()) ? Number(text) : 0;
  return number <= states.length ? number - 1 : -1;
}

function verdicts({ states, actors, graph }: Conflict, { stable }: Stability): StabilityResult["states"] {
  const places = graph.rank.map((rank) => {
    const levels = [...new Set(rank)].sort((a, b) => b - a);
    const place = new Map(levels.map((level, k) => [level, k + 1]));
    return (s: number): number => place.get(rank[s]!)!;
  });
  return states.map(({ name, label }, s) => ({
    name,
    label,
    moves: Object.fromEntries(
      actors.map((actor, i) => [actor.name, Array.from(movesFrom(graph, i, s), (to) => states[to]!.name)]),
    ),
    place: Object.fromEntries(actors.map((actor, i) => [actor.name, places[i]!(s)])),
    stableFor: byConcept((concept) => actors.flatMap((actor, i) => (stable[concept][i]![s] === 1 ? [actor.name] : []))),
  }));
}

function coalitionVerdicts({ graph, actors, states }: Conflict): readonly CoalitionVerdict[] {
  const names = (list: readonly number[]): readonly string[] => list.map((s) => states[s]!.name);
  return coalitionStabilityOf(graph).map(({ members, upset, improvements }) => ({
    members: members.map((i) => actors[i]!.name),
    upsets: byConcept((concept) => names(upset[concept])),
    improvements: Object.fromEntries(upset.nash.map((s) => [states[s]!.name, names(improvements[s]!)])),
  }));
}

function accountOf(conflict: Conflict, { stable }: Stability, state: number): StateAccount {
  const { actors, states, graph } = conflict;
  const account = (i: number): ActorAccount => ({
    actor: actors[i]!.name,
    verdicts: CONCEPTS.map((concept) => {
      const temptations = reasonsFor(graph, i, state, concept);
      const requirement = requirementFor(graph, i, state, concept);
      return {
        concept,
        stable: stable[concept][i]![state] === 1,
        because: becauseInWords(conflict, i, state, concept, temptations),
        temptations: temptations.map(({ to, answer }) => ({
          to: states[to]!.name,
          answer: answer?.map((move) => ({ actor: actors[move.actor]!.name, to: states[move.state]!.name })) ?? null,
        })),
        requires: requirement.ways.map((way) => way.map((s) => states[s]!.name)),
        requiresAll: requirement.complete,
      };
    }),
  });
  return { state: states[state]!.name, actors: actors.map((_, i) => account(i)) };
}

function byConcept<Value>(value: (concept: Concept) => Value): Readonly<Record<Concept, Value>> {
  return {
    nash: value("nash"),
    sequential: value("sequential"),
    symmetric: value("symmetric"),
    general: value("general"),
  };
}
