import type { PlanCode, PlanMistakes } from "../sweep/plan-messages.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

interface Words {
  readonly message?: string;
  readonly hint: string;
}

/** What is said of a mistake in options where the words for one in a plan file would name what nobody wrote. */
const words: { readonly [Code in PlanCode]?: (p: PlanMistakes[Code]) => Words } = {
  "spread-backwards": ({ name, from, to }) =>
    typeof from === "string"
      ? {
          message: `\`--as-of\` goes from ${from} to ${to}. The second must be after the first.`,
          hint: "swap the two dates.",
        }
      : { hint: from === to ? `write \`--values ${name}=${from}\`.` : "swap the two numbers." },
  "nothing-to-draw": () => ({
    message: "`--draws` has no parameter to draw: none has a range and no values of its own.",
    hint: "leave `--draws` out, or give a parameter a `range` in the crisis file.",
  }),
  "seed-without-draws": () => ({
    message: "`--seed` says which draws are made, but nothing is drawn without `--draws`.",
    hint: "add `--draws 64`, or leave `--seed` out.",
  }),
  "window-without-changes": () => ({
    message: "`--from` and `--until` say when something is done, but not what.",
    hint: "add `--set`, `--force` or `--forbid`, or leave the dates out.",
  }),
  "too-many-drawn": () => ({ hint: "write a plan that marks with `draw` those that matter most, see docs/sweeps.md." }),
  "value-twice": ({ name, value }) => ({
    message: `${typeof value === "string" ? "`--as-of`" : `\`--values ${name}\``} has ${value} twice. Every row of a sweep must be a different one.`,
    hint: "delete one of the two.",
  }),
  "set-and-varied": ({ name }) => ({
    message: `\`${name}\` is set and varied as well. It can have one value only.`,
    hint: `leave out \`--set ${name}\`, or \`--values ${name}\`.`,
  }),
  "set-and-drawn": ({ name }) => ({
    message: `\`${name}\` is set, and \`--draws\` draws it as all parameters with a range. It can have one value only.`,
    hint: "leave one of the two out, or write a plan that says which are drawn, see docs/sweeps.md.",
  }),
  "sweep-too-large": () => ({ hint: "take fewer values, or `--draws` in place of combining them." }),
};

/** A mistake of a plan that was made of options, in their words. */
export function inOptions({ span: _span, related: _related, ...found }: Diagnostic): Diagnostic {
  const own = words[found.code as PlanCode] as ((p: Diagnostic["params"]) => Words) | undefined;
  return { ...found, ...own?.(found.params) };
}
