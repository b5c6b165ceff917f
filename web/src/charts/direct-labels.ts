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

/** Indexes of the steps that get a label: evenly spaced, the last one always among them. */
export function labelledSteps(steps: readonly string[], pixels: number): readonly number[] {
  const labelPixels = Math.max(0, ...steps.map((label) => label.length)) * 6.6 + 14;
  const every = Math.max(1, Math.ceil((steps.length * labelPixels) / Math.max(1, pixels)));
  return steps.flatMap((_, step) => ((steps.length - 1 - step) % every === 0 ? [step] : []));
}

/** A label cut to a width in pixels. */
export function fitLabel(label: string, pixels: number, bold = false): string {
  const most = Math.max(3, Math.floor(pixels / (bold ? 7.4 : 6.4)));
  const characters = [...label];
  if (characters.length <= most) return label;
  return `${characters
    .slice(0, most - 1)
    .join("")
    .trimEnd()}…`;
}
