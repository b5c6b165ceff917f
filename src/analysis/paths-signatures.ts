import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";

/** A variable reaches a level. Both are indexes of the crisis. */
export interface LevelChange {
  readonly variable: number;
  readonly level: number;
}

/**
 * The decisive events of a path so far, as a node of the tree of all such
 * sequences: which levels the ladder has reached for the first time, in their
 * order. To and fro between rungs that were reached before is not told apart.
 */
export interface Signature {
  readonly id: number;
  readonly parent: Signature | null;
  /** What came last; null at a root. */
  readonly last: LevelChange | null;
  /** Level of the ladder at the start, −1 without a ladder. */
  readonly start: number;
}

/** Variables whose changes are decisive: the ladder, or without one all declared variables that change. */
export function watchedVariables(crisis: Crisis, game: Game): readonly number[] {
  const ladder = crisis.variables.findIndex((variable) => variable.ladder);
  const places = placesInGame(crisis);
  return crisis.variables.flatMap((variable, v) => {
    const place = places.get(v);
    if (place === undefined || game.variables[place]!.stride === 0) return [];
    if (ladder >= 0) return v === ladder ? [v] : [];
    return variable.origin === "declared" ? [v] : [];
  });
}

/** Index among the variables of the game, by index in the crisis; calendars have none. */
export function placesInGame(crisis: Crisis): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  crisis.variables.forEach((variable, v) => {
    if (!variable.calendar) places.set(v, places.size);
  });
  return places;
}

/** Level of a variable of the game in a node. */
export function levelAt(game: Game, variable: number, node: number): number {
  const { stride, radix, fixed } = game.variables[variable]!;
  return stride === 0 ? fixed : Math.floor(game.stateCode[node]! / stride) % radix;
}

/** Numbers sequences of decisive events and finds the one a change leads to. */
export class SignatureTree {
  /** By node: a number for each combination of the levels that are watched. */
  readonly watch: Int32Array;
  /** First terminal. */
  readonly terminals: number;
  private readonly game: Game;
  private readonly watched: readonly { readonly variable: number; readonly place: number }[];
  private readonly hasLadder: boolean;
  private readonly combinations: number;
  private readonly all: Signature[] = [];
  private readonly roots = new Map<number, Signature>();
  private readonly children = new Map<string, Signature>();
  /** By signature: where a change from one combination to another leads. */
  private readonly jumps: Map<number, Signature>[] = [];

  constructor(crisis: Crisis, game: Game) {
    this.game = game;
    const places = placesInGame(crisis);
    this.watched = watchedVariables(crisis, game).map((variable) => ({ variable, place: places.get(variable)! }));
    this.hasLadder = crisis.variables.some((variable) => variable.ladder);
    const codes = new Float64Array(game.stateCode.length);
    let factor = 1;
    for (const { place } of this.watched) {
      for (let node = 0; node < codes.length; node++) codes[node]! += factor * levelAt(game, place, node);
      factor *= game.variables[place]!.radix;
    }
    const known = new Map<number, number>();
    this.watch = Int32Array.from(codes, (code) => {
      const number = known.get(code) ?? known.size;
      known.set(code, number);
      return number;
    });
    this.combinations = known.size;
    this.terminals = game.blockStart[game.stages.length + 1]!;
  }

  /** Sequences numbered so far. */
  get count(): number {
    return this.all.length;
  }

  at(id: number): Signature {
    return this.all[id]!;
  }

  /** The sequence without events of a path that starts at a node. */
  rootAt(node: number): Signature {
    const ladder = this.watched[0];
    const start = this.hasLadder && ladder ? levelAt(this.game, ladder.place, node) : -1;
    const known = this.roots.get(start);
    if (known) return known;
    const root = this.add(null, null, start);
    this.roots.set(start, root);
    return root;
  }

  /** Equal for changes between the same combinations of levels. */
  changeKey(from: number, to: number): number {
    return this.watch[from]! * this.combinations + this.watch[to]!;
  }

  /** The sequence after going from one node to another. */
  after(signature: Signature, from: number, to: number): Signature {
    if (this.watch[from] === this.watch[to]) return signature;
    const key = this.changeKey(from, to);
    const jumps = this.jumps[signature.id]!;
    const known = jumps.get(key);
    if (known) return known;
    const next = this.follow(signature, from, to);
    jumps.set(key, next);
    return next;
  }

  /** The events in their order. */
  events(signature: Signature): readonly LevelChange[] {
    const events: LevelChange[] = [];
    for (let at = signature; at.parent !== null; at = at.parent) events.push(at.last!);
    return events.reverse();
  }

  private follow(signature: Signature, from: number, to: number): Signature {
    let at = signature;
    for (const { variable, place } of this.watched) {
      const level = levelAt(this.game, place, to);
      if (level === levelAt(this.game, place, from) || hasReached(at, variable, level)) continue;
      at = this.child(at, { variable, level });
    }
    return at;
  }

  private child(parent: Signature, last: LevelChange): Signature {
    const key = `${parent.id} ${last.variable} ${last.level}`;
    const known = this.children.get(key);
    if (known) return known;
    const child = this.add(parent, last, parent.start);
    this.children.set(key, child);
    return child;
  }

  private add(parent: Signature | null, last: LevelChange | null, start: number): Signature {
    const signature = { id: this.all.length, parent, last, start };
    this.all.push(signature);
    this.jumps.push(new Map());
    return signature;
  }
}

function hasReached(signature: Signature, variable: number, level: number): boolean {
  if (signature.start === level) return true;
  for (let at = signature; at.parent !== null; at = at.parent) {
    if (at.last!.variable === variable && at.last!.level === level) return true;
  }
  return false;
}
