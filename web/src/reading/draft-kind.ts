import type { Draft } from "brink/reading";

/** What a draft is, as the text shows it. */
export type DraftKind = "deed" | "not" | "plan" | "level" | "odds" | "statement";

export const kindWords: Readonly<Record<DraftKind, string>> = {
  deed: "told as done",
  not: "told as not done",
  plan: "a plan",
  level: "a level",
  odds: "odds of an ending",
  statement: "a statement",
};

export function kindOf({ kind, never, deed, condition }: Draft): DraftKind {
  if (kind === "estimate") return "odds";
  if (kind === "statement") return "statement";
  if (never) return "not";
  if (deed === "plan") return "plan";
  return condition === undefined ? "deed" : "level";
}
