import type { Crisis } from "../../crisis/model.ts";

const EMPTY = /\b(?:the|a|an|of|in|unnamed|some)\b/gi;

/** Name of the source of a crisis that a text calls so; undefined where none is. */
export function sourceCalled(words: string, crisis: Crisis): string | undefined {
  const wanted = plain(words);
  if (wanted === "") return undefined;
  const found = crisis.sources.find(
    ({ name, label }) => plain(label) === wanted || plain(name.replaceAll("_", " ")) === wanted,
  );
  return (found ?? crisis.sources.find(({ label }) => contains(wanted, plain(label))))?.name;
}

function plain(words: string): string {
  return words
    .replace(EMPTY, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** The whole label stands in the words, or the words in the label. */
function contains(words: string, label: string): boolean {
  const [long, short] = words.length > label.length ? [words, label] : [label, words];
  return short.length >= 2 && ` ${long} `.includes(` ${short} `);
}
