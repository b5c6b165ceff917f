/** What the page asks the worker that reads articles, and what it gets back. Everything here is plain data. */
import type { Diagnostic } from "brink";
import type { Draft, WrittenArticle } from "brink/reading";

/** A crisis as the page has it: texts by file name, edits included. */
export interface CrisisTexts {
  readonly file: string;
  readonly texts: Readonly<Record<string, string>>;
}

export type ReadingAsk =
  | {
      readonly kind: "read";
      readonly id: number;
      readonly source: CrisisTexts;
      readonly text: string;
      readonly name: string;
      /** `2025-07-31`; where it is empty the dateline is looked for. */
      readonly date: string;
    }
  | {
      readonly kind: "add";
      readonly id: number;
      readonly source: CrisisTexts;
      readonly drafts: readonly Draft[];
      readonly earlier: readonly Draft[];
      readonly article: WrittenArticle;
    };

export interface SentencePlace {
  /** Counted from 1. */
  readonly number: number;
  /** UTF-16 offsets in the article. */
  readonly start: number;
  readonly end: number;
}

export interface ReadReply {
  readonly article: WrittenArticle;
  /** As it is read from the article or was given, `2025-07-31`; empty where there is none. */
  readonly date: string;
  readonly sentences: readonly SentencePlace[];
  readonly drafts: readonly Draft[];
}

export interface AddReply {
  readonly file: string;
  /** The whole new text of that file. */
  readonly text: string;
}

export type ReadingTold =
  | { readonly id: number; readonly read: ReadReply }
  | { readonly id: number; readonly added: AddReply }
  /** What is wrong with the article, or with the crisis once the drafts are in it. */
  | { readonly id: number; readonly diagnostics: readonly Diagnostic[] }
  /** A fault of ours, in words. */
  | { readonly id: number; readonly fault: string };
