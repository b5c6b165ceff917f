import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

/** Names of the folders in `crises/` that hold a crisis. */
export const CRISES: readonly string[] = readdirSync("crises")
  .filter((name) => existsSync(`crises/${name}/crisis.yaml`))
  .sort();

/** A crisis of the project, checked. */
export function readByName(name: string): Crisis {
  const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const { crisis, diagnostics } = readCrisis(`crises/${name}/crisis.yaml`, read);
  if (crisis) return crisis;
  throw new Error(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
}

/** The first steps of a crisis, with the reports told within them: the same rules, less to reckon. */
export function firstSteps(crisis: Crisis, steps: number): Crisis {
  if (crisis.clock.steps! <= steps) return crisis;
  const { ended: _, question, ...rest } = crisis;
  const kept = crisis.reports.map((_, r) => r).filter((r) => crisis.reports[r]!.toldStep < steps);
  const rootOf = (r: number): number => kept.findIndex((k) => crisis.reports[k]!.sameAs === crisis.reports[r]!.sameAs);
  return {
    ...rest,
    ...(question ? { question: { ...question, byStep: Math.min(question.byStep, steps - 1) } } : {}),
    clock: { ...crisis.clock, steps },
    reports: kept.map((r) => ({ ...crisis.reports[r]!, sameAs: rootOf(r) })),
  };
}
