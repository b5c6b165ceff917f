import { desk } from "./desk.svelte.ts";
import { quoted } from "./question.svelte.ts";

/** A command of `brink` on the crisis and date that are open. */
export function commandLine(command: string, options = ""): string {
  const { asOf } = desk.asOf;
  return [`brink ${command}`, quoted(desk.file ?? ""), ...(asOf === undefined ? [] : [`--as-of ${asOf}`]), options]
    .filter((part) => part !== "")
    .join(" ");
}

/** What is chosen here that no command knows of; empty where there is nothing. */
export function unknownToCommands(): string {
  const parts = [
    ...(desk.off.length > 0 ? ["reports switched off"] : []),
    ...(desk.changedFiles.length > 0 ? ["edits that are not saved"] : []),
  ];
  return parts.length === 0 ? "" : `The command knows nothing of ${parts.join(" and ")}: its odds are others.`;
}
