import { endingPayoffs, type NamedPayoff, stepPayoffs, totalPayoff } from "../crisis/compile/payoffs.ts";
import { Tabulator } from "../crisis/compile/tabulate.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";

/** A named part of what a move is worth to the mover. */
export interface PayoffPlace {
  /**
   * `step`: received at the end of each step. `ending`: all parts received at
   * that ending. `cost`: what its own moves cost it, with a minus. `shocks`:
   * the value of choosing by the choice shocks, where they are counted.
   */
  readonly kind: "step" | "ending" | "cost" | "shocks";
  /** Name of the part or of the ending; `cost` or `shocks` for those. */
  readonly name: string;
  /** Ending id, −1 unless `kind` is `ending`. */
  readonly ending: number;
}

/** One quantity that is expected along the solution: a payoff part of an actor, or an ending coming about. */
export interface Column {
  readonly place: PayoffPlace | null;
  /** Whose payoff it is; −1 for the odds of an ending. */
  readonly actor: number;
  readonly discount: number;
  /** Received at the end of each step. */
  readonly atStep: NamedPayoff | null;
  /** Received at an ending; `payoff` null stands for 1. */
  readonly atEnding: { readonly ending: number; readonly payoff: NamedPayoff | null } | null;
}

/** Columns of the payoff parts of the given actors, actor by actor, then those of the odds of all endings. */
export function columnsOf(
  crisis: Crisis,
  game: Game,
  parameters: Float64Array,
  movers: readonly number[],
): readonly Column[] {
  const tabulator = new Tabulator(crisis, parameters);
  const steps = stepPayoffs(crisis, tabulator);
  const endings = crisis.endings.map((_, ending) => endingPayoffs(crisis, ending, tabulator));
  const columns: Column[] = [];
  for (const actor of movers) {
    const discount = game.discount[actor]!;
    const own = { actor, discount, atStep: null, atEnding: null };
    for (const part of steps[actor] ?? []) {
      columns.push({ ...own, place: { kind: "step", name: part.name, ending: -1 }, atStep: part });
    }
    endings.forEach((byActor, ending) => {
      const parts = byActor[actor] ?? [];
      if (parts.length === 0) return;
      const { name } = crisis.endings[ending]!;
      columns.push({
        ...own,
        place: { kind: "ending", name, ending },
        atEnding: { ending, payoff: sumOf(name, parts) },
      });
    });
    columns.push({ ...own, place: { kind: "cost", name: "cost", ending: -1 } });
    if (game.shocks === "counted") columns.push({ ...own, place: { kind: "shocks", name: "shocks", ending: -1 } });
  }
  crisis.endings.forEach((_, ending) => {
    columns.push({ place: null, actor: -1, discount: 1, atStep: null, atEnding: { ending, payoff: null } });
  });
  return columns;
}

function sumOf(name: string, parts: readonly NamedPayoff[]): NamedPayoff {
  const reads = [...new Set(parts.flatMap((part) => part.reads))].sort((a, b) => a - b);
  return { name, reads, at: (levels) => totalPayoff(parts, levels) };
}
