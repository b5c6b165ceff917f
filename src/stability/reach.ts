/**
 * What several actors can bring about together by legal sequences of moves:
 * one after the other in any order, nobody twice in a row (two own moves in a
 * row would be one move).
 *
 * Source: Fang, Hipel and Kilgour, Interactive Decision Making (1993), ch. 3.
 */
import { type ConflictGraph, movesFrom } from "./conflict-graph.ts";

/** One move of a sequence: who (an index into the movers), and to which state. */
export interface SequenceMove {
  readonly mover: number;
  readonly state: number;
}

/** What one mover can change from a state; for an actor alone, or for a coalition as one. */
export type Changes = (mover: number, state: number) => Iterable<number>;

/** Every move of the actors. */
export function allMoves(graph: ConflictGraph, actors: readonly number[]): Changes {
  return (mover, state) => movesFrom(graph, actors[mover]!, state);
}

/** Only moves that better the mover at the time it makes them. */
export function improvements(graph: ConflictGraph, actors: readonly number[]): Changes {
  return (mover, state) => {
    const i = actors[mover]!;
    const rank = graph.rank[i]!;
    return movesFrom(graph, i, state).filter((to) => rank[to]! > rank[state]!);
  };
}

/** Walks legal sequences; keeps its arrays between walks. */
export class SequenceWalk {
  private readonly movers: number;
  private readonly changes: Changes;
  /** Nodes are (state, last mover); the walk in which each was met, and the node before it. */
  private readonly met: Int32Array;
  private readonly before: Int32Array;
  private readonly reached: Int32Array;
  private walk = 0;

  constructor(states: number, movers: number, changes: Changes) {
    this.movers = movers;
    this.changes = changes;
    this.met = new Int32Array(states * movers);
    this.before = new Int32Array(states * movers);
    this.reached = new Int32Array(states);
  }

  /** States that a sequence of at least one move reaches, each once, nearest first. */
  from(start: number): readonly number[] {
    const { movers, met, before, reached } = this;
    const walk = ++this.walk;
    const found: number[] = [];
    const open: number[] = [];
    const visit = (from: number, mover: number, node: number): void => {
      for (const to of this.changes(mover, from)) {
        const next = to * movers + mover;
        if (met[next] === walk) continue;
        met[next] = walk;
        before[next] = node;
        open.push(next);
        if (reached[to] !== walk) found.push(to);
        reached[to] = walk;
      }
    };
    for (let mover = 0; mover < movers; mover++) visit(start, mover, -1);
    for (let k = 0; k < open.length; k++) {
      const node = open[k]!;
      const last = node % movers;
      for (let mover = 0; mover < movers; mover++) if (mover !== last) visit((node - last) / movers, mover, node);
    }
    return found;
  }

  /** The shortest sequence to a state that the last walk reached. */
  sequenceTo(state: number): readonly SequenceMove[] {
    const { movers, met, before, walk } = this;
    let best: SequenceMove[] | undefined;
    for (let mover = 0; mover < movers; mover++) {
      if (met[state * movers + mover] !== walk) continue;
      const way: SequenceMove[] = [];
      for (let node = state * movers + mover; node >= 0; node = before[node]!) {
        way.unshift({ mover: node % movers, state: Math.floor(node / movers) });
      }
      if (!best || way.length < best.length) best = way;
    }
    return best ?? [];
  }
}
