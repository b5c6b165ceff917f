import type { Policy } from "../game/policy.ts";
import type { FilterRun } from "./filter-run.ts";
import type { Block } from "./move-mass.ts";
import { moveMasses, passMasses } from "./next-moves.ts";

/** Carry the mass on, from the end of the leg before `from`, to the end of the as-of step; returns the mass before each stage of that step. */
export function reachAsOf(run: FilterRun, from: number): readonly Block[] {
  const stages: Block[] = [];
  const first = run.firstOfAsOfStep;
  for (let leg = Math.min(from, first); leg <= run.last; leg++) {
    if (leg < first) run.advance(leg, false);
    // Where a leg ends, the next begins with its reports weighed.
    else
      run.advance(leg, true, (position, block) => {
        stages[position] = { ...block, cells: run.copyOf(block) };
      });
  }
  return stages;
}

/** Takes the mass of each move of the as-of step off a backward pass through its positions, last one first. */
export class AsOfMoves {
  /** By stage, as `moveMasses`. */
  readonly byStage: Float64Array[] = [];
  private following: { readonly next: Block; readonly ended: Block | null } | null = null;
  private readonly run: FilterRun;
  private readonly policy: Policy;
  private readonly before: readonly Block[];

  /** @param before mass before each stage of the step. */
  constructor(run: FilterRun, policy: Policy, before: readonly Block[]) {
    this.run = run;
    this.policy = policy;
    this.before = before;
  }

  /** A visit of `passBackward`. */
  atPosition(leg: number, position: number, next: Block, ended: Block | null): void {
    const { step, from, to } = this.run.plan.legs[leg]!;
    if (this.following !== null && position < to) {
      const { game, columns, flows } = this.run;
      const before = this.before[position]!;
      const place = {
        step,
        stage: position,
        columns: columns[leg]!.stages[position - from]!,
        classes: flows.classes,
      };
      this.byStage[position] =
        game.stages[position]!.kind === "driver"
          ? passMasses(game, before, next)
          : moveMasses(game, this.policy, place, before, this.following);
    }
    this.following = { next, ended };
  }
}
