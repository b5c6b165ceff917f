import type { Diagnostic } from "../text/diagnostic.ts";

/** What is asked for on the command line and in a plan by the same name. */
const words = "set|force|forbid|plan|from|until";
const written = new RegExp(`--(${words}) `, "g");
const named = new RegExp(`\`--(${words})\``, "g");

/** A mistake told in the words of the command line, in those of a plan file: `--set a=1` is `set: a=1` there. */
export function inPlan(found: Diagnostic): Diagnostic {
  const spelled = (text: string): string =>
    text
      .replace(/--as-of /g, "as_of: ")
      .replace(/`--as-of`/g, "`as_of`")
      .replace(written, "$1: ")
      .replace(named, "`$1`");
  const { message, hint } = found;
  return { ...found, message: spelled(message), ...(hint === undefined ? {} : { hint: spelled(hint) }) };
}
