import type { Crisis } from "../crisis/model.ts";
import { type CrisisBundle, crisisOf } from "./crisis-bundle.ts";

/** Crises that are kept; a sweep has one for each file of reports. */
const KEPT = 4;

/** The crises a thread has read lately, by the hash of their bundle. */
export class CrisisShelf {
  readonly #crises = new Map<string, Crisis>();

  /** @param bundle asked for where the crisis is not at hand. */
  async crisis(hash: string, bundle: () => CrisisBundle | Promise<CrisisBundle>): Promise<Crisis> {
    const crisis = this.#crises.get(hash) ?? crisisOf(await bundle());
    this.#crises.delete(hash);
    this.#crises.set(hash, crisis);
    for (const oldest of this.#crises.keys()) {
      if (this.#crises.size <= KEPT) break;
      this.#crises.delete(oldest);
    }
    return crisis;
  }
}
