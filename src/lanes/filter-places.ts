import type { Game } from "../game/game.ts";
import type { FilterGround } from "../inference/filter-ground.ts";
import { landingInLeg } from "../inference/filter-run.ts";
import type { FlowShape } from "../inference/flow.ts";
import type { Chain } from "../inference/flows.ts";
import type { StageColumns } from "../inference/move-mass.ts";
import { activeAt } from "../inference/plain-pass.ts";
import { pairWeights } from "../inference/weigh-step.ts";
import { tableOf } from "../solvers/solve-backward.ts";
import { Arena, type Shared } from "./arena.ts";
import type { GamePlaces, TablePlace } from "./game-places.ts";
import { LANES } from "./kernel.ts";

/** The probabilities of a flow's entries from those of a table's outcomes. */
export interface WeighOutcomes {
  readonly kind: "outcomes";
  readonly choices: number;
  readonly entries: number;
  readonly table: TablePlace;
  /** Rows of the choices' probabilities; 0 for a driver. */
  readonly chances: number;
  readonly entry: number;
  readonly into: number;
}

/** Those of two stages taken as one. */
export interface WeighComposition {
  readonly kind: "composition";
  readonly ways: number;
  readonly entries: number;
  readonly one: number;
  readonly other: number;
  readonly entry: number;
  readonly first: number;
  readonly second: number;
  readonly into: number;
}

/** Where a flow stands. */
export interface FlowPlace {
  readonly rowStart: number;
  readonly endStart: number;
  readonly target: number;
  readonly weight: number;
  /** By entry, which list of columns; 0 where they keep their places. */
  readonly map: number;
  readonly onward: number;
  readonly over: number;
}

/** From one position to a later one: along a flow, or choice by choice. */
export type HopPlace = { readonly stage: number; readonly to: number } & (
  | {
      readonly flow: FlowPlace;
      /** Where the flow is for this hop alone. */
      readonly weigh: WeighOutcomes | null;
    }
  | { readonly table: TablePlace; readonly chances: number }
);

/** The reports weighed at the end of a leg. */
export interface WeighingPlace {
  readonly signature: number;
  readonly columnsIn: number;
  readonly columnsOut: number;
  readonly fan: number;
  readonly pairOut: number;
  readonly weights: number;
}

export interface LegPlace {
  readonly step: number;
  readonly from: number;
  readonly to: number;
  /** Columns at each position `from` … `to`. */
  readonly widths: readonly number[];
  readonly hops: readonly HopPlace[];
  readonly weighing: WeighingPlace;
  /** Whether what ends in it counts: in the as-of step. */
  readonly keepsEnded: boolean;
  /** As in `LegColumns`. */
  readonly endedBefore: Int32Array | null;
}

/** Where everything a forward pass needs stands in the kernel's memory, after the games themselves. */
export class FilterPlaces {
  readonly legs: readonly LegPlace[];
  /** By step after the as-of step. */
  readonly later: readonly { readonly step: number; readonly hops: readonly HopPlace[] }[];
  /** Flows that serve in several steps, in the order in which they can be weighed. */
  readonly kept: readonly (WeighOutcomes | WeighComposition)[];
  /** Class of each terminal. */
  readonly classOf: number;
  /** Rows of mass, twice, and of what ended, three times. */
  readonly mass: readonly [number, number];
  readonly ended: readonly [number, number, number];
  /** By game, what the pass finds; the next pass writes over it. */
  readonly found: readonly { mass: number; readonly endings: Float64Array }[];
  readonly shared: readonly Shared[];
  readonly top: number;

  constructor(places: GamePlaces, ground: FilterGround) {
    const { plan, columns, shapes } = ground;
    const { game } = places;
    const arena = new Arena(places.top);
    const flows = new FlowsInPlace(places, ground, arena);
    const asOf = plan.legs.at(-1)!.step;
    this.classOf = arena.share(shapes.classes.of);
    const included = new Uint8Array(plan.reports.length).fill(1);
    this.legs = plan.legs.map(({ step, from, to }, leg): LegPlace => {
      const { widths, stages, endedBefore, weighing } = columns[leg]!;
      const hops: HopPlace[] = [];
      for (let stage = from; stage < to; stage = hops.at(-1)!.to) {
        const chain = shapes.chainFrom(game, step, stage);
        const landing = landingInLeg({ from, to }, columns[leg]!, stage, chain?.to ?? stage + 1);
        const own = stages[stage - from]!;
        if (chain !== null && landing > stage + 1) hops.push(flows.alongChain(step, chain));
        else hops.push(flows.along(step, stage, own, widths[stage - from]!));
      }
      return {
        step,
        from,
        to,
        widths,
        hops,
        weighing: {
          signature: arena.share(weighing.signature),
          columnsIn: weighing.columnsIn,
          columnsOut: weighing.columnsOut,
          fan: weighing.fan,
          pairOut: arena.share(weighing.pairOut),
          weights: arena.share(pairWeights(weighing, { included })),
        },
        keepsEnded: step === asOf,
        endedBefore,
      };
    });
    this.later = Array.from({ length: game.steps - asOf - 1 }, (_, k) => {
      const step = asOf + 1 + k;
      return { step, hops: flows.ofStep(step) };
    });
    this.kept = flows.kept;
    const rows = mostRows(game, this.legs);
    this.mass = [arena.rows(rows), arena.rows(rows)];
    const width = Math.max(...columns.flatMap(({ widths, weighing }) => [...widths, weighing.columnsOut]));
    const ended = (): number => arena.rows(shapes.classes.ending.length * width);
    this.ended = [ended(), ended(), ended()];
    const endings = game.endings.length * game.steps;
    this.found = Array.from({ length: LANES }, () => ({ mass: 0, endings: new Float64Array(endings) }));
    this.shared = arena.shared;
    this.top = arena.top;
  }
}

/** Rows of mass at the largest position. */
function mostRows(game: Game, legs: readonly LegPlace[]): number {
  let most = 0;
  for (const { step, from, to, widths, weighing } of legs) {
    for (let p = from; p <= to; p++) most = Math.max(most, activeAt(game, step, p) * widths[p - from]!);
    most = Math.max(most, activeAt(game, step, to) * weighing.columnsOut);
  }
  for (let step = legs.at(-1)!.step + 1; step < game.steps; step++) {
    for (let p = 0; p <= game.stages.length; p++) most = Math.max(most, activeAt(game, step, p));
  }
  return most;
}

/** The flows of a filter, each given a place when first asked for. */
class FlowsInPlace {
  readonly kept: (WeighOutcomes | WeighComposition)[] = [];
  private readonly places: GamePlaces;
  private readonly ground: FilterGround;
  private readonly arena: Arena;
  private readonly flows = new Map<FlowShape, Map<TablePlace | Chain, FlowPlace>>();
  /** Rows of the entries of flows that serve once. */
  private readonly once: number;

  constructor(places: GamePlaces, ground: FilterGround, arena: Arena) {
    this.places = places;
    this.ground = ground;
    this.arena = arena;
    let most = 0;
    places.game.stages.forEach(({ tables }) => {
      for (const { target } of tables) most = Math.max(most, target.length);
    });
    this.once = arena.rows(most);
  }

  /** One stage of a step, with the columns of a leg. */
  along(step: number, stage: number, columns: StageColumns | null, width: number): HopPlace {
    const { game, policy } = this.places;
    const { kind } = game.stages[stage]!;
    if (kind !== "turn") return { stage, to: stage + 1, flow: this.keptAt(step, stage, columns, width), weigh: null };
    const shape = this.shapeAt(step, stage, columns);
    const nodes = activeAt(game, step, stage);
    const weigh: WeighOutcomes = {
      kind: "outcomes",
      choices: tableOf(game, step, stage).choiceStart[nodes]!,
      entries: shape.rowStart[nodes]!,
      table: this.tableAt(step, stage),
      chances: policy[step]![stage]!,
      entry: this.arena.share(shape.entry),
      into: this.once,
    };
    return { stage, to: stage + 1, flow: this.flowOf(shape, width, this.once), weigh };
  }

  alongChain(step: number, chain: Chain): HopPlace {
    return { stage: chain.stage, to: chain.to, flow: this.chained(step, chain), weigh: null };
  }

  /** A whole step of one column, as `spreadStep` passes it. */
  ofStep(step: number): readonly HopPlace[] {
    const { game, policy } = this.places;
    const hops: HopPlace[] = [];
    for (let stage = 0; stage < game.stages.length; stage = hops.at(-1)!.to) {
      const chain = this.ground.shapes.chainFrom(game, step, stage);
      if (chain !== null) hops.push(this.alongChain(step, chain));
      else if (game.stages[stage]!.kind !== "turn") hops.push(this.along(step, stage, null, 1));
      else hops.push({ stage, to: stage + 1, table: this.tableAt(step, stage), chances: policy[step]![stage]! });
    }
    return hops;
  }

  private chained(step: number, chain: Chain): FlowPlace {
    const { stage, shape, composition, rest } = chain;
    if (composition === null || rest === null) return this.keptAt(step, stage, null, 1);
    return this.keep(shape, chain, 1, (into) => ({
      kind: "composition",
      ways: composition.entry.length,
      entries: shape.target.length,
      one: this.arena.share(composition.one),
      other: this.arena.share(composition.other),
      entry: this.arena.share(composition.entry),
      first: this.keptAt(step, stage, null, 1).weight,
      second: this.chained(step, rest).weight,
      into,
    }));
  }

  /** A stage at which nobody chooses. */
  private keptAt(step: number, stage: number, columns: StageColumns | null, width: number): FlowPlace {
    const shape = this.shapeAt(step, stage, columns);
    const table = this.tableAt(step, stage);
    const { choiceStart } = tableOf(this.places.game, step, stage);
    return this.keep(shape, table, width, (into) => ({
      kind: "outcomes",
      choices: choiceStart.at(-1)!,
      entries: shape.target.length,
      table,
      chances: table.given,
      entry: this.arena.share(shape.entry),
      into,
    }));
  }

  private keep(
    shape: FlowShape,
    numbers: TablePlace | Chain,
    width: number,
    weigh: (into: number) => WeighOutcomes | WeighComposition,
  ): FlowPlace {
    const same = this.flows.get(shape) ?? new Map<TablePlace | Chain, FlowPlace>();
    this.flows.set(shape, same);
    const known = same.get(numbers);
    if (known !== undefined) return known;
    const flow = this.flowOf(shape, width, this.arena.rows(shape.target.length));
    same.set(numbers, flow);
    // What it is made of comes before it.
    this.kept.push(weigh(flow.weight));
    return flow;
  }

  private flowOf(shape: FlowShape, width: number, weight: number): FlowPlace {
    const { arena } = this;
    const { rowStart, endStart, target, columns } = shape;
    const place = {
      rowStart: arena.share(rowStart),
      endStart: arena.share(endStart),
      target: arena.share(target),
      weight,
    };
    if (columns === null) return { ...place, map: 0, onward: 0, over: 0 };
    const lists = (maps: readonly (Int32Array | null)[]): Int32Array =>
      Int32Array.from(maps.flatMap((map) => Array.from({ length: width }, (_, k) => map?.[k] ?? k)));
    return {
      ...place,
      map: arena.share(shape.map),
      onward: arena.share(lists(columns.onward)),
      over: arena.share(lists(columns.ended)),
    };
  }

  private shapeAt(step: number, stage: number, columns: StageColumns | null): FlowShape {
    const { game } = this.places;
    return this.ground.shapes.of(game, stage, tableOf(game, step, stage), columns);
  }

  private tableAt(step: number, stage: number): TablePlace {
    const { game, tables } = this.places;
    return tables[stage]![game.stages[stage]!.tableOfPhase[game.phaseOfStep[step]!]!]!;
  }
}
