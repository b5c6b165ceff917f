import {
  dateInWords,
  type ExplainedEnding,
  type ExplainedPath,
  type ExplainResult,
  endInWords,
  percent,
  type StepDates,
} from "brink";
import type { TableData } from "../parts/data-table.ts";

/** A line of a tree; `share` draws a bar within its parent. */
export interface TreeNode {
  readonly id: string;
  readonly text: string;
  /** Stands before the text, for instance a date. */
  readonly lead?: string;
  /** Stands at the end of the line. */
  readonly value?: string;
  /** Within what is above, 0 to 1. */
  readonly share?: number;
  readonly note?: string;
  readonly strong?: boolean;
  readonly children: readonly TreeNode[];
}

/** Endings, below each its ways, below each way its likeliest story. */
export function treeOf(result: ExplainResult): readonly TreeNode[] {
  return result.endings.map((ending) => ({
    id: ending.name,
    text: ending.label,
    value: percent(ending.probability),
    share: ending.probability,
    strong: ending.name === result.question?.ending,
    children: waysOf(ending, result),
  }));
}

function waysOf({ name, paths, otherPaths }: ExplainedEnding, clock: StepDates): readonly TreeNode[] {
  const ways = paths.map((path, k) => wayNode(path, `${name} ${k}`, clock));
  if (paths.length === 0 || otherPaths < 0.0005) return ways;
  const rest = { id: `${name} rest`, text: "all other ways together", value: percent(otherPaths), share: otherPaths };
  return [...ways, { ...rest, children: [] }];
}

function wayNode(path: ExplainedPath, id: string, clock: StepDates): TreeNode {
  return {
    id,
    text: path.words,
    value: percent(path.share),
    share: path.share,
    note: `${percent(path.probability)} of all; half of them have ended by ${endInWords(clock, path.ends)}`,
    children: storyOf(path, id),
  };
}

function storyOf({ story }: ExplainedPath, id: string): readonly TreeNode[] {
  return (story?.events ?? []).map(({ date, words, ends }, k) => ({
    id: `${id} ${k}`,
    text: words,
    lead: date,
    ...(ends ? { note: "it ends here" } : {}),
    children: [],
  }));
}

/** The same as a table. */
export function pathsTable(result: ExplainResult): TableData {
  // They begin with the as-of step, not after its end.
  const first = result.steps[result.asOfStep] ?? result.asOf;
  return {
    caption: `Likeliest ways to each ending, from ${dateInWords(result.steps, first)} on`,
    columns: [
      { label: "Ending" },
      { label: "Odds", kind: "odds" },
      { label: "Way" },
      { label: "Share of the ending", kind: "odds" },
      { label: "Odds of this way", kind: "odds" },
      { label: "Half ended by" },
    ],
    rows: result.endings.flatMap(({ label, probability, paths }) =>
      paths.map((path) => [
        label,
        probability,
        path.words,
        path.share,
        path.probability,
        endInWords(result, path.ends),
      ]),
    ),
  };
}
