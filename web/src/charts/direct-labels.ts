import { fitLabel as fitPixels, labelledSteps as labelledOf } from "brink";

export { spread } from "brink";

/** Pixels of a character in a picture: of a tick, of a bold label and of a plain one. */
const TICK = 6.6;
const BOLD = 7.4;
const PLAIN = 6.4;

/** Indexes of the steps that get a label in so many pixels; the last one may end at its place, not stand over it. */
export function labelledSteps(steps: readonly string[], pixels: number): readonly number[] {
  const longest = Math.max(0, ...steps.map((label) => label.length));
  return labelledOf(steps.length, pixels, 1.5 * longest * TICK + 8);
}

/** A label cut to a width in pixels. */
export function fitLabel(label: string, pixels: number, bold = false): string {
  return fitPixels(label, bold ? (pixels * PLAIN) / BOLD : pixels);
}
