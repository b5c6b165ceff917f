/** The tables and pictures of a what-if, from its result. */
import { actorLabel, moveLabel, type ReportInput, type WhatIfOdds, type WhatIfResult } from "brink";
import type { Bar } from "../charts/bar.ts";
import type { Line } from "../charts/line.ts";
import { points, type TableData } from "../parts/data-table.ts";

/** Every ending, the likeliest first; the mark is where it stands as it is. */
export function endingBars({ endings, question }: WhatIfResult): readonly Bar[] {
  return [...endings]
    .sort((a, b) => b.changed - a.changed)
    .map(({ name, label, base, changed, difference }) => ({
      key: name,
      label,
      odds: changed,
      mark: base,
      strong: name === question?.ending,
      change: points(100 * difference),
    }));
}

export function endingTable({ endings }: WhatIfResult): TableData {
  return {
    caption: "Odds of each ending without and with the change",
    columns: [
      { label: "Ending" },
      { label: "As it is", kind: "odds" },
      { label: "Changed", kind: "odds" },
      { label: "Difference, points", kind: "points" },
    ],
    rows: endings.map(({ label, base, changed, difference }) => [label, base, changed, 100 * difference]),
  };
}

export function dateLines({ byStep }: WhatIfOdds): readonly Line[] {
  return [
    { name: "base", label: "as it is", values: byStep.base, rank: "other" },
    { name: "changed", label: "changed", values: byStep.changed, rank: "question" },
  ];
}

export function dateTable({ label, byStep }: WhatIfOdds, stepEnds: readonly string[]): TableData {
  return {
    caption: `Odds of “${label}” by each date, as it is and changed`,
    columns: [{ label: "By" }, { label: "As it is", kind: "odds" }, { label: "Changed", kind: "odds" }],
    rows: stepEnds.map((date, t) => [date, byStep.base[t] ?? null, byStep.changed[t] ?? null]),
  };
}

export interface ChangedMoves {
  readonly actor: string;
  /** The likeliest first. */
  readonly moves: readonly {
    readonly label: string;
    /** Null where the forecast's next moves are those of another step. */
    readonly base: number | null;
    readonly changed: number;
  }[];
}

/** The moves of the first step with the change in force. */
export function changedMoves(
  { nextMoves, from }: WhatIfResult,
  { result, labels }: Pick<ReportInput, "result" | "labels">,
): readonly ChangedMoves[] {
  // Without a last step, what is done is done from the start, which is where the forecast stands.
  const sameStep = from === null || result.steps.length === 0 || from === result.steps[result.asOfStep];
  return Object.entries(nextMoves).map(([actor, odds]) => ({
    actor: actorLabel(labels, actor),
    moves: Object.entries(odds)
      .map(([move, changed]) => ({
        label: moveLabel(labels, actor, move),
        base: sameStep ? (result.nextMoves[actor]?.[move] ?? 0) : null,
        changed,
      }))
      .sort((a, b) => b.changed - a.changed),
  }));
}

/** @param when the step of the moves, in words: `in 2031-02` */
export function movesTable(all: readonly ChangedMoves[], when: string): TableData {
  return {
    caption: `Moves ${when}, changed`,
    columns: [
      { label: "Actor" },
      { label: "Move" },
      { label: "As it is", kind: "odds" },
      { label: "Changed", kind: "odds" },
    ],
    rows: all.flatMap(({ actor, moves }) => moves.map(({ label, base, changed }) => [actor, label, base, changed])),
  };
}
