/** Words for the parts of a compiled game that a playthrough prints. */
import type { Game, Stage, StageTable } from "./game.ts";

/** The level of every variable that can change, for instance `rung secret, sites building`. */
export function stateInWords(game: Game, node: number): string {
  const words = game.variables.flatMap(({ name, stride }, v) =>
    stride === 0 ? [] : [`${name} ${levelName(game, v, node)}`],
  );
  return words.length === 0 ? "nothing changes here" : words.join(", ");
}

/** The variables that keep their level in this game, for instance `resolve hard`; empty where there are none. */
export function fixedInWords(game: Game): string {
  return game.variables
    .flatMap(({ name, stride, fixed, levels }) => (stride === 0 ? [`${name} ${levels[fixed]}`] : []))
    .join(", ");
}

/** What differs between two nodes, for instance `rung secret → public`; empty where nothing does. */
export function changesInWords(game: Game, from: number, to: number): string {
  const words: string[] = [];
  game.variables.forEach((variable, v) => {
    const before = levelName(game, v, from);
    const after = levelName(game, v, to);
    if (before !== after) words.push(`${variable.name} ${before} → ${after}`);
  });
  return words.join(", ");
}

/** The moves of an act, those of a group joined by `+`; `no move` for a pass. */
export function actName(game: Game, stage: Stage, act: number): string {
  const made = Array.from(game.acts.move.subarray(game.acts.start[act]!, game.acts.start[act + 1]!));
  if (stage.kind !== "together") return made.length === 0 ? "no move" : game.moves[made[0]!]!.name;
  return stage.actors
    .map((actor) => {
      const move = made.find((id) => game.moves[id]!.actor === actor);
      return `${game.actors[actor]} ${move === undefined ? "no move" : game.moves[move]!.name}`;
    })
    .join(" + ");
}

/** The cost of a choice to those who make it, with a separating gap; empty where it is 0. */
export function costInWords(game: Game, stage: Stage, table: StageTable, choice: number): string {
  if (stage.kind === "given" || stage.kind === "driver") return "";
  const members = stage.actors.length;
  const costs = stage.actors.flatMap((actor, m) => {
    const cost = table.cost[choice * members + m]!;
    if (cost === 0) return [];
    return [members === 1 ? utils(cost) : `${game.actors[actor]} ${utils(cost)}`];
  });
  return costs.length === 0 ? "" : `  (costs ${costs.join(", ")})`;
}

/** A probability in percent, for instance `12.3%`. */
export function percent(probability: number): string {
  if (probability > 0 && probability < 0.0005) return "<0.1%";
  if (probability < 1 && probability >= 0.9995) return ">99.9%";
  return `${(probability * 100).toFixed(1)}%`;
}

/** Utils with at most three decimals, without a trailing zero or a minus before 0. */
export function utils(value: number): string {
  return String(Number(value.toFixed(3)) + 0);
}

function levelName(game: Game, variable: number, node: number): string {
  const { stride, radix, fixed, levels } = game.variables[variable]!;
  const level = stride === 0 ? fixed : Math.floor(game.stateCode[node]! / stride) % radix;
  return levels[level]!;
}
