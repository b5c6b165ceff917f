import type { CommandInput } from "./command.ts";
import { type LoadedCrisis, loadCrisis } from "./load-crisis.ts";
import { styleFor } from "./terminal/style.ts";

/** The crisis a command was given; one line on stderr where the file has warnings. */
export function loadForCommand({ file, options, host, texts }: CommandInput): LoadedCrisis {
  const reports = typeof options.reports === "string" ? { reports: options.reports } : {};
  const loaded = loadCrisis(file, host.folder, texts, reports);
  const count = loaded.diagnostics.length;
  if (count > 0) {
    const words = count === 1 ? "1 warning" : `${count} warnings`;
    const style = styleFor(host.err, host.environment);
    host.err.write(`${style.dim(`${words} about ${loaded.file}; \`brink check ${loaded.file}\` shows them.`)}\n`);
  }
  return loaded;
}
