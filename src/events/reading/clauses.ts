import type { Token } from "./text-tools.ts";

const BREAKS: ReadonlySet<string> = new Set([
  ",",
  ";",
  ":",
  "—",
  "–",
  "(",
  ")",
  "but",
  "while",
  "whereas",
  "although",
  "though",
  "after",
  "and",
  "when",
]);

/** First token of the clause that holds a token: behind the last comma or conjunction before it. */
export function clauseStart(tokens: readonly Token[], place: number): number {
  for (let i = place; i > 0; i--) {
    const { lemma } = tokens[i - 1]!;
    if (!BREAKS.has(lemma)) continue;
    // "and" between two nouns or names parts no clauses.
    if (lemma === "and" && tokens[i]!.pos !== "PRON" && !startsVerb(tokens, i)) continue;
    return i;
  }
  return 0;
}

function startsVerb(tokens: readonly Token[], i: number): boolean {
  const pos = tokens[i]?.pos;
  return (
    pos === "VERB" || pos === "AUX" || pos === "ADV" || tokens[i + 1]?.pos === "AUX" || tokens[i + 1]?.pos === "VERB"
  );
}
