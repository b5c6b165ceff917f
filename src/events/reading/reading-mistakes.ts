import type { Diagnostic } from "../../text/diagnostic.ts";
import { longestArticle } from "./article.ts";

/** Mistakes of an article or of what was asked for: code → what is wrong, and what to do. */
export interface ReadingMistakes {
  "article-too-large": { file: string; megabytes: number };
  "article-binary": { file: string; kind: string };
  "article-encoding": { file: string };
  "article-html": { file: string };
  "article-empty": { file: string };
  "article-not-english": { file: string; share: number };
  "needs-dates": { crisis: string };
  "no-such-draft": { asked: string; drafts: number };
  "drafts-refused": { file: string };
  "section-not-list": { file: string; section: string };
  "llm-failed": { url: string; reason: string };
}

interface Words {
  readonly message: string;
  readonly hint: string;
}

const words: { readonly [Code in keyof ReadingMistakes]: (p: ReadingMistakes[Code]) => Words } = {
  "article-too-large": (p) => ({
    message: `\`${p.file}\` has ${p.megabytes} MB. An article may have ${longestArticle / 1e6} MB; a long one has 0.05.`,
    hint: "check that it is one article, and cut a collection into its articles.",
  }),
  "article-binary": (p) => ({
    message: `\`${p.file}\` is ${p.kind}, not plain text.`,
    hint: "copy the words of the article into a text file.",
  }),
  "article-encoding": (p) => ({
    message: `\`${p.file}\` is not text in UTF-8.`,
    hint: `save it as UTF-8, for instance with: iconv -f windows-1252 -t utf-8 ${p.file} > article.txt`,
  }),
  "article-html": (p) => ({
    message: `\`${p.file}\` is a web page (HTML), not its text.`,
    hint: "open it in a browser and copy the article into a text file, without menus and captions.",
  }),
  "article-empty": (p) => ({ message: `\`${p.file}\` holds no words.`, hint: "check that it was saved." }),
  "article-not-english": (p) => ({
    message: `Only ${Math.round(100 * p.share)}% of the letters of \`${p.file}\` are Latin. The reader knows English only.`,
    hint: "translate it first, and note the translation under `sources`.",
  }),
  "needs-dates": (p) => ({
    message: `The clock of ${p.crisis} has no dates or no end, so nothing told can be placed on it.`,
    hint: "give it both, for instance `clock: { start: 2024-12, step: month, steps: 24 }`.",
  }),
  "no-such-draft": (p) => ({
    message: `There is no draft \`${p.asked}\`; ${p.drafts === 0 ? "nothing was drafted" : `they are numbered 1 to ${p.drafts}`}.`,
    hint: "write `--accept all`, or numbers as in `--accept 1,3-5`.",
  }),
  "drafts-refused": (p) => ({
    message: `With these drafts \`${p.file}\` would have the mistakes above.`,
    hint: "leave out or edit the drafts they name.",
  }),
  "section-not-list": (p) => ({
    message: `\`${p.section}\` of \`${p.file}\` is neither a list nor a mapping: nothing can be added to it.`,
    hint: "write its entries below it, each on a line of its own.",
  }),
  "llm-failed": (p) => ({
    message: `The language model at ${p.url} gave no drafts: ${p.reason}.`,
    hint: "leave `--llm` out: the reader works without it.",
  }),
};

/** A mistake as data. */
export function readingMistake<Code extends keyof ReadingMistakes>(
  code: Code,
  params: ReadingMistakes[Code],
): Diagnostic {
  return { code, severity: "error", ...words[code](params), params: { ...params } };
}

const MARKUP = /<(?:!doctype|html|head|body|div|p|span|script|article|a\s|br)\b[^>]{0,200}>/gi;

/** What is wrong with the text of an article, if anything. */
export function articleMistake(file: string, text: string): Diagnostic | undefined {
  if (text.length > longestArticle)
    return readingMistake("article-too-large", { file, megabytes: Math.ceil(text.length / 1e6) });
  const start = text.slice(0, 20_000);
  if (/^\s*(?:<!doctype|<html|<\?xml)/i.test(start) || (start.match(MARKUP)?.length ?? 0) >= 8) {
    return readingMistake("article-html", { file });
  }
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return readingMistake("article-empty", { file });
  const latin = start.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return latin < letters / 2 ? readingMistake("article-not-english", { file, share: latin / letters }) : undefined;
}
