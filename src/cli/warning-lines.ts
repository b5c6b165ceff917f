import { paragraph } from "./terminal/blocks.ts";
import type { View } from "./terminal/view.ts";

/** A warning a reader must not miss, right below the title; no lines where there is none. */
export function warningLines(warning: string | null, view: View): readonly string[] {
  return warning === null ? [] : paragraph(warning, view, (line) => view.style.bold(view.style.error(line)));
}
