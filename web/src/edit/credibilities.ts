/** What the digits 1 to 6 of a report say, in their order. */
export const credibilities: readonly string[] = [
  "confirmed",
  "probably true",
  "possibly true",
  "doubtful",
  "improbable",
  "cannot be judged",
];
