import type { Diagnostic } from "../../text/diagnostic.ts";
import { longestArticle } from "./article.ts";
import { articleMistake, readingMistake } from "./reading-mistakes.ts";

/**
 * The text of an article from the bytes of its file, without a byte order
 * mark; or what is wrong with it: `article-too-large`, `article-binary`,
 * `article-encoding`, `article-html`, `article-empty`, `article-not-english`.
 *
 * @param file its name, for the message
 */
export function articleFromBytes(
  file: string,
  bytes: Uint8Array,
): { readonly text: string } | { readonly mistake: Diagnostic } {
  const size = articleSizeMistake(file, bytes.length);
  if (size) return { mistake: size };
  const kind = binaryKind(bytes);
  if (kind !== undefined) return { mistake: readingMistake("article-binary", { file, kind }) };
  const text = decoded(bytes);
  if (text === undefined) return { mistake: readingMistake("article-encoding", { file }) };
  const mistake = articleMistake(file, text);
  return mistake ? { mistake } : { text };
}

/** A file with more bytes than an article can have, before any of them is read. */
export function articleSizeMistake(file: string, bytes: number): Diagnostic | undefined {
  // A character takes at most four bytes.
  if (bytes <= 4 * longestArticle) return undefined;
  return readingMistake("article-too-large", { file, megabytes: Math.ceil(bytes / 1e6) });
}

function binaryKind(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 5));
  if (head.startsWith("%PDF")) return "a PDF";
  if (head.startsWith("PK\u0003\u0004")) return "a packed file, such as a Word document";
  if (head.startsWith("\u001f\u008b")) return "a packed file";
  if (head.startsWith("\u0089PNG") || head.startsWith("\u00ff\u00d8\u00ff")) return "a picture";
  return bytes.subarray(0, 8000).includes(0) ? "binary, or text in UTF-16" : undefined;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8; the caller says so.
    return undefined;
  }
}
