/** How much outlets that tell of one event are assumed to copy from each other; see `effectiveSources`. */
export const DEFAULT_DEPENDENCE = 0.5;

/**
 * How many independent sources the tellings of one event are worth.
 *
 * With aₒ articles of outlet o, the outlets count as
 *
 *     K = (Σ aₒ)² / Σ aₒ²
 *
 * equal ones (Kish 1965; the inverse of Simpson's concentration), scaled up
 * where a catalogue counts more outlets than it names. Outlets that repeat one
 * agency are no independent witnesses; with a correlation ρ between the
 * tellings of any two of them, K outlets carry the information of
 *
 *     n = K / (1 + (K − 1) ρ)
 *
 * independent ones (Kish's design effect). n lies between 1 and 1/ρ.
 *
 * @param articles   by outlet that is named
 * @param counted    outlets the catalogue counts, named or not
 * @param dependence ρ from 0 (nobody copies) to 1 (all copy one)
 */
export function effectiveSources(articles: readonly number[], counted: number, dependence: number): number {
  const sum = articles.reduce((total, count) => total + count, 0);
  const squares = articles.reduce((total, count) => total + count * count, 0);
  const named = squares > 0 ? (sum * sum) / squares : 0;
  const unnamed = Math.max(1, counted) / Math.max(1, articles.length);
  const outlets = Math.max(1, named * Math.max(1, unnamed), articles.length === 0 ? counted : 0);
  return outlets / (1 + (outlets - 1) * dependence);
}
