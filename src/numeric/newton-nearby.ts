import type { BranchSystem } from "./branch-system.ts";
import { BRANCH_TOLERANCE } from "./branch-tracer.ts";
import { DenseLu } from "./dense-lu.ts";

const ROUNDS = 8;
/** A step longer than this, in log-ratios, leads away. */
const LONGEST_STEP = 2;
const ENOUGH = 1e-13;

/**
 * Newton's method at s = 1 from the solution of a system nearby: of stages at
 * neighbouring beliefs, or of the same stage a step later. It answers only where it stays near, and where the
 * determinant has the sign it has at s = 0, as all along a branch that has not
 * turned back; whoever calls it checks now and then against the branch itself.
 */
export class NewtonNearby {
  private readonly system: BranchSystem;
  private lu: DenseLu = new DenseLu(1);
  private room = 1;
  private change: Float64Array = new Float64Array(1);
  private response: Float64Array = new Float64Array(1);

  constructor(system: BranchSystem) {
    this.system = system;
  }

  /** Moves `y` to the solution and returns the residual; −1 where there is none to be trusted. The system then stands there. */
  solve(y: Float64Array): number {
    const { system } = this;
    const { size } = system;
    this.grow();
    const { lu, change } = this;
    for (let round = 0; round < ROUNDS; round++) {
      system.evaluate(y, 1);
      let miss = 0;
      let scale = 1;
      for (let k = 0; k < size; k++) {
        change[k] = system.equation[k]!;
        miss = Math.max(miss, Math.abs(change[k]!));
        scale = Math.max(scale, Math.abs(y[k]!));
      }
      if (round > 0 && miss <= ENOUGH * scale) break;
      system.jacobian(1, lu.matrix, size);
      lu.factor(size);
      if (lu.sign <= 0) return -1;
      lu.solve(change);
      for (let k = 0; k < size; k++) {
        if (!(Math.abs(change[k]!) <= LONGEST_STEP)) return -1;
        y[k] = y[k]! - change[k]!;
      }
    }
    system.evaluate(y, 1);
    const residual = system.residual(this.response);
    return residual <= BRANCH_TOLERANCE ? residual : -1;
  }

  private grow(): void {
    const { size, strategies } = this.system;
    if (size > this.room) {
      this.room = size;
      this.lu = new DenseLu(size);
      this.change = new Float64Array(size);
    }
    if (strategies > this.response.length) this.response = new Float64Array(strategies);
  }
}
