/** Odds over steps, drawn as one line among others. */
export interface Line {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  /** How much it stands out: the question's ending, one of the likeliest others, or the rest. */
  readonly rank: "question" | "leading" | "other";
}
