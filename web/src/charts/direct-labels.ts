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

/** A label on two lines where it does not fit on one, broken between words; what does not fit then is cut. */
export function labelLines(label: string, pixels: number): readonly string[] {
  if (label.length * PLAIN <= pixels) return [label];
  const words = label.split(" ");
  const fitting = words.findLastIndex((_, k) => words.slice(0, k + 1).join(" ").length * PLAIN <= pixels);
  if (fitting < 0) return [fitLabel(label, pixels)];
  const first = words.slice(0, fitting + 1).join(" ");
  return [first, fitLabel(words.slice(fitting + 1).join(" "), pixels)];
}
