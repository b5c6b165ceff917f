/** Round limits for an axis of probabilities, and steps spread so that their labels do not touch. */

/** Round upper limits of an axis and the distance of its grid lines. */
const scales: readonly (readonly [limit: number, tick: number])[] = [
  [0.01, 0.005],
  [0.02, 0.005],
  [0.05, 0.01],
  [0.1, 0.02],
  [0.2, 0.05],
  [0.3, 0.1],
  [0.5, 0.1],
  [0.8, 0.2],
  [1, 0.2],
];

export interface Scale {
  readonly limit: number;
  /** From 0 to the limit. */
  readonly ticks: readonly number[];
}

/** The smallest round scale that holds all the values. */
export function roundScale(largest: number): Scale {
  const [limit, tick] = scales.find(([end]) => largest <= end) ?? [1, 0.2];
  return { limit, ticks: Array.from({ length: Math.round(limit / tick) + 1 }, (_, index) => index * tick) };
}

/** Indexes of the steps that get a label: evenly spaced, the last one always among them. */
export function labelledSteps(count: number, pixels: number, labelPixels: number): readonly number[] {
  const every = Math.max(1, Math.ceil((count * labelPixels) / Math.max(1, pixels)));
  const last = count - 1;
  return Array.from({ length: count }, (_, step) => step).filter((step) => (last - step) % every === 0);
}

/** A label cut to a width in pixels, at about 6.4 pixels a character. */
export function fitLabel(label: string, pixels: number): string {
  const characters = Math.max(3, Math.floor(pixels / 6.4));
  const whole = [...label];
  return whole.length <= characters
    ? label
    : `${whole
        .slice(0, characters - 1)
        .join("")
        .trimEnd()}…`;
}

/** Heights moved apart to at least `gap`, in their order, as near to where they were as fits above `bottom`. */
export function spread(heights: readonly number[], gap: number, bottom: number): readonly number[] {
  const order = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  for (let k = 1; k < order.length; k += 1) {
    placed[order[k]!] = Math.max(placed[order[k]!]!, placed[order[k - 1]!]! + gap);
  }
  let limit = bottom;
  for (let k = order.length - 1; k >= 0; k -= 1) {
    placed[order[k]!] = Math.min(placed[order[k]!]!, limit);
    limit = placed[order[k]!]! - gap;
  }
  return placed;
}
