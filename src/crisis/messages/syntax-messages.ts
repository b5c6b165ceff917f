/** Mistakes in the text itself: files, YAML, expressions. */
import { error, type Messages, warning } from "./message.ts";

export interface SyntaxParams {
  "file-missing": { readonly file: string };
  "file-too-large": { readonly size: number; readonly limit: number };
  "file-empty": { readonly file: string };
  "included-twice": { readonly file: string; readonly limit: number };
  "too-many-mistakes": { readonly shown: number };
  "include-cycle": { readonly file: string };
  "include-outside": { readonly file: string };
  "control-character": { readonly code: number };
  "yaml-syntax": { readonly problem: string; readonly remedy: string };
  "yaml-comment": Record<never, never>;
  "yaml-unreadable": { readonly file: string };
  "yaml-tab": Record<never, never>;
  "yaml-bracket": { readonly bracket: string };
  "yaml-tag": { readonly tag: string };
  "yaml-alias": { readonly name: string };
  "yaml-merge": Record<never, never>;
  "yaml-key": { readonly found: string };
  "too-deep": { readonly limit: number };
  "duplicate-key": { readonly key: string };
  "empty-value": {
    readonly key: string;
    readonly split: boolean;
    /** The number it is the tail of, with a point. */
    readonly decimal?: string;
  };
  "yaml-space": { readonly code: number };
  "expression-syntax": { readonly problem: string; readonly remedy: string };
  "expression-too-long": { readonly length: number; readonly limit: number };
  "expression-too-deep": { readonly limit: number };
}

const NON_BREAKING: ReadonlySet<number> = new Set([0xa0, 0x2007, 0x202f]);

export const syntaxMessages: Messages<SyntaxParams> = {
  "file-missing": error(
    (p) => `The file \`${p.file}\` cannot be read. It must exist and be readable.`,
    () => "check the path; it is relative to the file that names it.",
  ),
  "file-too-large": error(
    (p) =>
      `The file has ${(p.size / 1e6).toFixed(1)} million characters; the limit is ${(p.limit / 1e6).toFixed(0)} million.`,
    () => "split it with `include`, or drop what no element needs.",
  ),
  "file-empty": error(
    (p) => `The file \`${p.file}\` holds nothing. A crisis needs at least actors, moves and endings.`,
    () => "begin with `crisis: a name`.",
  ),
  "included-twice": error(
    (p) => `\`${p.file}\` is included a second time, or as one file too many (the limit is ${p.limit}).`,
    () => "delete this line.",
  ),
  "too-many-mistakes": error(
    (p) => `There are more than ${p.shown} mistakes. The others are not shown.`,
    () => "mend the first ones; many may have one cause.",
  ),
  "include-cycle": error(
    (p) =>
      `\`${p.file}\` is included by a file that it includes itself. Files must not include each other in a circle.`,
    () => "delete this line.",
  ),
  "include-outside": error(
    (p) => `\`${p.file}\` lies outside the folder of the crisis. Only files in it or below can be included.`,
    () => "copy the file into the folder and give its name.",
  ),
  "control-character": error(
    (p) =>
      `The file holds the control character U+${p.code.toString(16).toUpperCase().padStart(4, "0")}. A crisis file is plain text.`,
    () => "delete the character, or save the file as UTF-8 text.",
  ),
  "yaml-syntax": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "yaml-comment": warning(
    () => "YAML takes everything from ` #` on for a comment, so it is not part of the value.",
    () => "put quotes around the whole value, or a space after the `#` if it is a comment.",
  ),
  "yaml-unreadable": error(
    (p) => `\`${p.file}\` holds nothing that can be read as a mapping.`,
    () => "begin with `crisis: a name`, without signs before it.",
  ),
  "yaml-space": error(
    (p) =>
      `A ${NON_BREAKING.has(p.code) ? "non-breaking" : "special"} space (U+${p.code.toString(16).toUpperCase().padStart(4, "0")}) stands here. YAML does not take it for a space.`,
    () => "replace it by an ordinary space, or delete it.",
  ),
  "yaml-tab": error(
    () => "A tab indents this line. YAML counts only spaces.",
    () => "replace the tab by spaces, two for each level.",
  ),
  "yaml-bracket": error(
    (p) => `The bracket \`${p.bracket}\` has no partner. Every \`[\`, \`{\` and quote needs its closing one.`,
    (p) =>
      /[\]}]/.test(p.bracket)
        ? `delete the \`${p.bracket}\`, or put the words between quotes.`
        : `add the missing partner of \`${p.bracket}\`, or put the words between quotes.`,
  ),
  "yaml-tag": error(
    (p) => `YAML reads \`${p.tag}\` as a tag, not as words. Tags are not used in a crisis file.`,
    (p) =>
      /^!(?!!|<)/.test(p.tag)
        ? `write \`not ${p.tag.slice(1) || "…"}\`, or put quotes around the words.`
        : `delete \`${p.tag}\`, or put quotes around the words: \`"${p.tag} …"\`.`,
  ),
  "yaml-alias": error(
    (p) => `YAML reads \`${p.name}\` as a reference to another place. References are not used in a crisis file.`,
    (p) => `write the value out, or quote it: \`"${p.name}"\`.`,
  ),
  "yaml-merge": error(
    () => "`<<` merges mappings in old YAML. It is not used in a crisis file.",
    () => "write the keys out, or use `include`.",
  ),
  "yaml-key": error(
    (p) => `A key must be a word; this one is ${p.found}.`,
    () => 'put quotes around the key: `"…"`.',
  ),
  "too-deep": error(
    (p) => `Brackets or lists stand more than ${p.limit} deep. No part of a crisis needs that.`,
    () => "flatten the structure.",
  ),
  "duplicate-key": error(
    (p) => `\`${p.key}\` stands here a second time. Each key is given once.`,
    (p) => `rename or delete one of the two \`${p.key}\`.`,
  ),
  "empty-value": error(
    (p) =>
      p.decimal === undefined
        ? `\`${p.key}\` has no value. Every key needs one.`
        : `The comma before \`${p.key}\` ends the number. Decimals are written with a point.`,
    (p) =>
      p.decimal !== undefined
        ? `write \`${p.decimal}\` with a point.`
        : p.split
          ? "a comma inside `{ }` or `[ ]` ends the value: put quotes around the whole of it."
          : "write the value behind the colon, `{}` for a mapping without entries, or delete the line.",
  ),
  "expression-syntax": error(
    (p) => p.problem,
    (p) => p.remedy,
  ),
  "expression-too-long": error(
    (p) => `This expression has ${p.length} characters; the limit is ${p.limit}.`,
    () => "name its parts: split the payoff into parts, or the move into two.",
  ),
  "expression-too-deep": error(
    (p) => `This expression is nested more than ${p.limit} deep.`,
    () => "take out brackets, or split it.",
  ),
};
