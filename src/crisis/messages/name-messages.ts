/** Mistakes about names: not declared, declared twice, of the wrong kind. */
import { knownNames, meant } from "./meant.ts";
import { error, type Message, type Messages, nameList } from "./message.ts";

/** A name that is not declared, with those that are. */
export interface UnknownName {
  readonly name: string;
  readonly valid: readonly string[];
}

export interface NameParams {
  "unknown-actor": UnknownName;
  "unknown-variable": UnknownName;
  "unknown-level": UnknownName & { readonly variable: string };
  "unknown-move": UnknownName & { readonly actor: string };
  "unknown-ending": UnknownName;
  "unknown-source": UnknownName;
  "unknown-report": UnknownName;
  "unknown-parameter": UnknownName;
  "unknown-sentence": { readonly name: string; readonly texts: readonly string[] };
  "unknown-name": UnknownName;
  "name-clash": { readonly name: string; readonly first: string; readonly second: string };
  "ambiguous-level": { readonly level: string; readonly variables: readonly string[] };
  "level-of-other": { readonly level: string; readonly variable: string; readonly valid: readonly string[] };
  "not-allowed-here": {
    readonly name: string;
    readonly kind: string;
    readonly place: string;
    readonly allowed: string;
  };
  "not-a-condition": { readonly found: string; readonly example: string };
}

function unknown<P extends UnknownName>(what: (params: P) => string, remedy: string): Message<P> {
  return error(
    (p) => `${what(p)} is called \`${p.name.slice(0, 60)}\`. ${knownNames(p.name, p.valid, "There are")}`,
    (p) => meant(p.name, p.valid, remedy),
  );
}

export const nameMessages: Messages<NameParams> = {
  "unknown-actor": unknown(() => "No actor", "declare it under `actors`."),
  "unknown-variable": unknown(() => "No variable", "declare it under `state`."),
  "unknown-level": unknown((p) => `No level of \`${p.variable}\``, "use one of its levels, or add one to `levels`."),
  "unknown-move": unknown(
    (p) => (p.actor === "" ? "No move" : `No move of \`${p.actor}\``),
    "declare it under `moves`.",
  ),
  "unknown-ending": unknown(() => "No ending", "declare it under `endings`."),
  "unknown-source": unknown(() => "No source", "declare it under `sources`."),
  "unknown-report": unknown(() => "No report", "give a report this `id`."),
  "unknown-parameter": unknown(() => "No parameter", "declare it under `parameters`."),
  "unknown-sentence": error(
    (p) => `\`${p.name.slice(0, 60)}\` is not a sentence of a declared text. Texts hold: ${nameList(p.texts)}.`,
    (p) =>
      p.texts.length > 0
        ? "correct the number, or raise `sentences` under `texts`."
        : "declare the text: `texts: { S: { sentences: 62 } }`.",
  ),
  "unknown-name": unknown(() => "No variable, level or parameter", "declare it under `parameters` or `state`."),
  "name-clash": error(
    (p) => `\`${p.name}\` is the name of ${p.first} and of ${p.second}. A name stands for one kind of thing.`,
    (p) => `rename one of them, for instance \`${p.name}_2\`.`,
  ),
  "ambiguous-level": error(
    (p) =>
      `\`${p.level}\` is a level of several variables: ${nameList(p.variables)}. What it is compared with must decide which one is meant.`,
    (p) => `compare it with its variable: \`${p.variables[0]} == ${p.level}\`.`,
  ),
  "level-of-other": error(
    (p) =>
      `\`${p.level}\` is not a level of \`${p.variable}\`, with which it stands. Its levels are: ${nameList(p.valid)}.`,
    (p) => meant(p.level, p.valid, `use a level of \`${p.variable}\`.`),
  ),
  "not-allowed-here": error(
    (p) => `\`${p.name}\` is ${p.kind}; ${p.place} may read only ${p.allowed}.`,
    (p) => `take \`${p.name}\` out of this place.`,
  ),
  "not-a-condition": error(
    (p) => `${p.found} is a number. A condition must hold or not hold.`,
    (p) => `compare it: \`${p.example}\`.`,
  ),
};
