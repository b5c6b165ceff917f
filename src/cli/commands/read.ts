import { version } from "../../analysis/version.ts";
import { isoDay, parseCalendarDate } from "../../crisis/calendar.ts";
import { readArticle } from "../../events/reading/read-article.ts";
import { readingMistake } from "../../events/reading/reading-mistakes.ts";
import { articleNames, slug } from "../../events/reading/write-drafts.ts";
import type { CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { type LoadedCrisis, loadCrisis } from "../load-crisis.ts";
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
  const prefix = slug(name).slice(0, 24);
  const read = readArticle(text, crisis, await languageTools(), { toldDay, prefix: freePrefix(prefix, loaded) });
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
          prefix: freePrefix(prefix, loaded),
          patience: PATIENCE,
        })
      : undefined;
  const used = new Set((answered?.drafts ?? read.drafts).map(({ sentence }) => sentence));
  const done: ReadDrafts = {
    article: { file, name, told: toldDay === undefined ? null : isoDay(toldDay), sentences: read.sentences.length },
    crisis: crisis.name,
    by: answered ? "language model" : "reader",
    drafts: answered?.drafts ?? read.drafts,
    refused: answered?.refused ?? [],
    unused: read.sentences
      .filter(({ number }) => !used.has(number))
      .map(({ number, start, end }) => ({ sentence: number, text: text.slice(start, end) })),
  };
  const accepted = await choose(done, input, loaded);
  const names = { ...articleNames(name, crisis), name };
  const written = accepted && (await saveDrafts(accepted, done, { names, toldDay, loaded, input }));
  return {
    data: { brink: version, ...done, accepted: accepted?.map(({ id }) => id) ?? [], written: written ?? null },
    text: (view) => readText(done, accepted, written, view),
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

const DATELINE =
  /\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})\b|\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b/;

/** A full date in the first lines, in front of the text: "BRIDGETOWN, 18 June 2025 (Agency) -". */
function datelineOf(text: string): number | undefined {
  for (const line of text.split(/\r?\n/).slice(0, 4)) {
    const found = DATELINE.exec(line.slice(0, 60));
    if (!found) continue;
    // A date inside a sentence is not the date of the article.
    const front = line.slice(0, found.index);
    const after = line.slice(found.index + found[0].length);
    const isLine = /^[^.]{0,40}[-–—]\s/.test(after) || /^\W*$/.test(after);
    if (!isLine || /\b(?:on|in|since|by|until|from)\s*$/i.test(front)) continue;
    const [, d, m, y, m2, d2, y2, y3, mm, dd] = found;
    const month = mm ?? String(monthOf(m ?? m2 ?? "")).padStart(2, "0");
    return parseCalendarDate(`${y ?? y2 ?? y3}-${month}-${(d ?? d2 ?? dd ?? "").padStart(2, "0")}`)?.first;
  }
  return undefined;
}

function monthOf(name: string): number {
  return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;
}

function nameOf(file: string): string {
  return (file.split(/[/\\]/).at(-1) ?? file).replace(/\.[^.]*$/, "");
}

/** No id of a draft may meet one of the crisis. */
function freePrefix(prefix: string, { crisis }: LoadedCrisis): string {
  const taken = (one: string): boolean => crisis.reports.some(({ name }) => name.startsWith(`${one}_`));
  if (!taken(prefix)) return prefix;
  for (let n = 2; ; n++) if (!taken(`${prefix}${n}`)) return `${prefix}${n}`;
}
