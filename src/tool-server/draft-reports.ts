import { isoDay, parseCalendarDate } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Draft } from "../events/reading/draft.ts";
import { withStanding } from "../events/reading/known-article.ts";
import { readArticle } from "../events/reading/read-article.ts";
import { articleMistake } from "../events/reading/reading-mistakes.ts";
import type { TextTools } from "../events/reading/text-tools.ts";
import { winkTools } from "../events/reading/wink-tools.ts";
import { articleNames, draftEntries, idPrefix } from "../events/reading/write-drafts.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { ToolAnswer, ToolTask } from "./answer-task.ts";

/** Drafts of reports from an article: what `readArticle` finds, with dates a reader can read. */
export async function draftReports(crisis: Crisis, { options, article }: ToolTask): Promise<ToolAnswer> {
  const text = article ?? options.text;
  if (text === undefined || (article !== undefined && options.text !== undefined)) {
    return failed("no-article", "It must be said which article to read.", "give either `article` or `text`.");
  }
  const published = options.published === undefined ? undefined : parseCalendarDate(options.published);
  if (options.published !== undefined && !published) {
    return failed("bad-date", `\`${options.published}\` is not a date.`, "write `published` as 2025-08-14.");
  }
  const name = options.article ?? "article";
  const mistake = articleMistake(name, text);
  if (mistake) return { data: undefined, diagnostics: [mistake] };
  const tools = await languageTools();
  if ("severity" in tools) return { data: undefined, diagnostics: [tools] };
  const prefix = idPrefix(stemOf(options.article), crisis);
  const found = readArticle(text, crisis, tools, { prefix, ...(published ? { toldDay: published.last } : {}) });
  const stem = name.replace(/\.\w+$/, "");
  const toldDay = published?.last;
  const names = { ...articleNames(stem, crisis, { text, sentences: found.sentences, toldDay }), name };
  const drafts = withStanding(found.drafts, names.prefix, crisis);
  const written = { ...names, sentences: found.sentences.length, toldDay };
  const result = {
    sentences: found.sentences.length,
    drafts: drafts.map(withDates),
    /** Sentences that fed no draft. */
    unused: found.unused,
    // Without dates nothing can be placed on the clock.
    /** What would be added to the crisis file if every draft were accepted: one line of YAML for each entry. */
    entries: crisis.clock.startDay === undefined ? [] : draftEntries(drafts, written, crisis),
  };
  return {
    data: { method: "rules on words and grammar, no language model; proposals to be checked", result },
    diagnostics: [],
  };
}

function withDates({ when, ...draft }: Draft): object {
  if (!when) return draft;
  return {
    ...draft,
    when: { from: isoDay(when.first), until: isoDay(when.last), words: when.words, basis: when.basis },
  };
}

/** Name of an article without folder and ending. */
function stemOf(article: string | undefined): string {
  return (article?.split("/").at(-1) ?? "").replace(/\.\w+$/, "") || "draft";
}

const packages = "wink-nlp, wink-eng-lite-web-model and chrono-node";

/** The packages that take English apart, or what to install. */
async function languageTools(): Promise<TextTools | Diagnostic> {
  try {
    const [{ default: winkNLP }, { default: model }, chrono] = await Promise.all([
      import("wink-nlp"),
      import("wink-eng-lite-web-model"),
      import("chrono-node"),
    ]);
    return winkTools({ winkNLP, model, chrono });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw cause;
    return {
      code: "package-missing",
      severity: "error",
      message: `Drafting reports needs the packages ${packages}, which are not installed.`,
      hint: "install them beside Brink: npm install wink-nlp wink-eng-lite-web-model chrono-node",
      params: {},
    };
  }
}

function failed(code: string, message: string, hint: string): ToolAnswer {
  return { data: undefined, diagnostics: [{ code, severity: "error", message, hint, params: {} }] };
}
