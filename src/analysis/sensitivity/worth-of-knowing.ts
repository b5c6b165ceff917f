/**
 * What the question's odds P would do were something X learned that can turn
 * out x with probability π(x), and then gives the odds P(x); Σ π(x) P(x) = P:
 *
 *     change = Σ π(x) |P(x) − P|                             (15)
 *     share  = Σ π(x) (P(x) − P)² / P (1 − P)                (16)
 *
 * (16) is the part of the variance P (1 − P) of whether it happens that is
 * expected to go. A report of a claim C, by a source reliable with probability
 * g, right with probability h if it is, says yes with the probability
 * g h + (1 − g)/2 if C is true and g (1 − h) + (1 − g)/2 if not (7); it turns
 * out yes or no.
 */

/** Odds of something learned, and of the question with it. */
export interface Learned {
  readonly answer: string;
  /** π(x). */
  readonly probability: number;
  /** P(x). */
  readonly question: number;
}

export interface Worth {
  /** In points. */
  readonly change: number;
  /** In [0, 1]; 0 where the question is settled. */
  readonly share: number;
}

/** Equations (15) and (16); what cannot turn out (π = 0) has no say. */
export function worthOf(question: number, learned: readonly Learned[]): Worth {
  let change = 0;
  let squares = 0;
  for (const { probability, question: then } of learned) {
    if (!(probability > 0)) continue;
    change += probability * Math.abs(then - question);
    squares += probability * (then - question) ** 2;
  }
  const variance = question * (1 - question);
  return { change: 100 * change, share: variance > 0 ? squares / variance : 0 };
}

/** How a report would be graded. */
export interface ReportQuality {
  /** Letter and digit, for instance `B2`. */
  readonly grade: string;
  /** Probability that its source is reliable. */
  readonly reliability: number;
  /** Probability that it is right if the source is reliable. */
  readonly hit: number;
}

/**
 * What a report may say of a claim, from what the claim itself would do.
 *
 * @param claim π and P of the claim being true.
 * @param question P.
 */
export function reported(question: number, claim: Learned, { reliability, hit }: ReportQuality): readonly Learned[] {
  const ifTrue = reliability * hit + (1 - reliability) / 2;
  const ifFalse = reliability * (1 - hit) + (1 - reliability) / 2;
  const joint = claim.probability * claim.question;
  const answer = (name: string, onTrue: number, onFalse: number): Learned => {
    const probability = onTrue * claim.probability + onFalse * (1 - claim.probability);
    const both = onTrue * joint + onFalse * (question - joint);
    return { answer: name, probability, question: probability > 0 ? both / probability : question };
  };
  return [answer("yes", ifTrue, ifFalse), answer("no", 1 - ifTrue, 1 - ifFalse)];
}
