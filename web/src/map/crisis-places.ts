import type { Crisis } from "brink";
import type { PlaceFinder } from "./find-places.ts";

/** A country of a crisis, with what is named after it. */
export interface CrisisPlace {
  readonly country: string;
  /** Actors by index in the crisis. */
  readonly actors: readonly number[];
  /** Variables by index in the crisis. */
  readonly variables: readonly number[];
  /** `chooses`: an actor here moves by payoff; `chance`: by chances only; `named`: none is here. */
  readonly role: "chooses" | "chance" | "named";
}

export interface CrisisPlaces {
  readonly places: readonly CrisisPlace[];
  /** Labels of actors in which no country is named. */
  readonly elsewhere: readonly string[];
}

/** Countries by the labels and other names of actors, then by those of variables. */
export function placesOf(crisis: Crisis, finder: PlaceFinder): CrisisPlaces {
  const found = new Map<string, { actors: number[]; variables: number[] }>();
  const at = (country: string): { actors: number[]; variables: number[] } => {
    const place = found.get(country) ?? { actors: [], variables: [] };
    found.set(country, place);
    return place;
  };
  const elsewhere: string[] = [];
  crisis.actors.forEach(({ label, aliases }, actor) => {
    const own = finder.find(label);
    const countries = own.length > 0 ? own : finder.find(aliases.join(", "));
    if (countries.length === 0) elsewhere.push(label);
    for (const country of countries) at(country).actors.push(actor);
  });
  crisis.variables.forEach(({ label, origin }, variable) => {
    if (origin !== "declared") return;
    for (const country of finder.find(label)) at(country).variables.push(variable);
  });
  const places = [...found].map(([country, place]) => ({ country, ...place, role: roleOf(crisis, place.actors) }));
  return { places, elsewhere };
}

function roleOf(crisis: Crisis, actors: readonly number[]): CrisisPlace["role"] {
  if (actors.length === 0) return "named";
  return actors.some((actor) => !crisis.actors[actor]?.actsByChance) ? "chooses" : "chance";
}
