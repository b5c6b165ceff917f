import { type Labels, labelFor } from "brink";
import { claimInWords, type Draft, tellersInWords } from "brink/reading";

/** A move as a person reads it, `Southern League: fire on the blockade`. */
export function moveInWords(move: string, labels: Labels): string {
  return `${labelFor(labels.actors, move.split(".")[0] ?? "")}: ${labelFor(labels.moves, move)}`;
}

/** What a draft claims, by the labels of the crisis. */
export function draftTitle(draft: Draft, labels: Labels): string {
  const { kind, moves, never, deed, odds, about } = draft;
  if (kind === "estimate" && odds) {
    return claimInWords({ ...draft, odds: { ...odds, ending: labelFor(labels.endings, odds.ending) } });
  }
  if (kind === "statement" && about !== undefined) {
    return claimInWords({ ...draft, about: labels.actors[about] ?? labels.endings[about] ?? about });
  }
  if (kind !== "claim" || moves.length === 0) return claimInWords(draft);
  const words = moves.map((move) => moveInWords(move, labels)).join(" or ");
  return `${never ? "Not: " : ""}${words}${deed === "plan" ? " (a plan)" : ""}`;
}

/** Who tells, with the label of the source of the crisis where it says more than the article's words. */
export function tellersByLabel(draft: Draft, labels: Labels): string {
  const chain = draft.chain.map(({ source, ...voice }) => {
    const label = source === undefined ? undefined : labelFor(labels.sources, source);
    const same = label?.toLowerCase() === voice.words.toLowerCase();
    return label === undefined || same ? voice : { ...voice, source: label };
  });
  return tellersInWords({ ...draft, chain });
}
