import { percent } from "brink";
import type { PlayPlace } from "./play-options.ts";
import type { PlayState } from "./play-state.ts";
import type { SolvedPlay } from "./solve-play.ts";

/** Facts that keep their level and that the actors know, and that were drawn. */
export function factsOf({ crisis, game }: SolvedPlay): readonly { readonly label: string; readonly level: string }[] {
  return game.variables.flatMap(({ name, stride, levels, fixed }) => {
    const variable = crisis.variables.find((own) => own.name === name);
    return stride === 0 && variable?.uncertain ? [{ label: variable.label, level: spaced(levels[fixed]!) }] : [];
  });
}

/** How long it goes on, and what a later payoff is worth. */
export function clockInWords({ crisis, game }: SolvedPlay): string {
  const length = Number.isFinite(game.steps)
    ? `The clock has ${game.steps} step${game.steps === 1 ? "" : "s"}.`
    : "The clock has no last step: it goes on until an ending comes about or you stop. What the others do hangs on how things stand, not on the date (a stationary equilibrium; there may be other ones).";
  const choosing = crisis.actors.flatMap(({ label, actsByChance }, actor) =>
    actsByChance ? [] : [{ label, factor: Number(game.discount[actor]!.toPrecision(4)) }],
  );
  const factors = new Set(choosing.map(({ factor }) => factor));
  if (factors.size === 1 && factors.has(1)) return length;
  const worth = factors.size === 1 ? [...factors] : choosing.map(({ label, factor }) => `${factor} to ${label}`);
  return `${length} A util received one step later counts ${worth.join(", ")} now.`;
}

/** What the seat sees, and what it believes of the rest; once it has ended, all. */
export function levelsAt(
  play: SolvedPlay,
  { node, step, stage, seat }: PlayPlace,
  ended: boolean,
): PlayState["levels"] {
  const believed = ended ? undefined : play.secret?.believes({ step, stage, node, actor: seat });
  return shownVariables(play).map(({ v, name, label, levels }) => {
    const odds = believed?.get(v);
    return { variable: name, label, level: odds ? believedInWords(levels, odds) : levelAt(play, v, node) };
  });
}

/** What the seat sees to have changed from one node to another. */
export function changesBetween(play: SolvedPlay, from: number, to: number, seat: number): readonly string[] {
  return shownVariables(play).flatMap(({ v, label }) => {
    if (play.secret && !play.secret.sees(seat, v)) return [];
    const after = levelAt(play, v, to);
    return levelAt(play, v, from) === after ? [] : [`${label}: ${after}`];
  });
}

export function endAt({ crisis, game }: SolvedPlay, node: number): PlayState["ended"] {
  const { blockStart, stages, terminalEnding } = game;
  const first = blockStart[stages.length + 1]!;
  if (node < first) return undefined;
  const { name, label } = crisis.endings[terminalEnding[node - first]!]!;
  return { ending: name, label };
}

/** What each actor that chooses has received. */
export function receiptsOf({ crisis }: SolvedPlay, received: Float64Array): PlayState["received"] {
  return crisis.actors.flatMap(({ name, label, actsByChance }, actor) =>
    actsByChance ? [] : [{ actor: name, label, value: received[actor]! }],
  );
}

export function spaced(name: string): string {
  return name.replaceAll("_", " ");
}

/** Variables of the file that are part of the state. */
function shownVariables({ crisis, game }: SolvedPlay): readonly {
  readonly v: number;
  readonly name: string;
  readonly label: string;
  readonly levels: readonly string[];
}[] {
  return game.variables.flatMap(({ name, stride, levels }, v) => {
    const variable = crisis.variables.find((own) => own.name === name);
    return stride === 0 || variable?.origin !== "declared" ? [] : [{ v, name, label: variable.label, levels }];
  });
}

function levelAt({ game }: SolvedPlay, variable: number, node: number): string {
  const { stride, radix, levels } = game.variables[variable]!;
  return spaced(levels[Math.floor(game.stateCode[node]! / stride) % radix]!);
}

/** `not seen; held for hard 61.0%, soft 39.0%`, the likeliest first. */
function believedInWords(levels: readonly string[], odds: Float64Array): string {
  const held = levels
    .map((level, l) => ({ level: spaced(level), odds: odds[l]! }))
    .filter((one) => one.odds > 0)
    .sort((one, other) => other.odds - one.odds)
    .map((one) => `${one.level} ${percent(one.odds)}`);
  return `not seen; held for ${held.join(", ")}`;
}
