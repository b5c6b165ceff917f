import { dateOfStep, endOfStep } from "../../crisis/calendar.ts";
import { isReserved } from "../../crisis/shape/reserved-words.ts";
import { type EventKind, rungOf, rungs } from "./event-kinds.ts";
import { quoted } from "./quoted.ts";
import { actorNames, type SuggestTally } from "./suggest-tally.ts";

export interface Suggestion {
  /** A crisis file. */
  readonly text: string;
  readonly actors: readonly string[];
  /** `actor.move` with the share of steps in which it was the gravest thing its actor did. */
  readonly moves: Readonly<Record<string, number>>;
  readonly rungs: readonly string[];
  readonly steps: number;
  readonly from: string;
  readonly until: string;
}

const HORIZON = 12;
const LADDER = "tension";
/** Below so many steps a frequency says little. */
const FEW_STEPS = 12;

/**
 * A first crisis file from what was seen: actors, moves with their codes, a
 * ladder by Goldstein's scale, and base frequencies as chances. Nobody in it
 * chooses: every actor acts by chance as often as it did in the data, until a
 * person gives it payoffs. With n steps of N in which a move was the gravest
 * thing its actor did, among K kinds, its chance is (n + ½) / (N + (K + 1)/2):
 * what was never seen is not impossible.
 *
 * @param head lines said at the top, as comments
 * @returns undefined where fewer than two actors did anything
 */
export function writeSuggestion(tally: SuggestTally, head: readonly string[]): Suggestion | undefined {
  const { span } = tally;
  const gravest = tally.gravest();
  const active = tally.actors.filter((_, actor) => gravest[actor]!.some((kind) => kind !== undefined));
  if (!span || active.length < 2) return undefined;
  const lines = gravest.filter((line) => line.some((kind) => kind !== undefined));
  const steps = span.last - span.first + 1;
  const ladder = ladderOf(lines, steps);
  const taken = new Set([
    ...rungs.map(({ name }) => name),
    LADDER,
    "calming",
    "calm",
    "violence_breaks_out",
    "as_before",
  ]);
  const names = actorNames(active, taken);
  const frequencies = lines.map((line) => frequenciesOf(line));
  const from = dateOfStep(tally.clock, span.first);
  const until = endOfStep(tally.clock, span.last);
  const text = [
    ...head.map((line) => `# ${line}`.trimEnd()),
    ...comments(steps, from, until),
    `crisis: ${quoted(active.map(({ label }) => label).join(", "))}`,
    ...questionLines(ladder),
    `clock: { start: ${dateOfStep(tally.clock, span.last + 1)}, step: ${tally.clock.unit}, steps: ${HORIZON} }`,
    "actors:",
    ...active.map((actor, a) => actorLine(names[a]!, actor)),
    "state:",
    `  ${LADDER}: { name: how far it has gone, levels: [${ladder.levels.join(", ")}], start: ${ladder.start}, ladder: true }`,
    "moves:",
    ...lines.flatMap((_, a) => moveLines(names[a]!, frequencies[a]!, steps, ladder)),
    "drivers:",
    `  calming: { name: it calms down, when: ${LADDER} > ${ladder.levels[0]}, chance: ${percent(ladder.calming)}, then: { ${LADDER}: down 1 }, why: ${quoted(ladder.why)} }`,
    ...endingLines(ladder),
  ];
  const moves = frequencies.flatMap((list, a) =>
    list.map(({ kind, seen }): [string, number] => [`${names[a]}.${moveName(kind)}`, seen / steps]),
  );
  return {
    text: `${text.join("\n")}\n`,
    actors: names,
    moves: Object.fromEntries(moves),
    rungs: ladder.levels,
    steps,
    from,
    until,
  };
}

function comments(steps: number, from: string, until: string): readonly string[] {
  return [
    "# A proposal to start from. Everybody in it acts by chance, as often as in the data: no one chooses yet.",
    "# To let an actor choose, take away its `acts_by: chance` and the `chance` of its moves, and give it `precision` and payoffs.",
    `# Frequencies are those of ${steps} step${steps === 1 ? "" : "s"}, ${from} to ${until}.${steps < FEW_STEPS ? " That is few: take them for guesses." : ""}`,
  ];
}

interface Ladder {
  readonly levels: readonly string[];
  readonly start: string;
  /** Chance per step that it comes down a rung. */
  readonly calming: number;
  readonly why: string;
  /** It stands on the highest rung already. */
  readonly atTop: boolean;
}

/** Rungs that were reached, and the quiet below them; the last step's is where it starts. */
function ladderOf(lines: readonly (readonly (EventKind | undefined)[])[], steps: number): Ladder {
  const heights = Array.from({ length: steps }, (_, step) =>
    Math.max(0, ...lines.map((line) => (line[step] ? rungOf(line[step].goldstein) : 0))),
  );
  const seen = lines.flatMap((line) => line.flatMap((kind) => (kind ? rungOf(kind.goldstein) : [])));
  const reached = [...new Set([0, ...seen])].sort((a, b) => a - b);
  // A ladder of one rung would be none: the next one is what the question is about.
  if (reached.length === 1) reached.push(rungs.length - 1);
  const start = heights.at(-1) ?? 0;
  let falls = 0;
  let chances = 0;
  for (let step = 1; step < steps; step++) {
    if (heights[step - 1] === 0) continue;
    chances += 1;
    if (heights[step]! < heights[step - 1]!) falls += 1;
  }
  return {
    levels: reached.map((rung) => rungs[rung]!.name),
    start: rungs[start]!.name,
    calming: (falls + 0.5) / (chances + 1),
    why: `it stood lower than the step before in ${falls} of ${chances} steps after one above quiet`,
    atTop: reached.length > 1 && start === reached.at(-1),
  };
}

interface Frequency {
  readonly kind: EventKind;
  readonly seen: number;
  readonly chance: number;
}

function frequenciesOf(line: readonly (EventKind | undefined)[]): readonly Frequency[] {
  const seen = new Map<string, { kind: EventKind; seen: number }>();
  for (const kind of line) {
    if (!kind) continue;
    const known = seen.get(kind.name) ?? { kind, seen: 0 };
    known.seen += 1;
    seen.set(kind.name, known);
  }
  const kinds = [...seen.values()].sort((a, b) => b.kind.goldstein - a.kind.goldstein);
  return kinds.map((entry) => ({ ...entry, chance: (entry.seen + 0.5) / (line.length + (kinds.length + 1) / 2) }));
}

function questionLines({ atTop, levels }: Ladder): readonly string[] {
  const top = levels.at(-1)!.replaceAll("_", " ");
  return atTop
    ? [`question: { ask: "Does it calm down?", ending: calm }`]
    : [`question: { ask: ${quoted(`Does it come to ${top}?`)}, ending: ${endingOf(levels)} }`];
}

/** The ending on the highest rung. */
function endingOf(levels: readonly string[]): string {
  return levels.at(-1) === "violence" ? "violence_breaks_out" : "top_rung";
}

function endingLines({ atTop, levels }: Ladder): readonly string[] {
  const [bottom, top] = [levels[0]!, levels.at(-1)!];
  const reached = atTop
    ? `  calm: { when: ${LADDER} == ${bottom}, rule: "These actors are back at quiet: a step passes without a hostile event." }`
    : `  ${endingOf(levels)}: { when: ${LADDER} == ${top}, rule: ${quoted(`An event of the rung ${top.replaceAll("_", " ")} between these actors.`)} }`;
  return ["endings:", reached, `  as_before: { otherwise: true, rule: "Not so by the last step." }`];
}

function actorLine(name: string, { key, label }: SuggestTally["actors"][number]): string {
  const aliases = key === label ? "" : `, aliases: [${quoted(key)}]`;
  return `  ${name}: { name: ${quoted(label)}${aliases}, acts_by: chance }`;
}

function moveLines(actor: string, list: readonly Frequency[], steps: number, ladder: Ladder): readonly string[] {
  return [
    `  ${actor}:`,
    "    hold: { chance: rest }",
    ...list.map(({ kind, seen, chance }) => {
      const rung = rungs[rungOf(kind.goldstein)]!.name;
      const effect = rung === ladder.levels[0] ? "" : `, then: { ${LADDER}: at least ${rung} }`;
      const why = quoted(`the gravest it did in ${seen} of ${steps} steps; Goldstein ${kind.goldstein}`);
      return `    ${moveName(kind)}: { name: ${quoted(kind.label)}, chance: ${percent(chance)}${effect}, codes: [${quoted(kind.code)}], why: ${why} }`;
    }),
  ];
}

/** A name that is neither a word of the language nor a rung. */
function moveName({ name }: EventKind): string {
  const taken = isReserved(name) || rungs.some((rung) => rung.name === name) || name === "hold";
  return taken || !/^[a-z]/.test(name) ? `act_${name}` : name;
}

/** Rounded down, so that chances never add up to more than 1. */
function percent(chance: number): string {
  return `${(Math.floor(chance * 1000) / 10).toFixed(1)}%`;
}
