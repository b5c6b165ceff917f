import { type EndTable, type StageTable, tableStep } from "brink";
import type { OpenMove } from "./play-state.ts";
import type { SolvedPlay } from "./solve-play.ts";

/** A place at which a stage is played. */
export interface PlayPlace {
  readonly step: number;
  readonly stage: number;
  readonly node: number;
  /** Index of the actor in the seat; −1 for none. */
  readonly seat: number;
}

/** The table of the stage of a place, and the row of its node. */
export function tableAt({ game }: SolvedPlay, { step, stage, node }: PlayPlace): { table: StageTable; i: number } {
  const { tables, tableOfPhase } = game.stages[stage]!;
  const phase = game.phaseOfStep[tableStep(game, step)]!;
  return { table: tables[tableOfPhase[phase]!]!, i: node - game.blockStart[stage]! };
}

/** The same of the end of a step. */
export function endTableAt({ game }: SolvedPlay, { step, node }: PlayPlace): { end: EndTable; i: number } {
  const { tables, tableOfPhase } = game.end;
  const phase = game.phaseOfStep[tableStep(game, step)]!;
  return { end: tables[tableOfPhase[phase]!]!, i: node - game.blockStart[game.stages.length]! };
}

/** Odds of each option of each member of a group at a node; what each of them does is drawn by itself. */
export function mixesOf(table: StageTable, chances: Float64Array, i: number, members: number): readonly Float64Array[] {
  const first = table.choiceStart[i]!;
  const last = table.choiceStart[i + 1]!;
  if (members === 1 || !table.options) return [chances.slice(first, last)];
  const { start } = table.options;
  const mixes = Array.from(
    { length: members },
    (_, m) => new Float64Array(start[i * members + m + 1]! - start[i * members + m]!),
  );
  for (let c = first; c < last; c++) {
    let rest = c - first;
    for (let m = members - 1; m >= 0; m--) {
      const mix = mixes[m]!;
      const option = rest % mix.length;
      mix[option] = mix[option]! + chances[c]!;
      rest = Math.floor(rest / mix.length);
    }
  }
  return mixes;
}

/** The options of the seat in the order of its mix. */
export function openTo(
  play: SolvedPlay,
  place: PlayPlace,
  member: number,
  mixes: readonly Float64Array[],
): readonly OpenMove[] {
  const { crisis, game } = play;
  const { acts, moves } = game;
  const { table, i } = tableAt(play, place);
  // The first profile that holds the option: all members after it at their first one.
  const stride = mixes.slice(member + 1).reduce((product, mix) => product * mix.length, 1);
  return Array.from(mixes[member]!, (_, option) => {
    const act = table.act[table.choiceStart[i]! + option * stride]!;
    const made = Array.from(acts.move.subarray(acts.start[act]!, acts.start[act + 1]!));
    const move = made.find((id) => moves[id]!.actor === place.seat);
    const element = move === undefined ? undefined : crisis.moves[move];
    return {
      move: element?.name ?? "",
      label: element?.label ?? "no move",
      why: element?.why ?? "",
      cost: costOf(play, place, { choice: option * stride, member, members: mixes.length }),
    };
  });
}

/** What a choice costs the seat, over where it may stand. */
function costOf(
  play: SolvedPlay,
  place: PlayPlace,
  { choice, member, members }: { readonly choice: number; readonly member: number; readonly members: number },
): number {
  const { step, stage, node, seat } = place;
  const { table } = tableAt(play, place);
  const among = play.secret?.among({ step, stage, node, actor: seat }) ?? [{ node, weight: 1 }];
  const first = play.game.blockStart[stage]!;
  return among.reduce((sum, own) => {
    return sum + own.weight * table.cost[(table.choiceStart[own.node - first]! + choice) * members + member]!;
  }, 0);
}
