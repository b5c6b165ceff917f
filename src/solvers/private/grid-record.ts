/** What was met on the way. */
export interface GridRecord {
  /** Largest |p − logit response|. */
  residual: number;
  /** Stages solved, and those whose branch turned back or met a crossing. */
  solved: number;
  folded: number;
  forked: number;
  /** Stages whose branch ended in a corner; the equilibrium nearest to it was taken. */
  cornered: number;
  /** Stages whose branch could not be followed, and where no equilibrium was found. */
  failed: number;
  /** Largest difference of a choice's probability between neighbouring beliefs. */
  jump: number;
  iterations: number;
}
