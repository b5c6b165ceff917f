import { dateOfStep } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { ExplainedPart } from "./explain-part.ts";
import type { ExplainedPath, ExplainedStory } from "./explain-result.ts";
import { eventInWords, isTold, pathInWords } from "./paths-in-words.ts";
import { medianStep, type Way } from "./paths-of-part.ts";
import type { WayStory } from "./paths-story.ts";

/** The ways of all parts that share decisive events and ending. */
interface JoinedWay {
  readonly way: Way;
  mass: number;
  readonly byStep: Float64Array;
  /** History of the part in which this way is heaviest. */
  story: WayStory | null;
  storyMass: number;
  storyWeight: number;
}

export interface JoinedPaths {
  readonly paths: readonly ExplainedPath[];
  readonly otherPaths: number;
}

/**
 * The likeliest ways to each ending, the parts weighted by their priors.
 *
 * @param odds  of each ending, to turn shares into probabilities.
 * @param count ways to tell for each ending.
 */
export function joinPaths(
  crisis: Crisis,
  parts: readonly ExplainedPart[],
  weights: readonly number[],
  given: { readonly asOfStep: number; readonly odds: readonly number[]; readonly count: number },
): readonly JoinedPaths[] {
  const ways = joinWays(parts, weights);
  const mass = parts.reduce((sum, part, p) => sum + weights[p]! * part.mass, 0);
  return crisis.endings.map((_, ending) => {
    const total = parts.reduce((sum, part, p) => sum + weights[p]! * part.ways.endings[ending]!, 0);
    const own = ways.filter(({ way }) => way.ending === ending).sort((a, b) => b.mass - a.mass);
    const told = own.slice(0, given.count);
    const paths = told.map((joined): ExplainedPath => {
      const share = joined.mass / total;
      return { ...pathOf(crisis, joined, given.asOfStep, mass), share, probability: share * given.odds[ending]! };
    });
    return { paths, otherPaths: total > 0 ? Math.max(0, 1 - paths.reduce((sum, { share }) => sum + share, 0)) : 0 };
  });
}

function joinWays(parts: readonly ExplainedPart[], weights: readonly number[]): readonly JoinedWay[] {
  const joined = new Map<string, JoinedWay>();
  parts.forEach((part, p) => {
    for (const way of part.ways.ways) {
      const key = `${way.ending} ${way.start} ${way.events.map(({ variable, level }) => `${variable}:${level}`).join()}`;
      let known = joined.get(key);
      if (!known) {
        known = {
          way,
          mass: 0,
          byStep: new Float64Array(way.byStep.length),
          story: null,
          storyMass: 0,
          storyWeight: 0,
        };
        joined.set(key, known);
      }
      addWay(known, way, weights[p]!);
    }
  });
  return [...joined.values()];
}

function addWay(known: JoinedWay, way: Way, weight: number): void {
  const mass = weight * way.mass;
  known.mass += mass;
  way.byStep.forEach((own, step) => {
    known.byStep[step]! += weight * own;
  });
  if (way.story === null || mass <= known.storyMass) return;
  known.story = way.story;
  known.storyMass = mass;
  known.storyWeight = weight;
}

function pathOf(
  crisis: Crisis,
  { way, byStep, story, storyWeight }: JoinedWay,
  asOfStep: number,
  mass: number,
): Omit<ExplainedPath, "share" | "probability"> {
  const ladder = crisis.variables.find((variable) => variable.ladder);
  return {
    start: way.start < 0 || !ladder ? null : ladder.levels[way.start]!,
    events: way.events.map(({ variable, level }) => changeOf(crisis, variable, level)),
    ends: dateOfStep(crisis.clock, asOfStep + medianStep(byStep)),
    words: pathInWords(crisis, way),
    story: story && storyOf(crisis, story, way.ending, (storyWeight * story.mass) / mass),
  };
}

function storyOf(crisis: Crisis, story: WayStory, ending: number, probability: number): ExplainedStory {
  const events = story.events.filter((event) => isTold(crisis, event));
  return {
    probability,
    ends: dateOfStep(crisis.clock, story.lastStep),
    events: events.map((event) => ({
      date: dateOfStep(crisis.clock, event.step),
      moves: event.moves.map((m) => {
        const { actor, name } = crisis.moves[m]!;
        return { actor: crisis.actors[actor]!.name, move: name };
      }),
      changes: event.changes.map(({ variable, level }) => changeOf(crisis, variable, level)),
      ends: event.ends,
      words: eventInWords(crisis, event, ending),
    })),
  };
}

function changeOf(crisis: Crisis, variable: number, level: number): { variable: string; level: string } {
  const { name, levels } = crisis.variables[variable]!;
  return { variable: name, level: levels[level]! };
}
