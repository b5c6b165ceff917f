import { knownNames, meant } from "../crisis/messages/meant.ts";
import type { Diagnostic, Span } from "../text/diagnostic.ts";

/** Mistakes of a sweep plan: code → what is wrong, and what to do. */
interface Words {
  readonly message: string;
  readonly hint: string;
}

/** What each mistake is told with. */
export interface PlanMistakes {
  "unknown-parameter": { name: string; valid: readonly string[] };
  "no-values": { name: string };
  "spread-unclear": { name: string };
  "spread-backwards": { name: string; from: number | string; to: number | string };
  "dates-unclear": { value: string; from: string; to: string };
  "no-range": { name: string };
  "range-needs-draws": { name: string };
  "nothing-to-draw": Record<never, never>;
  "seed-without-draws": Record<never, never>;
  "window-without-changes": { name: string; planned: boolean };
  "too-many-drawn": { count: number; limit: number };
  "bad-log-range": { name: string; distribution: string };
  "value-twice": { name: string; value: number | string };
  "set-and-varied": { name: string };
  "set-and-drawn": { name: string; others: readonly string[] };
  "endless-clock": { what: string };
  "sweep-too-large": { rows: number; limit: number; made: string };
  "no-scenarios": Record<never, never>;
}

export type PlanCode = keyof PlanMistakes;

const words: { readonly [Code in PlanCode]: (p: PlanMistakes[Code]) => Words } = {
  "unknown-parameter": (p) => ({
    message: `The crisis has no parameter \`${p.name}\`. ${knownNames(p.name, p.valid, "Its parameters are")}`,
    hint: meant(p.name, p.valid, "name a parameter of the crisis file."),
  }),
  "no-values": (p) => ({
    message: `\`${p.name}\` has an empty list. There must be at least one value.`,
    hint: `write for instance \`${p.name}: [1, 2]\`, or delete the line.`,
  }),
  "spread-unclear": (p) => ({
    message: `It cannot be told how \`${p.name}\` varies. It needs \`from\`, \`to\` and \`points\`, or \`range\` alone.`,
    hint: `write \`${p.name}: { from: 2, to: 12, points: 6 }\` or \`${p.name}: { range: [2, 12] }\`.`,
  }),
  "spread-backwards": (p) => ({
    message: `\`${p.name}\` goes from ${p.from} to ${p.to}. The second must be above the first.`,
    hint:
      p.from === p.to
        ? `write one value: \`${p.name}: ${p.from}\`.`
        : `swap the two ${typeof p.from === "number" ? "numbers" : "dates"}.`,
  }),
  "dates-unclear": (p) => ({
    message: `\`${p.value}\` is no interval of dates. It needs a first and a last one, two dots between.`,
    hint: `write for instance \`${p.from}..${p.to}\`.`,
  }),
  "no-range": (p) => ({
    message: `\`${p.name}\` is to be drawn, but has no range in the crisis file.`,
    hint: `give it one here: \`${p.name}: { range: [1, 4] }\`.`,
  }),
  "range-needs-draws": (p) => ({
    message: `\`${p.name}\` is to be drawn, and the plan does not say how often.`,
    hint: "add `draws: 64`.",
  }),
  "nothing-to-draw": () => ({
    message: "The plan has `draws`, but no parameter that could be drawn: none has a range and no values of its own.",
    hint: "delete `draws`, or give a parameter a range: `parameters: { war_cost: { range: [4, 12] } }`.",
  }),
  "seed-without-draws": () => ({
    message: "The seed says which draws are made, but nothing is drawn without `draws`.",
    hint: "add `draws: 64`, or leave the seed out.",
  }),
  "window-without-changes": (p) => ({
    message: `The scenario \`${p.name}\` says from when or until when, but not what is done then.`,
    hint: p.planned
      ? "leave the dates out: the moves of `plan` have their own."
      : "add `set`, `force` or `forbid`, or leave the dates out.",
  }),
  "too-many-drawn": (p) => ({
    message: `${p.count} parameters are to be drawn. At most ${p.limit} can be drawn together.`,
    hint: "mark with `draw` those that matter most.",
  }),
  "bad-log-range": (p) => ({
    message: `The range of \`${p.name}\` reaches 0 or below, where a ${p.distribution} parameter cannot be.`,
    hint: "let it begin above 0, or choose another distribution.",
  }),
  "value-twice": (p) => ({
    message: `\`${p.name}\` has ${p.value} twice. Every row of a sweep must be a different one.`,
    hint: "delete one of the two.",
  }),
  "set-and-varied": (p) => ({
    message: `A scenario sets \`${p.name}\`, which the plan varies as well. It can have one value only.`,
    hint: "set it in the scenario, or vary it under `parameters`.",
  }),
  "set-and-drawn": (p) => ({
    message: `A scenario sets \`${p.name}\`, which is drawn as well. It can have one value only.`,
    hint: `all parameters with a range are drawn unless \`parameters\` names some: ${
      p.others[0]
        ? `name there those that are to be, for instance \`parameters: { ${p.others[0]}: draw }\``
        : "leave out `draws`, or do not set it"
    }.`,
  }),
  "endless-clock": (p) => ({
    message: `The clock of this crisis has no end, so ${p.what} cannot be had.`,
    hint: "leave it out, or give the clock a last step: `steps: 24`.",
  }),
  "sweep-too-large": (p) => ({
    message: `This sweep has ${p.rows.toLocaleString("en-US")} rows (${p.made}). At most ${p.limit.toLocaleString("en-US")} are run in one.`,
    hint: "take fewer values, or draw the parameters in place of combining them.",
  }),
  "no-scenarios": () => ({
    message: "`scenarios` is empty. There must be at least one.",
    hint: "write `scenarios: { as_is: {} }`, or delete the line.",
  }),
};

/** A mistake of a plan as data. */
export function planMistake<Code extends PlanCode>(code: Code, params: PlanMistakes[Code], span?: Span): Diagnostic {
  return { code, severity: "error", ...words[code](params), ...(span ? { span } : {}), params: { ...params } };
}
