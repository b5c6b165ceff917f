/**
 * Brink's reader of news, `brink/reading`: from the text of an article to
 * drafts of reports, and from accepted drafts to the text of a crisis file. It
 * stands apart from `brink` because its types name three optional packages:
 * whoever does not read news needs none of them. It runs in Node and in
 * browsers, loads nothing by itself, reads no files and prints nothing.
 *
 * @example
 * import { readCrisis } from "brink";
 * import { addDrafts, articleNames, datelineOf, idPrefix, readArticle, winkTools } from "brink/reading";
 * import * as chrono from "chrono-node";
 * import model from "wink-eng-lite-web-model";
 * import winkNLP from "wink-nlp";
 *
 * const { crisis } = readCrisis("crisis.yaml", (file) => texts.get(file));
 * const toldDay = datelineOf(article);
 * const tools = winkTools({ winkNLP, model, chrono });
 * const { drafts, sentences } = readArticle(article, crisis, tools, { toldDay, prefix: idPrefix("wire", crisis) });
 * const accepted = drafts.filter(({ confidence }) => confidence > 0.8); // a person decides
 * const names = articleNames("wire", crisis, { text: article, sentences, toldDay });
 * const about = { ...names, name: "wire", sentences: sentences.length, toldDay };
 * const added = addDrafts(accepted, crisis, texts, { article: about });
 * if ("text" in added) save(added.file, added.text);
 */
export { type AddedDrafts, type AddOptions, addDrafts } from "./events/reading/add-drafts.ts";
export { longestArticle, type Sentence } from "./events/reading/article.ts";
export { articleFromBytes, articleSizeMistake } from "./events/reading/article-bytes.ts";
export type { DateMention } from "./events/reading/date-mention.ts";
export { datelineOf } from "./events/reading/dateline.ts";
export type { Draft, Odds, Voice, When } from "./events/reading/draft.ts";
export { writtenDays } from "./events/reading/draft-dates.ts";
export { claimInWords, tellersInWords, whenInWords } from "./events/reading/draft-words.ts";
export { type DraftChanges, daysWritten, editDraft, movesOf } from "./events/reading/edit-draft.ts";
export { insertEntries, type NewEntry } from "./events/reading/insert-entries.ts";
export { joinSame } from "./events/reading/join-same.ts";
export { type ArticleRead, isStanding, knownArticle, withStanding } from "./events/reading/known-article.ts";
export { type ReadArticle, type ReadOptions, readArticle } from "./events/reading/read-article.ts";
export { articleMistake, readingMistake } from "./events/reading/reading-mistakes.ts";
export type { ExactDate, TextTools, Token } from "./events/reading/text-tools.ts";
export { type LanguagePackages, winkTools } from "./events/reading/wink-tools.ts";
export { articleNames, draftEntries, idPrefix, type WrittenArticle } from "./events/reading/write-drafts.ts";
