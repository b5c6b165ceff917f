import { trailOf } from "../../analysis/trail.ts";
import { version } from "../../analysis/version.ts";
import type { CommandRun } from "../command.ts";
import { loadForCommand } from "../load-for-command.ts";
import { traceText } from "../trace-text.ts";

/** `brink trace`: element ↔ sentence. */
export const traceCommand: CommandRun = async (input) => {
  const { crisis } = loadForCommand(input);
  const trail = trailOf(crisis);
  return { data: { brink: version, crisis: crisis.name, ...trail }, text: (view) => traceText(trail, view) };
};
