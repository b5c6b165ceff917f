import type { Party } from "./catalogue-event.ts";
import { countryCode } from "./country-codes.ts";

/** What an actor of the crisis is called in catalogues. */
export interface ActorNames {
  readonly names: readonly string[];
  /** `USA`, `USAMIL`, `VENOPP*`. */
  readonly codes: readonly string[];
}

/** Roles that act for their state. */
const OF_THE_STATE: ReadonlySet<string> = new Set(["GOV", "MIL", "COP", "SPY", "JUD", "LEG"]);
/** Parties remembered; more are looked up again. */
const REMEMBERED = 50_000;

interface ActorCode {
  readonly actor: number;
  /** The country or organisation. */
  readonly base: string;
  readonly roles: readonly string[];
  /** Any further role will do. */
  readonly open: boolean;
}

/**
 * Which actor a party is. A code must have the actor's country and all its
 * roles; further roles must be those of a state (`USA` takes `USAGOV` and
 * `USAMIL`, not `USABUS`), or any where the code ends in `*`. The code with
 * most roles wins. Names must be equal, case, accents and articles aside.
 */
export class ActorFinder {
  readonly #codes: ActorCode[] = [];
  readonly #names = new Map<string, number>();
  readonly #known = new Map<string, number>();

  constructor(actors: readonly ActorNames[]) {
    actors.forEach(({ names, codes }, actor) => {
      const ownCodes = [...codes, ...names.filter((name) => /^[A-Z]{3}$/.test(name))];
      const land = names.map(countryCode).find((code) => code !== undefined);
      for (const code of codes.length === 0 && land !== undefined ? [...ownCodes, land] : ownCodes) {
        this.#codes.push(codeOf(code, actor));
      }
      // The first of two actors with one name keeps it.
      for (const name of names) {
        const key = plainName(name);
        if (key !== "" && !this.#names.has(key)) this.#names.set(key, actor);
      }
    });
  }

  /** Index of the actor, −1 where the party is none of them. */
  find(party: Party): number {
    const key = `${party.codes.join("|")}\n${party.names.join("|")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    const found = this.#look(party);
    this.#known.set(key, found);
    return found;
  }

  #look(party: Party): number {
    let best = -1;
    let actor = -1;
    for (const text of party.codes) {
      const { base, roles } = codeOf(text, -1);
      for (const code of this.#codes) {
        if (code.base !== base || code.roles.length <= best) continue;
        if (!code.roles.every((role) => roles.includes(role))) continue;
        const rest = roles.filter((role) => !code.roles.includes(role));
        if (!code.open && !rest.every((role) => OF_THE_STATE.has(role))) continue;
        best = code.roles.length;
        actor = code.actor;
      }
    }
    if (actor >= 0) return actor;
    // A code that says it is no organ of the state outweighs a name that is only the country's.
    if (party.codes.some((text) => codeOf(text, -1).roles.some((role) => !OF_THE_STATE.has(role)))) return -1;
    for (const name of party.names) {
      const found = this.#names.get(plainName(name));
      if (found !== undefined) return found;
    }
    return -1;
  }
}

function codeOf(text: string, actor: number): ActorCode {
  const open = text.endsWith("*");
  const code = (open ? text.slice(0, -1) : text).trim().toUpperCase();
  const roles = code.slice(3).match(/.{1,3}/g) ?? [];
  return { actor, base: code.slice(0, 3), roles, open };
}

/** Small letters without accents, articles and marks. */
export function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/^\s*the\s+|\s+/gu, " ")
    .trim();
}
