/**
 * The tables of a sensitivity analysis, and the rows its pictures are drawn
 * from. `output` is an index into what the odds are looked at for: the question
 * where there is one, then the endings.
 */
import { type Knowing, percent, type ScreenedFactor, type SensitivityResult, shownValue, spreadInWords } from "brink";
import type { InteractionCell } from "../charts/interaction-cell.ts";
import type { TornadoRow } from "../charts/tornado-row.ts";
import type { TableData } from "../parts/data-table.ts";

/** An effect below this many points is not listed. */
export const WORTH_SHOWING = 0.05;

/** The odds as they are. */
export function oddsOf({ question, endings, outputs }: SensitivityResult, output: number): number {
  const name = outputs[output];
  if (name === "question") return question?.probability ?? 0;
  return endings.find((ending) => ending.name === name)?.probability ?? 0;
}

/** `the question`, or an ending in quotes. */
export function outputInWords(result: SensitivityResult, output: number): string {
  const name = result.outputs[output] ?? "";
  return name === "question" ? "the question" : `“${endingLabel(result, name)}”`;
}

export function endingLabel({ endings }: SensitivityResult, name: string): string {
  return endings.find((ending) => ending.name === name)?.label ?? name;
}

export function factorLabel({ factors }: SensitivityResult, name: string): string {
  return factors.find((factor) => factor.name === name)?.label ?? name;
}

/** One factor at a time at its ends, the one with the widest odds first. */
export function tornadoRows(result: SensitivityResult, output: number): readonly TornadoRow[] {
  const now = oddsOf(result, output);
  const width = ({ odds: [low, high] }: TornadoRow): number => Math.abs((high ?? now) - (low ?? now));
  return result.tornado
    .map(({ factor, label, low, high }): TornadoRow => {
      const spreads = result.factors.find(({ name }) => name === factor)?.spreads ?? [];
      const words = (at: readonly number[]): string =>
        at.map((value, k) => shownValue(spreads[k] ?? { scale: "value" }, value)).join(", ");
      return {
        name: factor,
        label,
        at: [words(low.at), words(high.at)],
        odds: [low.odds[output] ?? null, high.odds[output] ?? null],
      };
    })
    .sort((a, b) => width(b) - width(a));
}

export function tornadoTable(result: SensitivityResult, output: number): TableData {
  return {
    caption: `Odds of ${outputInWords(result, output)} with one number at a time at the 10% and the 90% end of what is thought possible`,
    columns: [
      { label: "Number" },
      { label: "Low end" },
      { label: "Odds there", kind: "odds" },
      { label: "High end" },
      { label: "Odds there", kind: "odds" },
    ],
    rows: tornadoRows(result, output).map(({ label, at, odds }) => [label, at[0], odds[0], at[1], odds[1]]),
  };
}

/** Factors that move the odds by enough to be listed, the strongest first. */
export function factorsThatMove({ factors }: SensitivityResult, output: number): readonly ScreenedFactor[] {
  const size = ({ effects }: ScreenedFactor): number => effects[output]?.size ?? 0;
  return factors.filter((factor) => 100 * size(factor) >= WORTH_SHOWING).sort((a, b) => size(b) - size(a));
}

/** Labels of the factors that could not be measured: none of their effects has a game on both sides. */
export function unmeasuredFactors({ factors }: SensitivityResult, output: number): readonly string[] {
  return factors.filter(({ effects }) => effects[output]?.size == null).map(({ label }) => label);
}

/** @param most so many of them, the strongest. */
export function screenTable(result: SensitivityResult, output: number, most: number): TableData {
  const inPoints = (share: number | null | undefined): number | null => (share == null ? null : 100 * share);
  return {
    caption: `What moves ${outputInWords(result, output)}, over its whole range, in points`,
    columns: [
      { label: "Number" },
      { label: "Varied" },
      { label: "Size", kind: "bits" },
      { label: "±", kind: "bits" },
      { label: "With its sign", kind: "points" },
      { label: "Mixes or bends", kind: "bits" },
    ],
    rows: factorsThatMove(result, output)
      .slice(0, most)
      .map(({ label, spreads, effects }) => {
        const own = effects[output];
        const numbers = [own?.size, own?.error, own?.mean, own?.deviation].map(inPoints);
        return [label, spreads.map(spreadInWords).join("; "), ...numbers];
      }),
  };
}

/** Shares of the variance: of each factor alone on the diagonal, of two together below it. */
export function interactionCells({ indices }: SensitivityResult, output: number): readonly InteractionCell[] {
  const shares = indices.outputs[output];
  if (!shares) return [];
  return [
    ...shares.alone.map((share, k) => ({ ...share, row: k, column: k })),
    ...shares.pairs.map(({ between, share, error }) => {
      const places = between.map((name) => indices.factors.indexOf(name));
      return { share, error, row: Math.max(...places), column: Math.min(...places) };
    }),
  ];
}

export function togetherTable(result: SensitivityResult, output: number): TableData {
  const { factors, outputs } = result.indices;
  const shares = outputs[output];
  const labelOf = (name: string): string => factorLabel(result, name);
  const alone = factors.map((name, k) => {
    const [one, all] = [shares?.alone[k], shares?.total[k]];
    return [labelOf(name), one?.share ?? null, one?.error ?? null, all?.share ?? null, all?.error ?? null];
  });
  const pairs = (shares?.pairs ?? []).map(({ between, share, error }) => {
    return [between.map(labelOf).join(" × "), share, error, null, null];
  });
  return {
    caption: `Shares of the variance of ${outputInWords(result, output)}, of each number alone and of each two together`,
    columns: [
      { label: "Number" },
      { label: "Alone, or both together", kind: "odds" },
      { label: "±", kind: "odds" },
      { label: "With all it mixes with", kind: "odds" },
      { label: "±", kind: "odds" },
    ],
    rows: [...alone, ...pairs],
  };
}

export function tippingTable(result: SensitivityResult): TableData {
  return {
    caption: "Smallest changes that tip the answer, smallest first",
    columns: [
      { label: "Change" },
      { label: "From" },
      { label: "To" },
      { label: "Share of its range", kind: "odds" },
      { label: "Then" },
    ],
    rows: result.tipping.found.map(({ what, changes, share, leader, question }) => [
      changes.map(({ label }) => label).join(" with "),
      changes.map(({ spread, from }) => shownValue(spread, from)).join(", "),
      changes.map(({ spread, to }) => shownValue(spread, to)).join(", "),
      share,
      what === "leader" ? `likeliest: ${endingLabel(result, leader)}` : `the question at ${percent(question ?? 0)}`,
    ]),
  };
}

/** What would move the question by enough to be listed, were it learned. */
export function worthKnowing({ knowing }: SensitivityResult): readonly Knowing[] {
  return knowing.filter(({ change }) => change >= WORTH_SHOWING);
}

/** @param most so many of them, the first. */
export function knowingTable(result: SensitivityResult, most: number): TableData {
  return {
    caption: "What would move the question most were it learned",
    columns: [
      { label: "Learned" },
      { label: "Moves it by, points", kind: "bits" },
      { label: "Share of the doubt that goes", kind: "odds" },
    ],
    rows: worthKnowing(result)
      .slice(0, most)
      .map(({ kind, label, change, share }) => [kind === "report" ? `a report of ${label}` : label, change, share]),
  };
}
