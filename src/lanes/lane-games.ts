import type { Game } from "../game/game.ts";
import type { Policy, Solution } from "../game/policy.ts";
import { sameStructure } from "../game/same-structure.ts";
import type { FilterGround } from "../inference/filter-ground.ts";
import type { PartEndings } from "../inference/filter-odds.ts";
import { choicesIn } from "../solvers/solve-backward.ts";
import type { Shared } from "./arena.ts";
import { FilterPlaces } from "./filter-places.ts";
import { GamePlaces, type GameRows } from "./game-places.ts";
import { createKernel, type KernelInstance, LANES } from "./kernel.ts";
import { LanePolicy } from "./lane-policy.ts";
import { passForward } from "./pass-forward.ts";
import { runStep } from "./run-step.ts";

/** Games that need more memory are solved one by one. */
const MOST_BYTES = 1 << 29;
const PAGE = 1 << 16;
const NOT_SOLVED = "These games have not been solved, or others since.";

/** The kernel's memory as numbers; renewed when it grows. */
export interface Views {
  numbers: Float64Array;
  integers: Int32Array;
}

/**
 * A few games of one structure at once (the parts of a crisis, or draws of its
 * parameters): each index is read once for all, and two numbers take the time
 * of one. To the last digit what `solveBackward` and `filterOdds` give of each
 * alone (test/lanes), in a quarter of their time or less.
 *
 * What is solved is good until the next is. Memory: 32 bytes for each number of
 * a game and each (choice, step), and the structure.
 */
export class LaneGames {
  /** So many games at once. */
  readonly most: number = LANES;
  /** Made when first needed; null where the engine has none. */
  private made: KernelInstance | null | undefined;
  private readonly views: Views = { numbers: new Float64Array(0), integers: new Int32Array(0) };
  private readonly placesOf = new WeakMap<Game["stateCode"], GamePlaces>();
  private readonly filterPlacesOf = new WeakMap<FilterGround, FilterPlaces>();
  /** Whose shared numbers stand in memory now. */
  private places: GamePlaces | undefined;
  private filterPlaces: FilterPlaces | undefined;
  private games: readonly Game[] = [];

  /**
   * @param games 1 to `LANES`, of one structure.
   * @returns false where they are to be solved one by one: one of them needs what only `solveBackward` can, the memory does not
   *          suffice, or the engine has no vectors.
   */
  solve(games: readonly Game[]): boolean {
    const first = games[0]!;
    if (games.length > LANES || !games.every((game) => sameStructure(first, game))) {
      throw new RangeError(`${games.length} games are solved at once; it takes up to ${LANES} of one structure.`);
    }
    if (!games.every(fits)) return false;
    const { instance } = this;
    if (instance === undefined) return false;
    const places = this.enter(instance, first);
    if (places === undefined) return false;
    this.games = games;
    fill(places, this.views, games);
    for (let step = first.steps - 1; step >= 0; step--) runStep(instance, places, step);
    return true;
  }

  /** The policy of one of the games solved last, by its place among them. */
  policy(lane: number): Policy {
    const { places, games, views } = this;
    if (places === undefined || games[lane] === undefined) throw new Error(NOT_SOLVED);
    return new LanePolicy(places, views, lane);
  }

  /** The whole solution of one of them. */
  solution(lane: number): Solution {
    const { places, games } = this;
    if (places === undefined || games[lane] === undefined) throw new Error(NOT_SOLVED);
    return solutionOf(games[lane], places, this.views, lane);
  }

  /**
   * The endings of the games solved last, all reports counted; good until others are asked for.
   *
   * @param ground of one of them; reports are told alike in all.
   * @returns undefined where the filter would take too much memory.
   */
  filterOdds(ground: FilterGround): readonly PartEndings[] | undefined {
    const { instance, places, games, views } = this;
    if (instance === undefined || places === undefined || !sameStructure(places.game, ground.game)) {
      throw new Error(NOT_SOLVED);
    }
    if (this.filterPlaces === undefined || this.filterPlaces !== this.filterPlacesOf.get(ground)) {
      const found = this.filterPlacesOf.get(ground) ?? new FilterPlaces(places, ground);
      this.filterPlacesOf.set(ground, found);
      if (!this.makeRoom(instance, found.top)) return undefined;
      this.write(found.shared);
      this.filterPlaces = found;
    }
    return passForward(instance, views, { places, filter: this.filterPlaces, ground, games });
  }

  private get instance(): KernelInstance | undefined {
    if (this.made === undefined) this.made = createKernel() ?? null;
    return this.made ?? undefined;
  }

  /** The places of a structure, what its games share written down. */
  private enter(instance: KernelInstance, game: Game): GamePlaces | undefined {
    if (this.places !== undefined && sameStructure(this.places.game, game)) return this.places;
    const known = this.placesOf.get(game.stateCode);
    const places = known !== undefined && sameStructure(known.game, game) ? known : new GamePlaces(game);
    this.placesOf.set(game.stateCode, places);
    if (!this.makeRoom(instance, places.top)) return undefined;
    this.write(places.shared);
    this.places = places;
    this.filterPlaces = undefined;
    return places;
  }

  private makeRoom({ memory }: KernelInstance, bytes: number): boolean {
    if (bytes > MOST_BYTES) return false;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / PAGE));
      } catch (thrown) {
        // The machine has no more; one game at a time needs less.
        if (thrown instanceof RangeError) return false;
        throw thrown;
      }
    }
    if (this.views.numbers.buffer !== memory.buffer) {
      this.views.numbers = new Float64Array(memory.buffer);
      this.views.integers = new Int32Array(memory.buffer);
    }
    return true;
  }

  private write(shared: readonly Shared[]): void {
    for (const { address, numbers } of shared) {
      if (numbers instanceof Int32Array) this.views.integers.set(numbers, address / 4);
      else this.views.numbers.set(numbers, address / 8);
    }
  }
}

/** One mover a turn who responds by logit, shocks left out, on a finite clock. */
function fits({ steps, shocks, stages, precision, discount }: Game): boolean {
  if (!Number.isFinite(steps) || shocks === "counted") return false;
  for (let j = 0; j < discount.length; j++) if (!(discount[j]! > 0 && discount[j]! <= 1)) return false;
  for (const { kind, actors } of stages) {
    if (kind === "together") return false;
    const lambda = kind === "turn" ? precision[actors[0]!]! : 0;
    if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) return false;
  }
  return true;
}

/** Write the numbers of the games into their rows; lanes without a game repeat the first. */
function fill({ rows, value, valueBytes }: GamePlaces, { numbers }: Views, games: readonly Game[]): void {
  numbers.fill(0, value / 8, (value + valueBytes) / 8);
  const one = games[0]!;
  const [two, three, four] = [games[1] ?? one, games[2] ?? one, games[3] ?? one];
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const { read, address } = row;
    if (row.columns === null) fillRows(numbers, address / 8, read(one), read(two), read(three), read(four));
    else for (let lane = 0; lane < LANES; lane++) fillColumns(numbers, row, row.columns, games[lane] ?? one, lane);
  }
}

function fillRows(
  numbers: Float64Array,
  address: number,
  one: Float64Array,
  two: Float64Array,
  three: Float64Array,
  four: Float64Array,
): void {
  for (let i = 0, to = address; i < one.length; i++, to += LANES) {
    numbers[to] = one[i]!;
    numbers[to + 1] = two[i]!;
    numbers[to + 2] = three[i]!;
    numbers[to + 3] = four[i]!;
  }
}

function fillColumns(
  numbers: Float64Array,
  { address, width, read }: GameRows,
  columns: readonly number[],
  game: Game,
  lane: number,
): void {
  const own = read(game);
  let to = address / 8 + lane;
  for (let i = 0; i < own.length; i += width) {
    for (let j = 0; j < columns.length; j++, to += LANES) numbers[to] = own[i + columns[j]!]!;
  }
}

function solutionOf(game: Game, places: GamePlaces, views: Views, lane: number): Solution {
  const { actors } = places;
  const value = new Float64Array(game.blockStart[1]! * game.actors.length);
  for (let i = 0; i < game.blockStart[1]!; i++) {
    actors.forEach((actor, j) => {
      value[i * game.actors.length + actor] = views.numbers[places.value / 8 + (i * actors.length + j) * LANES + lane]!;
    });
  }
  let positions = 0;
  for (let step = 0; step < game.steps; step++) positions += choicesIn(game, step);
  return {
    policy: new LanePolicy(places, views, lane),
    value,
    record: {
      method: "backward induction, logit responses",
      converged: true,
      residual: 0,
      iterations: game.steps,
      ties: 0,
      forks: 0,
      positions,
      notes: [],
    },
  };
}
