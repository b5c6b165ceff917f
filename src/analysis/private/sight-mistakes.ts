import { evaluate, variablesRead } from "../../crisis/compile/evaluate.ts";
import { parameterValues } from "../../crisis/compile/parts.ts";
import { gameDiagnostic } from "../../crisis/compile/problems.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Game, StageTable } from "../../game/game.ts";
import { PrivateView } from "../../solvers/private/sight.ts";
import type { Diagnostic, Span } from "../../text/diagnostic.ts";
import { gameVariableIndexes } from "../forecast-tables.ts";
import { sightOf } from "./sight-of.ts";

/**
 * Where an actor would have to know what it does not see: a move of its own
 * that is open or not, or an ending that has come about or not (by its `when`),
 * in states that look the same to it. Error: `cannot-tell`, once for each move
 * and ending.
 */
export function sightMistakes(
  crisis: Crisis,
  game: Game,
  parameters: Float64Array = parameterValues(crisis),
): readonly Diagnostic[] {
  const sight = sightOf(crisis);
  if (!sight) return [];
  const check = new SightCheck(crisis, new PrivateView(game, sight), parameters);
  return [...check.moves(), ...check.endings()];
}

class SightCheck {
  private readonly crisis: Crisis;
  private readonly view: PrivateView;
  private readonly parameters: Float64Array;

  constructor(crisis: Crisis, view: PrivateView, parameters: Float64Array) {
    this.crisis = crisis;
    this.view = view;
    this.parameters = parameters;
  }

  moves(): readonly Diagnostic[] {
    const { game } = this.view;
    const doubtful = new Set<number>();
    game.stages.forEach(({ kind, actors, tables }, p) => {
      if (kind !== "turn" && kind !== "together") return;
      actors.forEach((actor, m) => {
        if (Number.isNaN(game.precision[actor]!)) return;
        for (const table of tables) this.noteDoubtful(table, p, { actor, m, members: actors.length }, doubtful);
      });
    });
    return [...doubtful].map((move) => {
      const { actor, name, at } = this.crisis.moves[move]!;
      return this.mistake(actor, `whether its move \`${name}\` is open`, at);
    });
  }

  private noteDoubtful(
    table: StageTable,
    position: number,
    mover: { readonly actor: number; readonly m: number; readonly members: number },
    doubtful: Set<number>,
  ): void {
    const { game } = this.view;
    const seen = new Map<string, ReadonlySet<number>>();
    for (let i = 0; i + 1 < table.choiceStart.length; i++) {
      if (table.choiceStart[i] === table.choiceStart[i + 1]) continue;
      const key = this.looks(game.blockStart[position]! + i, mover.actor);
      const open = openMoves(game, table, i, mover);
      const before = seen.get(key) ?? open;
      seen.set(key, before);
      for (const move of open) if (!before.has(move)) doubtful.add(move);
      for (const move of before) if (!open.has(move)) doubtful.add(move);
    }
  }

  endings(): readonly Diagnostic[] {
    const { crisis, view } = this;
    const { game, sight } = view;
    const places = gameVariableIndexes(crisis);
    const hidden = new Set(sight.hidden.map((v) => places[v]!));
    return crisis.endings.flatMap(({ when, name, at }, e) => {
      if (!when) return [];
      const reads = variablesRead(when);
      // A condition on the date as well is not looked into: the state does not show the date.
      if (!reads.some((v) => hidden.has(v)) || reads.some((v) => crisis.variables[v]!.calendar)) return [];
      const blind = crisis.actors.findIndex((_, j) => !Number.isNaN(game.precision[j]!) && this.isUnsure(e, j));
      return blind < 0 ? [] : [this.mistake(blind, `whether the ending \`${name}\` has come about`, at)];
    });
  }

  /** Whether a state that ends this way looks to an actor like one that goes on. */
  private isUnsure(ending: number, actor: number): boolean {
    const { game } = this.view;
    const terminals = game.blockStart[game.stages.length + 1]!;
    const ended = new Set<string>();
    game.terminalEnding.forEach((own, k) => {
      const node = terminals + k;
      if (own === ending && this.holds(ending, node)) ended.add(this.looks(node, actor));
    });
    const groups = this.crisis.turns.length;
    for (let p = 1; p <= game.stages.length; p++) {
      if (p > groups && p < game.stages.length) continue; // between drivers nobody looks
      for (let node = game.blockStart[p]!; node < game.blockStart[p + 1]!; node++) {
        if (ended.has(this.looks(node, actor))) return true;
      }
    }
    return false;
  }

  private holds(ending: number, node: number): boolean {
    const { crisis, view } = this;
    const levels = new Int32Array(crisis.variables.length);
    gameVariableIndexes(crisis).forEach((v, place) => {
      const { stride, radix, fixed } = view.game.variables[place]!;
      levels[v] = stride === 0 ? fixed : Math.floor(view.game.stateCode[node]! / stride) % radix;
    });
    return evaluate(crisis.endings[ending]!.when!, levels, this.parameters) !== 0;
  }

  private looks(node: number, actor: number): string {
    return `${this.view.publicAt(node)} ${this.view.viewAt(actor, node)}`;
  }

  private mistake(actor: number, what: string, at: Span): Diagnostic {
    const { game, sight } = this.view;
    const variables = sight.hidden.flatMap((v, k) => (sight.sees[actor]![k] ? [] : [game.variables[v]!.name]));
    return gameDiagnostic("cannot-tell", at, { actor: this.crisis.actors[actor]!.name, what, variables });
  }
}

function openMoves(
  game: Game,
  table: StageTable,
  node: number,
  { m, members }: { readonly m: number; readonly members: number },
): ReadonlySet<number> {
  const open = new Set<number>();
  if (table.options) {
    const { start, move } = table.options;
    for (let o = start[node * members + m]!; o < start[node * members + m + 1]!; o++) open.add(move[o]!);
  } else {
    for (let c = table.choiceStart[node]!; c < table.choiceStart[node + 1]!; c++) {
      const act = table.act[c]!;
      for (let k = game.acts.start[act]!; k < game.acts.start[act + 1]!; k++) open.add(game.acts.move[k]!);
    }
  }
  open.delete(-1);
  return open;
}
