/** Words counted at a time; above it those seen once are dropped. */
const MOST = 20_000;

/** Counts words and names the most frequent, in bounded memory. */
export class Ranking {
  readonly #counts = new Map<string, number>();

  add(word: string): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    if (this.#counts.size <= MOST) return;
    for (const [known, count] of this.#counts) if (count === 1) this.#counts.delete(known);
  }

  /** Most frequent first. */
  top(most: number): readonly { readonly name: string; readonly count: number }[] {
    return [...this.#counts]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([name, count]) => ({ name, count }));
  }
}
