import { type CrisisLexicon, nameWord } from "./crisis-lexicon.ts";
import type { Token } from "./text-tools.ts";

/** A name of an actor in a sentence, as token indexes: `last` is included. */
export interface Mention {
  readonly actor: number;
  readonly first: number;
  readonly last: number;
  /** Behind a preposition other than "by": not who acts. */
  readonly object: boolean;
}

const OBJECT_OF: ReadonlySet<string> = new Set(
  "by of to in from against with near for off at on around over between upon among onto toward towards into".split(" "),
);

/** Names of actors in a sentence, the longest at each place. */
export function findActors(tokens: readonly Token[], { names }: CrisisLexicon): readonly Mention[] {
  const words = tokens.map(({ text }) => nameWord(text));
  const found: Mention[] = [];
  for (let i = 0; i < words.length; i++) {
    // "US-Russia" is one token: its first part may be a name.
    const name = names.get(words[i]!)?.find((one) => one.words.every((word, j) => words[i + j] === word));
    if (!name) continue;
    const last = i + name.words.length - 1;
    found.push({ actor: name.actor, first: i, last, object: isObject(tokens, i) });
    i = last;
  }
  return found;
}

function isObject(tokens: readonly Token[], first: number): boolean {
  for (let i = first - 1; i >= Math.max(0, first - 4); i--) {
    const { lemma, pos } = tokens[i]!;
    // "with Congress blocking the budget": it acts.
    if (
      lemma === "with" &&
      tokens.slice(first + 1, first + 4).some(({ text, pos }) => pos === "VERB" && text.endsWith("ing"))
    )
      return false;
    if (OBJECT_OF.has(lemma)) return true;
    if (pos !== "DET" && pos !== "ADJ" && pos !== "ADV" && pos !== "PROPN") return false;
  }
  return false;
}
