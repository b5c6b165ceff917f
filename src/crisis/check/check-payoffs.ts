import type { CrisisEntry, EndingEntry, PartEntry } from "../file/entries.ts";
import type { Ending, PayoffPart } from "../model.ts";
import type { Named } from "../shape/collections.ts";
import { noteNeverHolds } from "./check-moves.ts";
import type { CheckContext } from "./context.ts";

type PayoffEntries = readonly Named<readonly Named<PartEntry>[]>[];

/** Named parts by actor; an actor that is not mentioned receives nothing. */
export function checkPayoffs(
  entries: PayoffEntries | undefined,
  actors: number,
  likeAllowed: boolean,
  context: CheckContext,
): PayoffPart[][] {
  const payoffs: PayoffPart[][] = Array.from({ length: actors }, () => []);
  for (const { name, value: parts } of entries ?? []) {
    const actor = context.find("actor", name);
    for (const part of parts) {
      const checked = checkPart(part, actor, likeAllowed, context);
      if (actor !== undefined && checked) payoffs[actor]!.push(checked);
    }
  }
  return payoffs;
}

function checkPart(
  { name, value: entry }: Named<PartEntry>,
  actor: number | undefined,
  likeAllowed: boolean,
  context: CheckContext,
): PayoffPart | undefined {
  const at = name.at;
  if (entry.kind === "value") {
    const value = context.expression(entry.value, { place: "a payoff", reads: "all" });
    return value && { name: name.value, value, at };
  }
  const like = context.find("actor", entry.like.like);
  const weight = context.expression(entry.like.weight, { place: "`weight`", reads: "parameters" });
  if (!likeAllowed) {
    const allowed = "expressions; a share among `payoffs` covers endings too";
    context.findings.add("not-allowed-here", entry.like.at, {
      name: "like",
      kind: "a share",
      place: "the payoff of an ending",
      allowed,
    });
    return undefined;
  }
  if (like !== undefined && like === actor)
    context.findings.add("like-self", entry.like.like.at, { actor: entry.like.like.value });
  return like === undefined || !weight ? undefined : { name: name.value, like, weight, at };
}

/** Endings in file order. */
export function checkEndings(file: CrisisEntry, actors: number, context: CheckContext): Ending[] {
  const entries = file.endings ?? [];
  noteSecond(entries, "chance", (entry) => entry.chance !== undefined, context);
  noteSecond(entries, "otherwise", (entry) => entry.otherwise?.value === true, context);
  return entries.map(({ name, value: entry }): Ending => {
    const otherwise = entry.otherwise?.value === true;
    noteConflicts(name.value, entry, otherwise, context);
    const when = context.condition(entry.when, "`when`");
    if (when) noteNeverHolds(when, `the ending \`${name.value}\``, context);
    const chance = entry.chance && context.chance(entry.chance, `the ending \`${name.value}\``);
    return {
      ...context.element(name, entry),
      rule: entry.rule?.value ?? "",
      ...(when ? { when } : {}),
      ...(chance && chance !== "rest" ? { chance } : {}),
      otherwise,
      payoffs: checkPayoffs(entry.payoffs, actors, false, context),
    };
  });
}

function noteSecond(
  entries: readonly Named<EndingEntry>[],
  key: string,
  has: (entry: EndingEntry) => boolean,
  context: CheckContext,
): void {
  const [first, ...others] = entries.filter(({ value }) => has(value));
  for (const { name } of others) {
    context.findings.add("two-residuals", name.at, { key, ending: name.value }, [
      { span: first!.name.at, note: "first" },
    ]);
  }
}

function noteConflicts(ending: string, entry: EndingEntry, otherwise: boolean, context: CheckContext): void {
  if (otherwise && (entry.when || entry.chance)) {
    const problem = "has `otherwise` beside `when` or `chance`. What is left over has no condition of its own.";
    context.findings.add("bad-ending", entry.otherwise!.at, {
      ending,
      problem,
      remedy: "delete `otherwise`, or the other key.",
    });
  }
  if (entry.when && entry.chance) {
    const problem = "has both `when` and `chance`.";
    const remedy = "delete one; a chance that depends on the state is an expression.";
    context.findings.add("bad-ending", entry.chance.at, { ending, problem, remedy });
  }
  if (entry.chance?.kind === "rest") {
    context.findings.add("bad-ending", entry.chance.at, {
      ending,
      problem: "cannot have the chance `rest`.",
      remedy: "write for instance `chance: 0.3%`.",
    });
  }
  if (otherwise && context.clock.steps === undefined) {
    context.findings.add("needs-end", entry.otherwise!.at, {
      what: `\`otherwise\` of the ending \`${ending}\``,
      remedy: "give the clock `steps`, or delete `otherwise`.",
    });
  }
}
