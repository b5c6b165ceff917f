/**
 * Scales of the line chart. They are a page of a library of scales; that
 * library would be an eighth of what the first view may weigh.
 */

export interface LinearScale {
  (value: number): number;
  invert(place: number): number;
}

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): LinearScale {
  const slope = (range[1] - range[0]) / (domain[1] - domain[0]);
  return Object.assign((value: number): number => range[0] + slope * (value - domain[0]), {
    invert: (place: number): number => domain[0] + (place - range[0]) / slope,
  });
}

/** From 0 to a round number at or above the largest, with about so many round steps on the way. */
export function roundSteps(
  largest: number,
  count: number,
): { readonly top: number; readonly ticks: readonly number[] } {
  const rough = largest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    power *
    (rough / power >= Math.sqrt(50) ? 10 : rough / power >= Math.sqrt(10) ? 5 : rough / power >= Math.sqrt(2) ? 2 : 1);
  const steps = Math.max(1, Math.ceil(largest / step - 1e-9));
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, k) => k * step) };
}
