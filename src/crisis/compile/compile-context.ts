import type { Crisis } from "../model.ts";
import type { Problems } from "./problems.ts";
import type { Tabulator } from "./tabulate.ts";

/** What compiling needs everywhere. */
export interface CompileContext {
  readonly crisis: Crisis;
  readonly tabulator: Tabulator;
  readonly problems: Problems;
}
