/** Mistakes in the form of an entry: keys, kinds of value, numbers, words to choose from. */

import { isObjectWord } from "../shape/reserved-words.ts";
import { knownNames, meant } from "./meant.ts";
import { error, type Messages, nameList } from "./message.ts";

export interface ShapeParams {
  "wrong-kind": { readonly name: string; readonly wanted: string; readonly found: string; readonly example: string };
  "unknown-key": { readonly key: string; readonly where: string; readonly valid: readonly string[] };
  "missing-key": { readonly key: string; readonly where: string; readonly example: string };
  "bad-identifier": { readonly name: string };
  "reserved-name": { readonly name: string };
  "not-a-number": { readonly name: string; readonly found: string; readonly wanted: string };
  "number-range": { readonly name: string; readonly value: number; readonly wanted: string; readonly nearest: number };
  "bad-choice": { readonly name: string; readonly found: string; readonly choices: readonly string[] };
}

export const shapeMessages: Messages<ShapeParams> = {
  "wrong-kind": error(
    (p) => `\`${p.name}\` must be ${p.wanted}; here it is ${p.found}.`,
    (p) => `write it like this: \`${p.example}\`.`,
  ),
  "unknown-key": error(
    (p) => `\`${p.key}\` is not a key of ${p.where}. ${knownNames(p.key, p.valid, "Its keys are")}`,
    (p) => meant(p.key, p.valid, "use one of these keys, or delete the line."),
  ),
  "missing-key": error(
    (p) => `The key \`${p.key}\` is missing in ${p.where}.`,
    (p) => `add it, for instance \`${p.example}\`.`,
  ),
  "bad-identifier": error(
    (p) =>
      `\`${p.name.slice(0, 60)}\` cannot be a name. A name begins with a letter from a to z and holds such letters, digits and \`_\`.`,
    (p) => `write \`${identifierFrom(p.name)}\`, and put the words a reader sees into \`name\`.`,
  ),
  "reserved-name": error(
    (p) =>
      `\`${p.name}\` is a word of ${isObjectWord(p.name) ? "JavaScript" : "the language"}. It cannot be used as a name.`,
    (p) => `call it \`${p.name.replace(/^_+|_+$/g, "")}_\`, or another word.`,
  ),
  "not-a-number": error(
    (p) => `\`${p.name}\` must be ${p.wanted}; here it is \`${p.found.slice(0, 60)}\`.`,
    (p) => (p.wanted.includes("whole") ? wholeHint(p.found) : numberHint(p.found)),
  ),
  "number-range": error(
    // In full: rounded, a number just beyond the limit would look like the limit.
    (p) => `\`${p.name}\` is ${p.value}. It must be ${p.wanted}.`,
    (p) => `write ${p.nearest}, or a number in that range.`,
  ),
  "bad-choice": error(
    (p) => `\`${p.name}\` cannot be \`${p.found.slice(0, 60)}\`. It is one of: ${nameList(p.choices)}.`,
    (p) =>
      p.choices.every((choice) => choice.length === 1)
        ? `write one of ${nameList(p.choices)}.`
        : meant(p.found, p.choices, `write \`${p.name}: ${p.choices[0]}\`.`),
  ),
};

function identifierFrom(name: string): string {
  const clean = name
    .slice(0, 40)
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "");
  return clean === "" ? "a_name" : clean;
}

function wholeHint(found: string): string {
  const value = Number(found.replace(/[_' ]/g, "").replace(",", "."));
  // Counts of whole things begin at 1.
  const whole = Number.isFinite(value) && value > 0 && value < 1e6 ? Math.ceil(value) : undefined;
  return whole === undefined ? "write a whole number in digits, for instance `24`." : `write \`${whole}\`.`;
}

function numberHint(found: string): string {
  const digits = found.replace(/[_' ]/g, "");
  if (/^[-+]?\d+(\.\d+)?$/.test(digits)) return `write \`${Number(digits)}\`.`;
  if (/^0[xob]/i.test(found) && Number.isFinite(Number(found))) return `write \`${Number(found)}\`.`;
  if (/^[-+]?\d+,\d+$/.test(found)) return `write a point: \`${found.replace(",", ".")}\`.`;
  return "write it in digits, for instance `0.25`.";
}
