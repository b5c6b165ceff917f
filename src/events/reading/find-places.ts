import type { DateMention } from "./date-mention.ts";
import type { Mention } from "./find-actors.ts";
import type { SpokenBy } from "./spoken-by.ts";
import type { Token } from "./text-tools.ts";

const AT: ReadonlySet<string> = new Set([
  "in",
  "at",
  "near",
  "off",
  "around",
  "outside",
  "over",
  "to",
  "from",
  "towards",
]);
const TIMES =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|Christmas)$/;

/** Names behind a preposition of place that are no actors of the crisis. */
export function findPlaces(tokens: readonly Token[], mentions: readonly Mention[]): readonly string[] {
  const found: string[] = [];
  tokens.forEach(({ lemma }, i) => {
    if (!AT.has(lemma)) return;
    let first = i + 1;
    while (tokens[first]?.pos === "DET" || (tokens[first]?.pos === "ADJ" && !/^\p{Lu}/u.test(tokens[first]!.text)))
      first++;
    let last = first;
    while (last < tokens.length && last - first < 5 && tokens[last]!.pos === "PROPN") last++;
    if (last === first || TIMES.test(tokens[first]!.text)) return;
    if (mentions.some((one) => one.first < last && first <= one.last)) return;
    found.push(
      tokens
        .slice(first, last)
        .map(({ text }) => text)
        .join(" "),
    );
  });
  return [...new Set(found)];
}

/**
 * Numbers with the noun they count, as written, unless they count who tells ("two diplomats").
 *
 * @param shift offset of the sentence that the dates are counted from
 */
export function findQuantities(
  tokens: readonly Token[],
  dates: readonly DateMention[],
  voices: readonly SpokenBy[],
  shift: number,
): readonly string[] {
  return tokens.flatMap((token, i) => {
    if (voices.some(({ first, last }) => first <= i && i <= last)) return [];
    if (token.pos !== "NUM" || dates.some(({ start, end }) => token.start - shift < end && start < token.end - shift))
      return [];
    let last = i + 1;
    while (last - i < 3 && tokens[last]?.pos === "ADJ") last++;
    const noun = tokens[last];
    if (noun?.pos !== "NOUN") return [];
    return [
      tokens
        .slice(i, last + 1)
        .map(({ text }) => text)
        .join(" "),
    ];
  });
}
