/** Words of time as patterns find them, and what they count. */
export const MONTH: string =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.|Jul\\.|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)";
export const YEAR: string = "(?:1[5-9]\\d\\d|20\\d\\d)";
export const DAY: string = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
export const WEEKDAY: string = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
export const COUNT: string = "(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3})";
export const PART: string =
  "(?:early|mid|late|(?:the\\s+)?(?:beginning|start|middle|end|close|first\\s+half|second\\s+half|first\\s+week|second\\s+week|third\\s+week|last\\s+week|first\\s+days|last\\s+days)\\s+of)";

const NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split(" ");

/** Of words that `COUNT` finds; "a" is one. */
export function countOf(words: string): number {
  const word = words.toLowerCase().replace(/^an$/, "a");
  const index = NUMBERS.indexOf(word);
  return /^\d/.test(word) ? Number(word) : Math.max(1, index);
}

/** Years, months or weeks from this one on. */
export function shiftOf(rel: string | undefined): number {
  const word = rel?.toLowerCase();
  if (word === "last" || word === "past") return -1;
  return word === "next" || word === "coming" ? 1 : 0;
}

/** The words of `partOfMonth` and `partOfYear` for those of the text. */
export function partName(part: string): string {
  const words = part
    .toLowerCase()
    .replace(/^the\s+|\s+of$/g, "")
    .replace(/\s+/g, " ");
  if (/^(beginning|start)$/.test(words)) return "early";
  if (/^(end|close)$/.test(words)) return "late";
  if (words === "middle") return "mid";
  if (/^h[12]$/.test(words)) return words === "h1" ? "first half" : "second half";
  const quarter = /^q([1-4])$/.exec(words);
  return quarter ? `${["first", "second", "third", "fourth"][Number(quarter[1]) - 1]} quarter` : words;
}
