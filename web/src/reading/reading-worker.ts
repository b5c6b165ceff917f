/** Reads articles away from the page, so that typing never waits: the language packages are loaded here alone. */
import { type Crisis, type Diagnostic, hasErrors, readCrisis } from "brink";
import {
  addDrafts,
  articleMistake,
  articleNames,
  datelineOf,
  daysWritten,
  idPrefix,
  readArticle,
  readingMistake,
  type TextTools,
  winkTools,
  withStanding,
  writtenDays,
} from "brink/reading";
import { strict } from "chrono-node/en";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import type { CrisisTexts, ReadingAsk, ReadingTold } from "./reading-protocol.ts";

type Answer = ReadingTold extends infer Told ? (Told extends ReadingTold ? Omit<Told, "id"> : never) : never;

let tools: TextTools | undefined;

self.onmessage = ({ data }: MessageEvent<ReadingAsk>) => {
  self.postMessage({ ...answer(data), id: data.id });
};

function answer(ask: ReadingAsk): Answer {
  try {
    const { crisis, diagnostics } = crisisOf(ask.source);
    if (!crisis) return { diagnostics: diagnostics.filter(({ severity }) => severity === "error") };
    return ask.kind === "read" ? read(ask, crisis) : add(ask, crisis);
  } catch (thrown) {
    return { fault: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function crisisOf({ file, texts }: CrisisTexts): {
  readonly crisis: Crisis | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { crisis, diagnostics } = readCrisis(file, (name) => (Object.hasOwn(texts, name) ? texts[name] : undefined));
  return { crisis: hasErrors(diagnostics) ? undefined : crisis, diagnostics };
}

function read({ source, text, name, date }: Extract<ReadingAsk, { kind: "read" }>, crisis: Crisis): Answer {
  const { clock } = crisis;
  if (clock.startDay === undefined || clock.steps === undefined) {
    return { diagnostics: [readingMistake("needs-dates", { crisis: source.file })] };
  }
  const mistake = articleMistake(name, text);
  if (mistake) return { diagnostics: [mistake] };
  tools ??= winkTools({ winkNLP, model, chrono: { strict } });
  const toldDay = daysWritten(date)?.first ?? datelineOf(text);
  const { drafts, sentences } = readArticle(text, crisis, tools, { toldDay, prefix: idPrefix(name, crisis) });
  const names = articleNames(name, crisis, { text, sentences, toldDay });
  return {
    read: {
      article: { ...names, name, sentences: sentences.length, toldDay },
      date: toldDay === undefined ? "" : writtenDays(toldDay, toldDay),
      sentences: sentences.map(({ number, start, end }) => ({ number, start, end })),
      drafts: withStanding(drafts, names.prefix, crisis),
    },
  };
}

function add(ask: Extract<ReadingAsk, { kind: "add" }>, crisis: Crisis): Answer {
  const { drafts, earlier, article, source } = ask;
  const added = addDrafts(drafts, crisis, new Map(Object.entries(source.texts)), { article, earlier });
  if ("diagnostics" in added) return { diagnostics: added.diagnostics };
  return { added: { file: added.file, text: added.text } };
}
