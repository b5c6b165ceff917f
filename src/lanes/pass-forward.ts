import type { Game } from "../game/game.ts";
import type { FilterGround } from "../inference/filter-ground.ts";
import type { PartEndings } from "../inference/filter-odds.ts";
import { activeAt } from "../inference/plain-pass.ts";
import type { FilterPlaces, HopPlace, LegPlace, WeighComposition, WeighOutcomes } from "./filter-places.ts";
import type { GamePlaces } from "./game-places.ts";
import { type KernelInstance, LANES, ROW_BYTES } from "./kernel.ts";

/** What is passed, and where it stands. */
export interface Pass {
  readonly places: GamePlaces;
  readonly filter: FilterPlaces;
  readonly ground: FilterGround;
  readonly games: readonly Game[];
}

/**
 * The forward pass of a filter over all games at once: `FilterRun.advance` leg
 * by leg, then `predictEndings`. The reports weigh alike in all of them.
 *
 * @returns by game, good until the next pass over the same filter.
 */
export function passForward(
  instance: KernelInstance,
  views: { readonly numbers: Float64Array },
  pass: Pass,
): readonly PartEndings[] {
  return new ForwardPass(instance, views.numbers, pass).run();
}

class ForwardPass {
  private readonly kernel: KernelInstance["kernel"];
  private readonly numbers: Float64Array;
  private readonly places: GamePlaces;
  private readonly filter: FilterPlaces;
  private readonly ground: FilterGround;
  private readonly games: readonly Game[];
  private readonly game: Game;
  private readonly positions: number;
  private readonly terminal: number;
  private readonly classes: number;
  /** Rows of mass: those at hand, and free ones. */
  private mass: number;
  private free: number;

  constructor({ kernel }: KernelInstance, numbers: Float64Array, { places, filter, ground, games }: Pass) {
    this.kernel = kernel;
    this.numbers = numbers;
    this.places = places;
    this.filter = filter;
    this.ground = ground;
    this.games = games;
    this.game = places.game;
    this.positions = this.game.stages.length;
    this.terminal = this.game.blockStart[this.positions + 1]!;
    this.classes = ground.shapes.classes.ending.length;
    [this.mass, this.free] = filter.mass;
  }

  run(): readonly PartEndings[] {
    const { filter, game } = this;
    const { legs, found } = filter;
    for (const { endings } of found) endings.fill(0);
    for (const weigh of filter.kept) this.weigh(weigh);
    let ended = filter.ended[0];
    for (let k = 0; k < legs.length; k++) ended = this.advance(legs[k]!, legs[k - 1], ended);
    const last = legs.at(-1)!;
    this.addEnded(this.weighEnded(last, ended), last.step);
    this.weighMass(last);
    for (const { step, hops } of filter.later) this.addEnded(this.passStep(step, hops), step);
    this.endOtherwise(game.steps - 1);
    for (const own of found) own.mass = sumOf(own.endings);
    return this.games.length === found.length ? found : found.slice(0, this.games.length);
  }

  /** Passes a leg; `ended` is what ended in the legs of its step before it, and comes back with what ends in it. */
  private advance(leg: LegPlace, before: LegPlace | undefined, ended: number): number {
    const { step, from, to, widths, hops } = leg;
    const width = widths.at(-1)!;
    const into = leg.keepsEnded ? this.endedBefore(leg, before, ended) : 0;
    this.begin(leg, before);
    for (const hop of hops) this.hop(hop, step, widths[hop.stage - from]!, widths[hop.to - from]!, into, width);
    if (to === this.positions) this.drawResidual(step, width, into);
    return into;
  }

  /** Mass with which a leg starts. */
  private begin({ step, from, widths }: LegPlace, before: LegPlace | undefined): void {
    const { numbers, games } = this;
    if (before === undefined) {
      this.clear(this.mass, activeAt(this.game, step, 0) * widths[0]!);
      for (let lane = 0; lane < games.length; lane++) {
        const { node, probability } = games[lane]!.start;
        for (let k = 0; k < node.length; k++) {
          numbers[this.mass / 8 + node[k]! * widths[0]! * LANES + lane]! += probability[k]!;
        }
      }
      return;
    }
    this.weighMass(before);
    if (from === 0) this.goOn(step, widths[0]!);
  }

  /** The mass at hand after the reports of a leg. */
  private weighMass({ step, to, weighing }: LegPlace): void {
    const { columnsIn, columnsOut, fan, signature, pairOut, weights } = weighing;
    const nodes = activeAt(this.game, step, to);
    this.kernel.weighReports(nodes, signature, columnsIn, columnsOut, fan, pairOut, weights, this.mass, this.free);
    this.swap();
  }

  /** From the end of the step before to the start of a step. */
  private goOn(step: number, width: number): void {
    this.clear(this.free, activeAt(this.game, step, 0) * width);
    const nodes = activeAt(this.game, step - 1, this.positions);
    this.kernel.goOn(nodes, width, this.places.nextNode, this.mass, this.free);
    this.swap();
  }

  /** What ended in a leg's step, after its reports. */
  private weighEnded({ to, weighing }: LegPlace, ended: number): number {
    const { columnsIn, columnsOut, fan, signature, pairOut, weights } = weighing;
    const { blockStart } = this.game;
    const first = signature + 4 * (blockStart[to + 1]! - blockStart[to]!);
    const into = this.filter.ended[2];
    this.kernel.weighReports(this.classes, first, columnsIn, columnsOut, fan, pairOut, weights, ended, into);
    return into;
  }

  /** What ended in the legs of a step before this one, in the columns of its end. */
  private endedBefore(leg: LegPlace, before: LegPlace | undefined, ended: number): number {
    const { numbers, filter } = this;
    const into = ended === filter.ended[0] ? filter.ended[1] : filter.ended[0];
    const width = leg.widths.at(-1)!;
    this.clear(into, this.classes * width);
    if (leg.from === 0 || before === undefined) return into;
    const from = this.weighEnded(before, ended) / 8;
    const columns = leg.widths[0]!;
    for (let i = 0; i < this.classes; i++) {
      for (let k = 0; k < columns; k++) {
        const place = i * width + (leg.endedBefore === null ? k : leg.endedBefore[k]!);
        for (let lane = 0; lane < LANES; lane++) {
          numbers[into / 8 + place * LANES + lane]! += numbers[from + (i * columns + k) * LANES + lane]!;
        }
      }
    }
    return into;
  }

  /** A step after the as-of step; gives what ended in it. */
  private passStep(step: number, hops: readonly HopPlace[]): number {
    const ended = this.filter.ended[0];
    this.clear(ended, this.classes);
    this.goOn(step, 1);
    for (const hop of hops) this.hop(hop, step, 1, 1, ended, 1);
    this.drawResidual(step, 1, ended);
    return ended;
  }

  private hop(hop: HopPlace, step: number, width: number, toWidth: number, ended: number, endedWidth: number): void {
    const { kernel, game, filter } = this;
    const nodes = activeAt(game, step, hop.stage);
    this.clear(this.free, activeAt(game, step, hop.to) * toWidth);
    if ("table" in hop) {
      const { choiceStart, outcomeStart, target, share } = hop.table;
      const next = game.blockStart[hop.to]!;
      kernel.spreadChoices(
        nodes,
        choiceStart,
        outcomeStart,
        target,
        share,
        hop.chances,
        this.terminal,
        filter.classOf,
        this.mass,
        next,
        this.free,
        ended,
      );
    } else {
      if (hop.weigh !== null) this.weigh(hop.weigh);
      const { rowStart, endStart, target, weight, map, onward, over } = hop.flow;
      kernel.spread(
        nodes,
        width,
        rowStart,
        endStart,
        target,
        weight,
        map,
        onward,
        over,
        this.mass,
        this.free,
        toWidth,
        ended,
        endedWidth,
      );
    }
    this.swap();
  }

  private weigh(weigh: WeighOutcomes | WeighComposition): void {
    const { kernel } = this;
    if (weigh.kind === "composition") {
      const { ways, entries, one, other, entry, first, second, into } = weigh;
      kernel.compose(ways, entries, one, other, entry, first, second, into);
      return;
    }
    const { choices, entries, table, chances, entry, into } = weigh;
    kernel.weigh(choices, entries, table.outcomeStart, table.share, chances, entry, into);
  }

  private drawResidual(step: number, width: number, ended: number): void {
    const { game, places, filter, kernel } = this;
    const { residualTerminal, residualChance } = places.ends[game.end.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const nodes = activeAt(game, step, this.positions);
    kernel.drawResidual(
      nodes,
      width,
      residualTerminal,
      residualChance,
      this.terminal,
      filter.classOf,
      this.mass,
      ended,
    );
  }

  /** Add what ended in a step, one row a class, to its endings. */
  private addEnded(ended: number, step: number): void {
    const { numbers, game, filter } = this;
    const { ending } = this.ground.shapes.classes;
    for (let k = 0; k < this.classes; k++) {
      const place = ending[k]! * game.steps + step;
      for (let lane = 0; lane < LANES; lane++) {
        filter.found[lane]!.endings[place]! += numbers[ended / 8 + k * LANES + lane]!;
      }
    }
  }

  /** What is left after the last step takes the `otherwise` ending. */
  private endOtherwise(last: number): void {
    const { game, terminal, numbers, filter } = this;
    const count = activeAt(game, last, this.positions);
    for (let lane = 0; lane < LANES; lane++) {
      const { endings } = filter.found[lane]!;
      for (let i = 0; i < count; i++) {
        const mass = numbers[this.mass / 8 + i * LANES + lane]!;
        const ending = game.terminalEnding[game.otherwiseTerminal[i]! - terminal]!;
        if (mass !== 0) endings[ending * game.steps + last]! += mass;
      }
    }
  }

  private clear(address: number, rows: number): void {
    this.numbers.fill(0, address / 8, (address + rows * ROW_BYTES) / 8);
  }

  private swap(): void {
    [this.mass, this.free] = [this.free, this.mass];
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
