import type * as Chrono from "chrono-node";
import type { ItemSentence, ItemToken, ItsFunction, Model, WinkMethods } from "wink-nlp";
import { dayNumber, isoDay } from "../../crisis/calendar.ts";
import type { ExactDate, TextTools, Token } from "./text-tools.ts";

export interface LanguagePackages {
  readonly winkNLP: (model: Model, pipe: string[]) => WinkMethods;
  readonly model: Model;
  /** The whole package, or its English part (`chrono-node/en`). */
  readonly chrono: Pick<typeof Chrono, "strict">;
}

/** The package changes the model each time it loads it, twice as long each time: one is loaded once. */
const loaded = new WeakMap<Model, TextTools>();

/** Tokens, lemmas and negation by wink-nlp; exact dates by chrono-node. The same tools for the same model. */
export function winkTools(packages: LanguagePackages): TextTools {
  const known = loaded.get(packages.model) ?? load(packages);
  loaded.set(packages.model, known);
  return known;
}

function load({ winkNLP, model, chrono }: LanguagePackages): TextTools {
  const nlp = winkNLP(model, ["sbd", "negation", "pos"]);
  const { its } = nlp;
  // The package types a lemma as needing more than the call passes.
  const lemma = its.lemma as unknown as ItsFunction<string>;
  return {
    sentences: (paragraph) => {
      const found: Token[][] = [];
      let from = 0;
      nlp
        .readDoc(paragraph)
        .sentences()
        .each((sentence: ItemSentence) => {
          const tokens: Token[] = [];
          sentence.tokens().each((token: ItemToken) => {
            const text = token.out(its.value) as string; // typed as any kind of output
            const start = paragraph.indexOf(text, from);
            if (start < 0) return;
            from = start + text.length;
            tokens.push({
              text,
              lemma: String(token.out(lemma)).toLowerCase(),
              pos: partOfSpeech(text, String(token.out(its.pos)), tokens.at(-1)),
              negated: String(token.out(its.negationFlag)) === "true",
              start,
              end: from,
            });
          });
          if (tokens.length > 0) found.push(tokens);
        });
      return found;
    },
    exactDates: (sentence, toldDay) => {
      const reference = new Date(`${isoDay(toldDay)}T12:00:00Z`);
      const results = chrono.strict.parse(sentence, { instant: reference, timezone: 0 });
      return results.flatMap((result) => exactDate(result) ?? []);
    },
  };
}

/** "the Estmark Herald": what is written with a capital behind a name or an article is a name, not a verb. */
function partOfSpeech(text: string, tagged: string, before: Token | undefined): string {
  const isName = /^\p{Lu}\p{Ll}/u.test(text) && (before?.pos === "PROPN" || before?.pos === "DET");
  return tagged === "VERB" && isName ? "PROPN" : tagged;
}

/** Only what names its day and month; weekdays and spans without them are the grammar's business. */
function exactDate(result: Chrono.ParsedResult): ExactDate | undefined {
  const { start, end, index, text } = result;
  if (!start.isCertain("day") || !start.isCertain("month") || !/\d/.test(text)) return undefined;
  const first = dayOf(start);
  const last = end?.isCertain("day") ? dayOf(end) : first;
  return { start: index, end: index + text.length, first, last: Math.max(first, last) };
}

function dayOf(date: Chrono.ParsedComponents): number {
  return dayNumber(date.get("year") ?? 0, date.get("month") ?? 1, date.get("day") ?? 1);
}
