import { dayNumber, stepOfDay } from "../../crisis/calendar.ts";
import type { Clock } from "../../crisis/model.ts";
import { ActorFinder, plainName } from "./actor-finder.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import { countryName } from "./country-codes.ts";
import { type EventKind, kindOf } from "./event-kinds.ts";

/** Parties counted at a time; above it those seen once are dropped. */
const MOST_PARTIES = 20_000;
const OF_THE_STATE = /^[A-Z]{3}(GOV|MIL|COP|SPY|JUD|LEG)*$/;

/** An actor of a proposed crisis. */
export interface SeenActor {
  /** A code such as `USA` or `VENOPP`, or a name. */
  readonly key: string;
  readonly label: string;
  readonly events: number;
}

/** Who acts on whom, and how often: the first reading of the data. */
export class PartyCount {
  readonly #counts = new Map<string, number>();

  add({ by, to }: CatalogueEvent): void {
    const [one, other] = [keyOf(by), keyOf(to)];
    if (one === "" || other === "" || one === other) return;
    for (const key of [one, other]) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size > MOST_PARTIES) {
      for (const [key, count] of this.#counts) if (count === 1) this.#counts.delete(key);
    }
  }

  /** Those in most events. */
  top(most: number): readonly SeenActor[] {
    return [...this.#counts]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([key, events]) => ({ key, label: labelOf(key), events }));
  }
}

/**
 * A state with all its organs is one party; others are apart. A code without a
 * country (`BUS`, `GOV`) is nobody in particular.
 */
function keyOf({ codes, names }: Party): string {
  const [code] = codes;
  if (code !== undefined && code !== "") {
    if (countryName(code.slice(0, 3)) === undefined) return "";
    return OF_THE_STATE.test(code) ? code.slice(0, 3) : code;
  }
  // Readers put the state last where a name stands for one.
  return names.at(-1) ?? "";
}

/** `United States` for `USA`; the key itself for what is no country. */
export function labelOf(key: string): string {
  const land = countryName(key.slice(0, 3));
  if (land === undefined || !/^[A-Z]{3,}$/.test(key)) return key;
  return key.length === 3 ? land : `${land} (${key.slice(3)})`;
}

export type StepUnit = "day" | "week" | "month";

/** What each actor did in each step: the second reading. */
export class SuggestTally {
  readonly actors: readonly SeenActor[];
  readonly clock: Clock;
  readonly #finder: ActorFinder;
  readonly #least: number;
  readonly #rows = new Map<string, number>();
  readonly #kinds = new Map<string, EventKind>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** @param least rows that make a kind of event count as seen in a step */
  constructor(actors: readonly SeenActor[], unit: StepUnit, least: number) {
    this.actors = actors;
    // Steps of any data, counted from a month, a Monday or a day long ago.
    this.clock = { startDay: unit === "week" ? dayNumber(1970, 1, 5) : 0, unit, every: 1 };
    this.#least = least;
    this.#finder = new ActorFinder(
      actors.map(({ key, label }) => ({
        names: [key, label],
        codes: /^[A-Z]{3,}$/.test(key) ? [key] : [],
      })),
    );
  }

  /** Whether both sides are actors of the proposal. */
  add(event: CatalogueEvent): boolean {
    const by = this.#finder.find(event.by);
    const to = this.#finder.find(event.to);
    if (by < 0 || to < 0 || by === to) return false;
    const kind = kindOf(event);
    this.#kinds.set(kind.name, kind);
    const step = stepOfDay(this.clock, event.firstDay);
    this.#first = Math.min(this.#first, step);
    this.#last = Math.max(this.#last, step);
    for (const actor of event.directed ? [by] : [by, to]) {
      const key = `${actor}|${step}|${kind.name}`;
      this.#rows.set(key, (this.#rows.get(key) ?? 0) + 1);
    }
    return true;
  }

  /** First and last step with an event, both included; undefined without events. */
  get span(): { readonly first: number; readonly last: number } | undefined {
    return Number.isFinite(this.#first) ? { first: this.#first, last: this.#last } : undefined;
  }

  /** The gravest kind of each actor in each step, undefined where it did nothing that counts: [actor][step − first]. */
  gravest(): readonly (readonly (EventKind | undefined)[])[] {
    const { span } = this;
    if (!span) return this.actors.map(() => []);
    const steps = span.last - span.first + 1;
    const found = this.actors.map((): (EventKind | undefined)[] => new Array(steps).fill(undefined));
    for (const [key, rows] of this.#rows) {
      if (rows < this.#least) continue;
      const [actor = "", step = "", name = ""] = key.split("|");
      const kind = this.#kinds.get(name)!;
      const line = found[Number(actor)]!;
      const at = Number(step) - span.first;
      const known = line[at];
      if (!known || graver(kind, known)) line[at] = kind;
    }
    return found;
  }
}

function graver(one: EventKind, other: EventKind): boolean {
  return one.goldstein < other.goldstein || (one.goldstein === other.goldstein && one.name < other.name);
}

/** Actors a person asked for, by code or name. */
export function askedActors(words: readonly string[]): readonly SeenActor[] {
  return words.map((word) => ({ key: word, label: labelOf(word), events: 0 }));
}

/** An identifier for an actor of the proposal that no other has. */
export function actorNames(actors: readonly SeenActor[], taken: ReadonlySet<string>): readonly string[] {
  const used = new Set(taken);
  return actors.map(({ label }) => {
    const plain = plainName(label)
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "");
    const base = /^[a-z]/.test(plain) ? plain.slice(0, 40) : `actor_${plain}`.slice(0, 40);
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base}_${n}`;
    used.add(name);
    return name;
  });
}
