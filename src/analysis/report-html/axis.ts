/** Round limits for an axis of probabilities, and steps spread so that their labels do not touch. */

const limits = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 0.75, 1];

/** The smallest round limit that holds all the values. */
export function roundLimit(largest: number): number {
  return limits.find((limit) => largest <= limit) ?? 1;
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
