import type { Diagnostic, Span } from "../../text/diagnostic.ts";
import { nearNames } from "../../text/near-names.ts";

/** What each mistake of a conflict file or of a ranking is told with. */
export interface ConflictMistakes {
  "conflict-expected": { what: string; expected: string };
  "conflict-missing": { what: string; keys: readonly string[] };
  "conflict-unknown-key": { key: string; keys: readonly string[] };
  "conflict-unknown-name": { what: string; name: string; names: readonly string[] };
  "conflict-name-twice": { name: string; what: string };
  "conflict-bad-name": { name: string };
  "conflict-state-twice": { name: string; other: string };
  "conflict-both-ways": { keys: readonly string[] };
  "conflict-unranked": { actor: string; states: readonly string[] };
  "conflict-ranked-twice": { actor: string; state: string };
  "conflict-no-states": { what: string };
  "conflict-too-large": { what: string; count: number; limit: number };
}

interface Words {
  readonly message: string;
  readonly hint: string;
}

const words: { readonly [Code in keyof ConflictMistakes]: (p: ConflictMistakes[Code]) => Words } = {
  "conflict-expected": (p) => ({
    message: `${p.what} must be ${p.expected}.`,
    hint: "docs/stability.md has an example of every key.",
  }),
  "conflict-missing": (p) => ({
    message: `${p.what} has no ${listed(p.keys, "or")}.`,
    hint: `add \`${p.keys[0]}:\`; docs/stability.md has an example.`,
  }),
  "conflict-unknown-key": (p) => ({
    message: `\`${p.key}\` is no key here. There are: ${listed(p.keys, "and")}.`,
    hint: meant(p.key, p.keys),
  }),
  "conflict-unknown-name": (p) => ({
    message: `There is no ${p.what} \`${p.name}\`. There are: ${shortened(p.names)}.`,
    hint: meant(p.name, p.names),
  }),
  "conflict-name-twice": (p) => ({
    message: `\`${p.name}\` is named twice: ${p.what}.`,
    hint: "give each one a name of its own.",
  }),
  "conflict-bad-name": (p) => ({
    message: `\`${p.name}\` cannot be a name. A name has letters, digits and \`_\`, and begins with a letter.`,
    hint: "write for instance `air_strike`.",
  }),
  "conflict-state-twice": (p) => ({
    message: `The state \`${p.name}\` takes the same options as \`${p.other}\`.`,
    hint: "take one of the two away, or correct its options.",
  }),
  "conflict-both-ways": (p) => ({
    message: `${listed(p.keys, "and")} cannot stand together.`,
    hint: "keep one of them: `options` where actors take up or drop options, `moves` where the moves are listed.",
  }),
  "conflict-unranked": (p) => ({
    message: `The ranking of \`${p.actor}\` leaves out ${shortened(p.states)}.`,
    hint: "put every state in its place, the best first; states that are as good as each other in one list: `[a, b]`.",
  }),
  "conflict-ranked-twice": (p) => ({
    message: `The ranking of \`${p.actor}\` has ${p.state} twice.`,
    hint: "take one of the two away.",
  }),
  "conflict-no-states": (p) => ({
    message: `${p.what} leaves no state.`,
    hint: "take something away from `never`, or list the states.",
  }),
  "conflict-too-large": (p) => ({
    message: `There are ${p.count} ${p.what}. At most ${p.limit} are taken.`,
    hint: "leave out what decides little, or say with `never` what cannot be.",
  }),
};

/** A mistake of a conflict file as data. */
export function conflictMistake<Code extends keyof ConflictMistakes>(
  code: Code,
  params: ConflictMistakes[Code],
  span?: Span,
): Diagnostic {
  return { code, severity: "error", ...words[code](params), ...(span ? { span } : {}), params: { ...params } };
}

function listed(names: readonly string[], last: "or" | "and"): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

function shortened(names: readonly string[]): string {
  const some = names.slice(0, 12).map((name) => `\`${name}\``);
  return names.length > 12 ? `${some.join(", ")} and ${names.length - 12} more` : some.join(", ");
}

function meant(name: string, names: readonly string[]): string {
  const near = nearNames(name, names)[0];
  return near === undefined ? "take one of these." : `did you mean \`${near}\`?`;
}
