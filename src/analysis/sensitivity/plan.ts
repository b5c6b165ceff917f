/** How large a sensitivity analysis is; every number of solves is known before the first, but for the tipping points. */
export interface SensitivityPlan {
  /** Factors that are screened. */
  readonly factors: number;
  readonly screening: number;
  readonly indices: number;
  readonly tornado: number;
  /** At most. */
  readonly tipping: number;
  readonly knowing: number;
  readonly all: number;
  /** Of all solves with the threads at hand, from one solve made before; 0 without a clock. */
  readonly seconds: number;
}

export interface SensitivitySize {
  /** Morris paths, at least 2. */
  readonly paths: number;
  /** Rows of the design of the indices; at least 8, powers of two are best. 0 leaves a screening with its tornado and no more. */
  readonly rows: number;
  /** Most factors that go on to the indices. */
  readonly most: number;
}

export const DEFAULT_SIZE: SensitivitySize = { paths: 4, rows: 64, most: 5 };
