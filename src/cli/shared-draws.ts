import { deserialize, serialize } from "node:v8";
import type { DrawGround, DrawResult, DrawTask, SolvedDraw } from "../analysis/ranges/run-draws.ts";
import { sameGround } from "../analysis/ranges/same-ground.ts";

/** A draw task as a thread gets it: what all draws have in common is written once, in memory that all threads see. */
export interface SharedDrawTask {
  /** The same for the same ground. */
  readonly key: string;
  readonly ground: SharedArrayBuffer;
  readonly draws: PackedDraws;
}

/** Draws as a thread gets them: in one array that both threads see, since sending each takes longer than many a small crisis to solve. */
export interface PackedDraws {
  readonly count: number;
  /** Values by parameter, draw after draw. */
  readonly numbers: SharedNumbers;
}

type SharedNumbers = Float64Array<SharedArrayBuffer>;

function sharedNumbers(count: number): SharedNumbers {
  return new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
}

function packDraws(draws: DrawTask["draws"]): PackedDraws {
  const width = draws[0]?.length ?? 0;
  const numbers = sharedNumbers(draws.length * width);
  for (let d = 0; d < draws.length; d++) numbers.set(draws[d]!, d * width);
  return { count: draws.length, numbers };
}

export function unpackDraws({ count, numbers }: PackedDraws): DrawTask["draws"] {
  const width = numbers.length / Math.max(1, count);
  return Array.from({ length: count }, (_, d) => numbers.subarray(d * width, (d + 1) * width));
}

/** Writes grounds down, each once as long as tasks on it follow each other. */
export class GroundWriter {
  private last: { readonly ground: DrawGround; readonly key: string; readonly written: SharedArrayBuffer } | undefined;
  private count = 0;

  share({ draws, ...ground }: DrawTask): SharedDrawTask {
    if (this.last === undefined || !sameGround(this.last.ground, ground)) {
      this.last = { ground, key: String(++this.count), written: write(ground) };
    }
    return { key: this.last.key, ground: this.last.written, draws: packDraws(draws) };
  }
}

export function readGround(written: SharedArrayBuffer): DrawGround {
  // Written by `write`, in the same program.
  return deserialize(new Uint8Array(written)) as DrawGround;
}

function write(ground: DrawGround): SharedArrayBuffer {
  const bytes = serialize(ground);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** Results as a thread gives them back: the plain ones in one array that both threads see. */
export interface PackedResults {
  readonly count: number;
  /** Numbers of a plain result: its mass, then its endings. */
  readonly width: number;
  /** Of the plain results, one after the other; what is left over is 0. */
  readonly numbers: SharedNumbers;
  /** The others with their places: failures, and draws with something done in them. */
  readonly others: readonly (readonly [number, DrawResult])[];
}

export function packResults(results: readonly DrawResult[]): PackedResults {
  const width = results.reduce((most, own) => Math.max(most, "mass" in own ? own.endings.length + 1 : 0), 0);
  const numbers = sharedNumbers(width * results.length);
  const others: (readonly [number, DrawResult])[] = [];
  let at = 0;
  results.forEach((own, d) => {
    if (!("mass" in own) || own.changed || own.endings.length + 1 !== width) {
      others.push([d, own]);
      return;
    }
    numbers[at] = own.mass;
    numbers.set(own.endings, at + 1);
    at += width;
  });
  return { count: results.length, width, numbers, others };
}

export function unpackResults({ count, width, numbers, others }: PackedResults): readonly DrawResult[] {
  const apart = new Map(others);
  let at = 0;
  return Array.from({ length: count }, (_, d): DrawResult => {
    const other = apart.get(d);
    if (other) return other;
    at += width;
    return new ResultInPlace(numbers, at - width, width);
  });
}

/**
 * A plain result where it lies: a view of its endings, made when asked for,
 * takes more memory than they do. Its fields are read, not copied or printed: they
 * are getters, and behind them stands the whole task.
 */
class ResultInPlace implements SolvedDraw {
  private readonly numbers: SharedNumbers;
  private readonly at: number;
  private readonly width: number;

  constructor(numbers: SharedNumbers, at: number, width: number) {
    this.numbers = numbers;
    this.at = at;
    this.width = width;
  }

  get mass(): number {
    return this.numbers[this.at]!;
  }

  get endings(): Float64Array {
    return this.numbers.subarray(this.at + 1, this.at + this.width);
  }
}
