import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";

/** Reads the levels of all variables of the crisis off the nodes of a game, calendars off the step. */
export class NodeLevels {
  private readonly crisis: Crisis;
  private readonly game: Game;
  private readonly levels: Int32Array;
  /** Index in the crisis of each variable of the game. */
  readonly variables: readonly number[];
  private readonly calendars: readonly number[];
  /** Step of the crisis' clock in which the game starts. */
  private readonly firstStep: number;

  constructor(crisis: Crisis, game: Game) {
    this.crisis = crisis;
    this.game = game;
    this.levels = new Int32Array(crisis.variables.length);
    const all = crisis.variables.map((_, v) => v);
    this.variables = all.filter((v) => crisis.variables[v]!.calendar === undefined);
    this.calendars = all.filter((v) => crisis.variables[v]!.calendar !== undefined);
    this.firstStep = (crisis.clock.steps ?? game.steps) - game.steps;
  }

  /** The levels of a node or terminal in a step; overwritten by the next call. */
  at(node: number, step: number): Int32Array {
    const { crisis, game, levels } = this;
    const code = game.stateCode[node]!;
    this.variables.forEach((v, i) => {
      const { stride, radix, fixed } = game.variables[i]!;
      levels[v] = stride === 0 ? fixed : Math.floor(code / stride) % radix;
    });
    for (const v of this.calendars) levels[v] = crisis.variables[v]!.calendar![this.firstStep + step]!;
    return levels;
  }

  /** Equal for steps in which the calendars that are read have the same levels. */
  calendarKey(reads: Iterable<number>, step: number): string {
    let key = "";
    for (const v of reads) {
      const calendar = this.crisis.variables[v]!.calendar;
      if (calendar) key += `${v}:${calendar[this.firstStep + step]} `;
    }
    return key;
  }
}
