/** Control characters, and marks that turn the direction of text round. */
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words between double quotes as YAML and JSON read them; what no text should hold becomes a space. */
export function quoted(words: string): string {
  return JSON.stringify(words.replace(unsafe, " "));
}
