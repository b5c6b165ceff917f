/**
 * Reports in terms of a compiled game: what to watch for along a path, and how
 * likely each report is when its claim is true or false.
 */

/** A hidden yes-or-no draw: the source is reliable, for all its reports at once. */
export interface EvidenceSource {
  readonly name: string;
  /** Prior probability of being reliable, of the source itself. */
  readonly reliability: number;
}

/**
 * Something that may happen at least once from step `from` on: one of the
 * moves is made, or at the end of a step one of the conditions holds. On a
 * path that ends within a step, the state it ended in is what the end of the
 * step shows, and later moves of the step are not made.
 */
export interface Watch {
  readonly from: number;
  /** Move ids, ascending. */
  readonly moves: Int32Array;
  /** By node id: 1 where the condition holds, for nodes of position P and terminals; empty where no condition is watched. */
  readonly holds: Uint8Array;
}

export interface EvidenceReport {
  readonly id: string;
  /** Sources that must all be reliable, the originating one first. */
  readonly chain: readonly number[];
  /** h: P(report | claim true, chain reliable); 1 − h when the claim is false, ½ when the chain is not reliable. */
  readonly hit: number;
  /** Last step that counts, the cut at `told` already made. The report is weighed at the end of this step. */
  readonly to: number;
  readonly toldDay: number;
  readonly toldStep: number;
  /** Class of reports of one event: index of its first member. */
  readonly sameAs: number;
  /** All must hold at the end of step `to`; `never` turns a watch round. */
  readonly claim: readonly { readonly watch: number; readonly never: boolean }[];
}

/** Reports in file order; statements are left out. */
export interface Evidence {
  readonly sources: readonly EvidenceSource[];
  readonly watches: readonly Watch[];
  readonly reports: readonly EvidenceReport[];
}
