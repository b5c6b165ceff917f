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

/** Whether a YAML file is a plan, not a crisis: it has the key `sweep`, and none of those a crisis must have. */
export function isPlan(file: string, text: string): boolean {
  const tree = readTree(file, text, new Findings());
  if (tree?.kind === "map") return keysOf(tree).includes("sweep") && !isCrisis(tree);
  // Not to be read at all: by its looks, so that its mistakes are told as those of a plan.
  return /^sweep\s*:/m.test(text);
}

/** Whether it would be a plan, had it a name: under `crisis` stands a file, where a crisis has its own name. */
export function isNamelessPlan(file: string, text: string): boolean {
  const tree = readTree(file, text, new Findings());
  if (tree?.kind !== "map" || keysOf(tree).includes("sweep") || isCrisis(tree)) return false;
  return tree.entries.some(
    ({ key, value }) => key.text === "crisis" && value.kind === "scalar" && /\.ya?ml$/i.test(value.text),
  );
}

type TreeMap = Extract<Tree, { kind: "map" }>;

function keysOf({ entries }: TreeMap): readonly string[] {
  return entries.map(({ key }) => key.text);
}

function isCrisis(tree: TreeMap): boolean {
  return keysOf(tree).some((key) => key === "actors" || key === "endings");
}
