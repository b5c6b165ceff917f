import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { renderDiagnostics } from "../../src/text/render-diagnostics.ts";

/** A crisis from one text, or a failure that shows its errors. */
export function readText(text: string): Crisis {
  const { crisis, diagnostics, sources } = readCrisis("crisis.yaml", (file) =>
    file === "crisis.yaml" ? text : undefined,
  );
  if (!crisis) throw new Error(renderDiagnostics(diagnostics, sources));
  return crisis;
}

/** Codes of what is wrong or doubtful in a text. */
export function codesIn(text: string): string[] {
  return readCrisis("crisis.yaml", (file) => (file === "crisis.yaml" ? text : undefined)).diagnostics.map(
    ({ code }) => code,
  );
}
