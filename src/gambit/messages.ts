import type { Diagnostic, Span } from "../text/diagnostic.ts";

/** Mistakes of a Gambit file: code → what is wrong, and what to do. */
interface Words {
  readonly message: string;
  readonly hint: string;
}

/** What each mistake is told with. */
export interface GambitMistakes {
  "not-a-gambit-file": { found: string };
  "gambit-unexpected": { expected: string; found: string };
  "gambit-unclosed-text": Record<never, never>;
  "gambit-bad-number": { text: string };
  "gambit-count": { what: string; expected: number; found: number };
  "gambit-no-such": { what: string; number: number; count: number };
  "gambit-undefined": { what: string; number: string };
  "gambit-differs": { what: string; set: string; expected: string; found: string };
  "gambit-chance-sum": { sum: number };
  "gambit-chance-negative": { text: string };
  "gambit-no-action": { what: string };
  "gambit-after-end": { found: string };
  "gambit-missing-nodes": { missing: number };
  "gambit-too-large": { what: string; count: number; limit: number };
}

export type GambitCode = keyof GambitMistakes;

const words: { readonly [Code in GambitCode]: (p: GambitMistakes[Code]) => Words } = {
  "not-a-gambit-file": (p) => ({
    message: `This does not begin like a Gambit file, but with ${p.found}.`,
    hint: 'an extensive game begins with `EFG 2 R "title" { "player" … }`, a strategic one with `NFG 1 R "title" { "player" … }`.',
  }),
  "gambit-unexpected": (p) => ({
    message: `Here ${p.expected} must stand; it is ${p.found}.`,
    hint: "compare the line with its neighbours: often a quote or a brace is missing before this place.",
  }),
  "gambit-unclosed-text": () => ({ message: "This text is never closed.", hint: 'close it with `"`.' }),
  "gambit-bad-number": (p) => ({
    message: `\`${p.text}\` has no finite value.`,
    hint: "write it as an integer, a decimal or a fraction with a denominator other than 0, such as `1/3`.",
  }),
  "gambit-count": (p) => ({
    message: `There are ${p.found} ${p.what} here. There must be ${p.expected}.`,
    hint: p.found < p.expected ? `add ${p.expected - p.found}.` : `take ${p.found - p.expected} away.`,
  }),
  "gambit-no-such": (p) => ({
    message: `There is no ${p.what} ${p.number}. There are ${p.count}, numbered from 1.`,
    hint: "correct the number.",
  }),
  "gambit-undefined": (p) => ({
    message: `The ${p.what} ${p.number} is used here for the first time, without its contents.`,
    hint: `write its label and its contents in braces here, or use a number that is defined above.`,
  }),
  "gambit-differs": (p) => ({
    message: `The ${p.what} of ${p.set} are ${p.found} here, and ${p.expected} where it was first written. They must agree.`,
    hint: "correct one of them, or give this one a number of its own.",
  }),
  "gambit-chance-sum": (p) => ({
    message: `These probabilities sum to ${p.sum}. They must sum to 1.`,
    hint: "write fractions where decimals do not come out even: `1/3` instead of `0.33`.",
  }),
  "gambit-chance-negative": (p) => ({
    message: `The probability ${p.text} lies outside 0 to 1.`,
    hint: "write a number from 0 to 1.",
  }),
  "gambit-no-action": (p) => ({ message: `${p.what} is empty.`, hint: "name at least one in the braces." }),
  "gambit-after-end": (p) => ({
    message: `The game is complete, and yet there is ${p.found}.`,
    hint: "take it away, or check that every node has as many children as actions.",
  }),
  "gambit-missing-nodes": (p) => ({
    message: `The file ends, and ${p.missing === 1 ? "one node is" : `${p.missing} nodes are`} still to come: every action leads to a node.`,
    hint: 'add the missing lines; a terminal is `t "" 0`.',
  }),
  "gambit-too-large": (p) => ({
    message: `This game has ${p.count} ${p.what}. At most ${p.limit} are read.`,
    hint: "check the file, or make the game smaller.",
  }),
};

/** A mistake of a Gambit file as data. */
export function gambitMistake<Code extends GambitCode>(
  code: Code,
  params: GambitMistakes[Code],
  span: Span,
): Diagnostic {
  return { code, severity: "error", ...words[code](params), span, params: { ...params } };
}
