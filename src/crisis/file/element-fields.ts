import { oneOrMore } from "../shape/collections.ts";
import { reference, words } from "../shape/scalars.ts";
import type { Field, Located } from "../shape/shape.ts";

/** Sentences an entry rests on. */
export const textField: Field<readonly Located<string>[]> = {
  shape: oneOrMore(reference),
  doc: "Sentences of the source text it rests on, as numbered under `texts`.",
  fallback: "none",
  example: "[S3, S5]",
};

/** Keys every element may carry. */
export const elementFields: {
  readonly name: Field<Located<string>>;
  readonly text: Field<readonly Located<string>[]>;
  readonly why: Field<Located<string>>;
} = {
  name: { shape: words, doc: "What a reader sees.", fallback: "the key with spaces for `_`", example: "United States" },
  text: textField,
  why: { shape: words, doc: "The reason for it, for a reader.", example: '"wars of this kind cost …"' },
};
