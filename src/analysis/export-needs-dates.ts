import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** An export whose form has dates, of a crisis that has none. */
export function exportNeedsDates(crisis: Crisis, what: string): Diagnostic {
  return {
    code: "export-needs-dates",
    severity: "error",
    message: `${what} needs dates, and the steps of this crisis are only numbered.`,
    hint: "give the clock a start, for instance `clock: { start: 2024-12, step: month, steps: 24 }`.",
    span: crisis.at,
    params: {},
  };
}
