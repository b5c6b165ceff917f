import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

/** The checked crisis of a text; throws with its mistakes where there are any. */
export function crisisFrom(text: string): Crisis {
  const { crisis, diagnostics } = readCrisis("crisis.yaml", () => text);
  if (crisis) return crisis;
  const mistakes = diagnostics
    .filter((d) => d.severity === "error")
    .map((d) => `${d.code}: ${d.message} (${text.slice(d.span?.start, d.span?.end)})`);
  throw new Error(`${mistakes.join("\n")}\n${text}`);
}
