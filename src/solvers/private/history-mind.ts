import type { Game } from "../../game/game.ts";
import type { InformationSets } from "./information-sets.ts";
import type { MemoryVisitor, Passage, PublicMind } from "./public-mind.ts";

/** Everybody remembers the public history; what to do stands in a behaviour profile by information set. */
export class HistoryMind implements PublicMind {
  private readonly game: Game;
  private readonly sets: InformationSets;
  private readonly sharesOf: (set: number) => Float64Array;

  /** @param sharesOf probabilities of the options of an information set. */
  constructor(game: Game, sets: InformationSets, sharesOf: (set: number) => Float64Array) {
    this.game = game;
    this.sets = sets;
    this.sharesOf = sharesOf;
  }

  start(node: number, opening: number): number {
    return this.sets.start(node, opening);
  }

  choose({ step, position, memory, node }: Passage): Float64Array {
    const { game, sets } = this;
    const stage = game.stages[position]!;
    const table = stage.tables[stage.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const i = node - game.blockStart[position]!;
    const count = table.choiceStart[i + 1]! - table.choiceStart[i]!;
    if (count === 1) return Float64Array.of(1);
    const own = (actor: number): Float64Array => this.sharesOf(sets.setOf(memory, actor, node, step));
    if (!table.options) return own(stage.actors[0]!);
    const { start, given } = table.options;
    let profile = Float64Array.of(1);
    stage.actors.forEach((actor, m) => {
      const from = start[i * stage.actors.length + m]!;
      const options = start[i * stage.actors.length + m + 1]! - from;
      const byChance = !Number.isNaN(given[from]!);
      const shares = options === 1 ? [1] : byChance ? given.subarray(from, from + options) : own(actor);
      profile = Float64Array.from({ length: profile.length * options }, (_, k) => {
        return profile[Math.floor(k / options)]! * shares[k % options]!;
      });
    });
    return profile;
  }

  follow({ memory }: Passage, act: number, target: number, visit: MemoryVisitor): void {
    visit(this.sets.after(memory, act, target), 1);
  }

  nextStep({ memory }: Passage): number {
    return memory;
  }
}
