import { version } from "../../analysis/version.ts";
import { isoDay, parseCalendarDate } from "../../crisis/calendar.ts";
import { datelineOf } from "../../events/reading/dateline.ts";
import { withStanding } from "../../events/reading/known-article.ts";
import { readArticle } from "../../events/reading/read-article.ts";
import { readingMistake } from "../../events/reading/reading-mistakes.ts";
import { articleNames, idPrefix } from "../../events/reading/write-drafts.ts";
import type { CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { loadCrisis } from "../load-crisis.ts";
import { askModel } from "../reading/ask-model.ts";
import { choose } from "../reading/choose.ts";
import { languageTools } from "../reading/language-tools.ts";
import { readArticleFile } from "../reading/read-article-file.ts";
import { type ReadDrafts, readText } from "../reading/read-text.ts";
import { saveDrafts } from "../reading/save-drafts.ts";

/** Milliseconds a language model may take. */
const PATIENCE = 120_000;

/** `brink read`: drafts of reports from an article; those that a person accepts are written into the crisis. */
export const readCommand: CommandRun = async (input) => {
  const { file, host, texts, options } = input;
  const loaded = loadCrisis(String(options.crisis), host.folder, texts);
  const { crisis } = loaded;
  if (crisis.clock.startDay === undefined || crisis.clock.steps === undefined) {
    throw new CommandError([readingMistake("needs-dates", { crisis: loaded.file })], exitCode.fileErrors);
  }
  const text = readArticleFile(file, host.folder);
  const toldDay = dateOf(options.date) ?? datelineOf(text);
  const name = typeof options.name === "string" ? options.name : nameOf(file);
  const prefix = idPrefix(name, crisis);
  const read = readArticle(text, crisis, await languageTools(), { toldDay, prefix });
  const answered =
    typeof options.llm === "string"
      ? await askModel({
          url: options.llm,
          model: typeof options.model === "string" ? options.model : "default",
          key: host.environment.BRINK_LLM_KEY,
          text,
          sentences: read.sentences,
          crisis,
          toldDay,
          prefix,
          patience: PATIENCE,
        })
      : undefined;
  const used = new Set((answered?.drafts ?? read.drafts).map(({ sentence }) => sentence));
  const names = { ...articleNames(name, crisis, { text, sentences: read.sentences, toldDay }), name };
  const done: ReadDrafts = {
    article: { file, name, told: toldDay === undefined ? null : isoDay(toldDay), sentences: read.sentences.length },
    crisis: crisis.name,
    by: answered ? "language model" : "reader",
    drafts: withStanding(answered?.drafts ?? read.drafts, names.prefix, crisis),
    refused: answered?.refused ?? [],
    unused: read.sentences
      .filter(({ number }) => !used.has(number))
      .map(({ number, start, end }) => ({ sentence: number, text: text.slice(start, end) })),
  };
  const accepted = await choose(done, input, loaded, names.prefix);
  const written = accepted && (await saveDrafts(accepted, done, { names, toldDay, loaded, input }));
  return {
    data: { brink: version, ...done, accepted: accepted?.map(({ id }) => id) ?? [], written: written ?? null },
    text: (view) => readText(done, accepted, written, view, accepted !== undefined && options.accept === undefined),
  };
};

function dateOf(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const range = parseCalendarDate(value.trim());
  if (range && range.first === range.last) return range.first;
  throw wrongUse("bad-date", `\`${value}\` is not the date of a day.`, "write `--date` as 2025-07-31.", {
    date: value,
  });
}

function nameOf(file: string): string {
  return (file.split(/[/\\]/).at(-1) ?? file).replace(/\.[^.]*$/, "");
}
