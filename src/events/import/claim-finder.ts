import { stepOfDay } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import { ActorFinder, type ActorNames, plainName } from "./actor-finder.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import type { ImportMap } from "./import-map.ts";
import { fitOf, type MoveCode, readMoveCode } from "./move-codes.ts";

/** Why an event is no report of this crisis. */
export type LeftOut = "actor" | "target" | "code" | "place" | "date" | "outside-clock" | "after-end" | "not-asked-for";

export interface EventFilters {
  /** Both included; undefined: as far as the clock goes. */
  readonly fromDay?: number;
  readonly untilDay?: number;
  /** Names or codes of places of which one must be where it happened; none: anywhere. */
  readonly places: readonly string[];
  /** Indexes of actors of which one must act; none: all. */
  readonly actors: readonly number[];
}

/** What an event says in the terms of the crisis. */
export interface EventClaim {
  /** The moves of which one was made, ascending. More than one where the codes do not tell them apart. */
  readonly moves: readonly number[];
  /** Whom it was done to, −1 for nobody in the crisis. */
  readonly target: number;
}

/**
 * Turns events into claims about moves: the actor must be one of the crisis,
 * the target another one, and the code one of a move of that actor. Of several
 * moves those with the most special code are meant; where that is not one, the
 * claim is that one of them was made. Where the catalogue does not say who of
 * two acted, both are tried.
 */
export class ClaimFinder {
  readonly #crisis: Crisis;
  readonly #filters: EventFilters;
  readonly #finder: ActorFinder;
  /** By actor. */
  readonly #moves: readonly (readonly MoveTerms[])[];
  readonly #places: ReadonlySet<string>;
  /** Codes on moves of the crisis that are no codes of events. */
  readonly unreadCodes: readonly string[];
  /** Moves with a code. */
  readonly coded: number;

  constructor(crisis: Crisis, map: ImportMap, filters: EventFilters) {
    this.#crisis = crisis;
    this.#filters = filters;
    this.#finder = new ActorFinder(crisis.actors.map((actor, index) => namesOf(actor, map, index)));
    const terms = crisis.moves.map((_, move) => termsOf(crisis, map, move));
    this.unreadCodes = terms.flatMap(({ unread }) => unread);
    this.coded = terms.filter(({ codes }) => codes.length > 0).length;
    this.#moves = crisis.actors.map((_, actor) =>
      terms.filter(({ move, codes }) => crisis.moves[move]!.actor === actor && codes.length > 0),
    );
    this.#places = new Set(filters.places.map(plainName));
  }

  /** The claim of an event, or why it is left out; what is asked first is said first. */
  of(event: CatalogueEvent): EventClaim | LeftOut {
    const by = this.#finder.find(event.by);
    const to = this.#finder.find(event.to);
    if (by < 0 && (event.directed || to < 0)) return "actor";
    const when = this.#timely(event);
    if (when) return when;
    if (this.#places.size > 0 && !event.places.some((place) => this.#places.has(plainName(place)))) return "place";
    const forth = this.#between(event, by, to);
    if (event.directed) return forth;
    return eitherOf(forth, this.#between(event, to, by));
  }

  #timely({ firstDay, lastDay }: CatalogueEvent): LeftOut | undefined {
    const { fromDay = Number.NEGATIVE_INFINITY, untilDay = Number.POSITIVE_INFINITY } = this.#filters;
    if (lastDay < fromDay || firstDay > untilDay) return "date";
    const { clock, ended } = this.#crisis;
    const first = stepOfDay(clock, firstDay);
    if (first < 0 || stepOfDay(clock, lastDay) >= (clock.steps ?? Number.POSITIVE_INFINITY)) return "outside-clock";
    return ended && first > ended.step ? "after-end" : undefined;
  }

  #between(event: CatalogueEvent, by: number, to: number): EventClaim | LeftOut {
    if (by < 0) return "actor";
    const { actors } = this.#filters;
    if (actors.length > 0 && !actors.includes(by)) return "not-asked-for";
    let best = 0;
    let moves: number[] = [];
    let missed = false;
    for (const { move, codes, targets } of this.#moves[by]!) {
      const fit = Math.max(...codes.map((code) => fitOf(code, event)));
      if (fit === 0) continue;
      if (!mayBe(targets, by, to)) {
        missed = true;
        continue;
      }
      if (fit > best) moves = [];
      if (fit >= best) moves.push(move);
      best = Math.max(best, fit);
    }
    if (moves.length > 0) return { moves, target: to === by ? -1 : to };
    return missed ? "target" : "code";
  }

  /** Whether a party is an actor of the crisis; what is not can be listed for the mapping. */
  knows(party: Party): boolean {
    return this.#finder.find(party) >= 0;
  }
}

interface MoveTerms {
  readonly move: number;
  readonly codes: readonly MoveCode[];
  readonly targets: readonly number[] | "any" | undefined;
  readonly unread: readonly string[];
}

function termsOf(crisis: Crisis, map: ImportMap, move: number): MoveTerms {
  const mapped = map.moves.get(move);
  const written = crisis.moves[move]!.codes;
  const read = written.map((text) => ({ text, code: readMoveCode(text) }));
  return {
    move,
    codes: mapped?.codes ?? read.flatMap(({ code }) => code ?? []),
    targets: mapped?.targets,
    unread: read.filter(({ code }) => !code).map(({ text }) => text),
  };
}

function namesOf(actor: Crisis["actors"][number], map: ImportMap, index: number): ActorNames {
  const mapped = map.actors.get(index);
  const names = [actor.label, actor.name.replaceAll("_", " "), ...actor.aliases, ...(mapped?.names ?? [])];
  return { names, codes: mapped?.codes ?? [] };
}

function mayBe(targets: MoveTerms["targets"], by: number, to: number): boolean {
  if (targets === "any") return true;
  return to >= 0 && to !== by && (targets === undefined || targets.includes(to));
}

/** One of two claims is true where nobody says which of the two acted. */
function eitherOf(one: EventClaim | LeftOut, other: EventClaim | LeftOut): EventClaim | LeftOut {
  if (typeof one === "string") return typeof other === "string" ? nearer(one, other) : other;
  if (typeof other === "string") return one;
  return { moves: [...one.moves, ...other.moves].sort((a, b) => a - b), target: -1 };
}

/** The reason that says more. */
function nearer(one: LeftOut, other: LeftOut): LeftOut {
  const rank: readonly LeftOut[] = ["target", "code", "not-asked-for", "actor"];
  return rank.indexOf(one) <= rank.indexOf(other) ? one : other;
}
