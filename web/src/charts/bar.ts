import { percent } from "brink";

/** Odds drawn as one bar among others. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  /** Null where only a bound is known: then no bar is drawn. */
  readonly odds: number | null;
  readonly strong?: boolean;
  /** Written in place of the odds, for instance `<10%`. */
  readonly text?: string;
  readonly note?: string;
  /** A second value drawn as a mark, for instance the odds before. */
  readonly mark?: number;
  /** A range around the odds, drawn as a line. */
  readonly range?: readonly [number, number];
  /** Stands behind the odds, for instance `+1.2`. */
  readonly change?: string;
}

/** The odds, or what is written in their place. */
export function valueText({ text, odds }: Bar): string {
  return text ?? (odds === null ? "–" : percent(odds));
}

/** Odds at the full width of bars that stand together. */
export function fullWidth(bars: readonly Bar[]): number {
  return Math.max(0.01, ...bars.flatMap(({ odds, mark, range }) => [odds ?? 0, mark ?? 0, range?.[1] ?? 0]));
}
