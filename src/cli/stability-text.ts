import { safeData } from "../analysis/safe-text.ts";
import type { ActorAccount, StabilityResult, StateVerdict } from "../analysis/stability/stability-result.ts";
import { stateInWords } from "../analysis/stability/stability-words.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, textWidth, wrap } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** States that are listed one by one; `--json` has them all. */
const mostStates = 60;
/** Columns of the table, and how each is headed. */
const concepts = ["nash", "sequential", "symmetric", "general"] as const;
const width = 10;
/** Ways in which a state would hold that are told. */
const mostWays = 3;

/** `brink stability` as text. */
export function stabilityText(unsafe: StabilityResult, view: View): string {
  const result = safeData(unsafe);
  const lines = [
    heading(result.conflict, view),
    ...(result.source === null ? [] : paragraph(`After ${result.source}.`, view, view.style.dim)),
    "",
    ...equilibriumLines(result, view),
    "",
    ...stateLines(result, view),
    ...(result.about ? aboutLines(result, view) : []),
    ...(result.coalitions ? coalitionLines(result, view) : []),
    ...(result.notes.length > 0 ? ["", ...noteLines(result.notes, view)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function equilibriumLines({ equilibria, states }: StabilityResult, view: View): readonly string[] {
  const names = (found: readonly string[]): string => (found.length === 0 ? "none" : found.join(", "));
  const rows = concepts.map((concept) => ({
    head: `  ${padRight(concept, width)}  `,
    text: names(equilibria[concept]),
  }));
  return [
    view.style.bold(`Equilibria among ${states.length} ${states.length === 1 ? "state" : "states"}`),
    ...rows.flatMap(({ head, text }) =>
      wrap(text, view.columns - width - 4).map((line, k) => (k === 0 ? head : " ".repeat(width + 4)) + line),
    ),
  ];
}

function stateLines({ states, actors }: StabilityResult, view: View): readonly string[] {
  const isStable = ({ stableFor }: StateVerdict): boolean =>
    concepts.some((concept) => stableFor[concept].length === actors.length);
  // Where there are too many, the equilibria are what is asked for.
  const shown = (states.length > mostStates ? states.filter(isStable) : states).slice(0, mostStates);
  const left = states.length - shown.length;
  const number = String(states.length).length;
  const room = view.columns - number - 3 - concepts.length * (width + 1);
  const label = Math.min(room, Math.max(12, ...shown.map((state) => textWidth(labelOf(state)))));
  const head = concepts.map((concept) => ` ${padRight(concept, width)}`).join("");
  const who = (names: readonly string[]): string => {
    if (names.length === actors.length) return "all";
    if (names.length === 0) return "-";
    return names.length === 1 ? names[0]! : `${names.length} of ${actors.length}`;
  };
  return [
    view.style.bold("Stable for whom"),
    view.style.dim(`${" ".repeat(number + 3)}${padRight("", label)}${head}`.trimEnd()),
    ...shown.flatMap((state) => {
      const cells = concepts.map((concept) => ` ${padRight(who(state.stableFor[concept]), width)}`).join("");
      const [first = "", ...more] = wrap(labelOf(state), label);
      const line = `${padLeft(String(states.indexOf(state) + 1), number + 1)}  ${padRight(first, label)}${cells}`;
      return [line.trimEnd(), ...more.map((rest) => " ".repeat(number + 3) + rest)];
    }),
    ...(left > 0 ? [view.style.dim(`… and ${left} more; --json has all.`)] : []),
  ];
}

function labelOf({ name, label }: StateVerdict): string {
  return /^\d+$/.test(name) || label === name.replaceAll("+", " + ").replaceAll("_", " ") ? label : `${name}: ${label}`;
}

function aboutLines(result: StabilityResult, view: View): readonly string[] {
  const { state, actors } = result.about!; // the caller looked
  const own = result.states.find(({ name }) => name === state)!;
  return ["", heading(/^\d+$/.test(state) ? `State ${state}: ${own.label}` : `State ${labelOf(own)}`, view)].concat(
    actors.flatMap((account) => ["", ...accountLines(account, state, result, view)]),
    keyLines(result, view),
  );
}

/** What the numbers of states in the account stand for. */
function keyLines({ about, states }: StabilityResult, view: View): readonly string[] {
  const named = new Set<string>();
  for (const { verdicts } of about!.actors) {
    for (const { temptations, requires } of verdicts) {
      for (const { to, answer } of temptations)
        for (const name of [to, ...(answer ?? []).map((move) => move.to)]) named.add(name);
      for (const way of requires.slice(0, mostWays)) for (const name of way) named.add(name);
    }
  }
  const lines = states.flatMap(({ name, label }) => {
    if (!named.has(name) || !/^\d+$/.test(name)) return [];
    const head = `${padLeft(name, 4)}  `;
    return wrap(label, view.columns - head.length).map((line, k) =>
      view.style.dim((k === 0 ? head : " ".repeat(head.length)) + line),
    );
  });
  return lines.length === 0 ? [] : ["", ...lines];
}

function accountLines(
  { actor, verdicts }: ActorAccount,
  state: string,
  result: StabilityResult,
  view: View,
): readonly string[] {
  const label = result.actors.find(({ name }) => name === actor)!.label;
  const lines = [view.style.bold(label)];
  let before = "";
  for (const { because, stable, requires, requiresAll } of verdicts) {
    // Without any temptation all concepts say the same.
    const reason = because.slice(because.indexOf(":") + 1);
    if (because.includes(":") && reason === before) continue;
    before = reason;
    lines.push(...wrap(because, view.columns - 2).map((line) => `  ${line}`));
    if (stable) continue;
    const ways = requires
      .slice(0, 3)
      .map((way) => way.map(stateInWords).join(" and "))
      .join("; or ");
    const more = requires.length > mostWays || !requiresAll ? "; or in other ways" : "";
    const text = `For it to hold, ${label} would have to like ${ways}${more} no better than ${stateInWords(state)}.`;
    lines.push(...wrap(text, view.columns - 4).map((line) => view.style.dim(`    ${line}`)));
  }
  return lines;
}

function coalitionLines({ coalitions, equilibria }: StabilityResult, view: View): readonly string[] {
  const lines = ["", heading("Equilibria that several actors would leave together", view)];
  for (const { members, upsets, improvements } of coalitions!) {
    const found = concepts.flatMap((concept) =>
      upsets[concept].filter((state) => equilibria[concept].includes(state)).map((state) => ({ concept, state })),
    );
    const states = [...new Set(found.map(({ state }) => state))];
    const words = states.map((state) => {
      const under = found.filter((one) => one.state === state).map(({ concept }) => concept);
      return `${state} (${under.join(", ")}) for ${improvements[state]!.join(" or ")}`;
    });
    const text = `${members.join(" + ")}: ${words.length === 0 ? "none" : words.join("; ")}`;
    lines.push(...wrap(text, view.columns - 2).map((line) => `  ${line}`));
  }
  return lines;
}
