/**
 * Medians of processor milliseconds of `gambit-logit` 17.0.0-alpha.2 on random
 * tables (payoffs even in [0, 1], five seeds), whole process of which about 5
 * are its start, measured on another machine with two cores. The order of
 * magnitude can be compared, no more.
 */
export const publishedMedians: Readonly<Record<string, Readonly<Record<"1" | "100" | "regret", number>>>> = {
  "2x3": { "1": 6, "100": 7, regret: 9 },
  "2x4": { "1": 5, "100": 9, regret: 10 },
  "2x5": { "1": 7, "100": 10, regret: 12 },
  "2x6": { "1": 6, "100": 11, regret: 21 },
  "3x3": { "1": 6, "100": 10, regret: 25 },
  "3x4": { "1": 9, "100": 17, regret: 26 },
  "3x5": { "1": 10, "100": 21, regret: 59 },
  "3x6": { "1": 14, "100": 31, regret: 83 },
  "4x3": { "1": 9, "100": 22, regret: 41 },
  "4x4": { "1": 17, "100": 58, regret: 140 },
  "4x5": { "1": 33, "100": 108, regret: 300 },
  "4x6": { "1": 67, "100": 203, regret: 666 },
  "5x3": { "1": 18, "100": 81, regret: 154 },
  "5x4": { "1": 64, "100": 354, regret: 998 },
  "5x5": { "1": 235, "100": 1205, regret: 3212 },
  "5x6": { "1": 910, "100": 3678, regret: 18327 },
};
