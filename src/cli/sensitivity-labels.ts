/** Names and widths that the sections of a sensitivity analysis have in common. */
import type { ScreenedFactor, SensitivityResult } from "../analysis/sensitivity/sensitivity-result.ts";
import { textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** What is looked at: the question, or the ending that moves most. */
export function outputOf(result: SensitivityResult): { readonly index: number; readonly words: string } {
  if (result.question) return { index: 0, words: "the question" };
  const sizes = result.outputs.map((_, o) => Math.max(...result.factors.map(({ effects }) => effects[o]!.size ?? 0)));
  const index = sizes.indexOf(Math.max(...sizes));
  return { index, words: `the ending ${result.endings[index]!.label}` };
}

export function labelOf(result: SensitivityResult, factor: string): string {
  return result.factors.find(({ name }) => name === factor)?.label ?? factor;
}

export function labelOfEnding(result: SensitivityResult, ending: string): string {
  return result.endings.find(({ name }) => name === ending)?.label ?? ending;
}

export function spreadOf(result: SensitivityResult, factor: string, k: number): ScreenedFactor["spreads"][number] {
  return result.factors.find(({ name }) => name === factor)!.spreads[k]!;
}

export function widthOf(labels: readonly string[], view: View, share: number): number {
  return Math.min(Math.max(6, ...labels.map(textWidth)), Math.floor(view.columns * share));
}
