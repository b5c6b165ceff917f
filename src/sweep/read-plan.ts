import { Findings } from "../crisis/findings.ts";
import { readTree } from "../crisis/read-tree.ts";
import type { Tree } from "../crisis/tree.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type PlanEntry, planShape } from "./plan-shape.ts";

/**
 * A sweep plan as written, with every mistake of its form; whether its names
 * are those of the crisis is for `checkPlan` to say. Never throws on what a
 * file holds.
 */
export function readPlan(
  file: string,
  text: string,
): { readonly entry: PlanEntry | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const findings = new Findings();
  const tree = readTree(file, text, findings);
  const entry = tree && planShape.read(tree, "the plan", findings);
  const diagnostics = findings.sorted([file]);
  return { entry: hasErrors(diagnostics) ? undefined : entry, diagnostics };
}

/** Whether a YAML file is a plan, not a crisis: it has the key `sweep`. */
export function isPlan(file: string, text: string): boolean {
  const tree: Tree | undefined = readTree(file, text, new Findings());
  if (tree?.kind === "map") return tree.entries.some(({ key }) => key.text === "sweep");
  // Not to be read at all: by its looks, so that its mistakes are told as those of a plan.
  return /^sweep\s*:/m.test(text);
}
