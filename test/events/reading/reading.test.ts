import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as chrono from "chrono-node";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { isoDay, parseCalendarDate } from "../../../src/crisis/calendar.ts";
import { readArticle } from "../../../src/events/reading/read-article.ts";
import { winkTools } from "../../../src/events/reading/wink-tools.ts";
import { crisisAt, f1, keyOf, score, scoreArticle, sum } from "./score.ts";
import { tools } from "./tools.ts";

const articles = join(import.meta.dirname, "articles");
const names = readdirSync(articles)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.replace(/\.txt$/, ""));
const heldOut = JSON.parse(readFileSync(join(articles, "held-out.json"), "utf8")) as string[]; // a list in the project
const caribbean = crisisAt(resolve(import.meta.dirname, "../../../crises/caribbean-2025/crisis.yaml"));
const island = crisisAt(join(articles, "island.yaml"));
const seed = resolve(import.meta.dirname, "../../../../shared/seed/article.txt");
const day = (text: string): number => parseCalendarDate(text)!.first;
const scores = names.map((name) => ({ name, ...scoreArticle(join(articles, name)) }));

describe("articles with keys", () => {
  it("are quoted to the letter", () => {
    expect(scores.map(({ untrueSpans }) => untrueSpans)).toEqual(names.map(() => 0));
  });

  it.each([
    ["those looked at", false],
    ["those held out", true],
  ])("reach the aims: %s", (_, held) => {
    const own = scores.filter(({ name }) => heldOut.includes(name) === held);
    expect(own.length).toBeGreaterThan(1);
    expect(f1(sum(own.map(({ dates }) => dates)))).toBeGreaterThanOrEqual(0.95);
    expect(f1(sum(own.map(({ pairs }) => pairs)))).toBeGreaterThanOrEqual(0.8);
  });

  it.skipIf(!existsSync(seed))("reach them on the seed article (skipped where ../shared/seed is not here)", () => {
    const found = score(readFileSync(seed, "utf8"), keyOf(join(import.meta.dirname, "seed.key.yaml")), caribbean);
    expect(found.sentences.right).toBe(1);
    expect(f1(found.dates)).toBeGreaterThanOrEqual(0.95);
    expect(f1(found.pairs)).toBeGreaterThanOrEqual(0.8);
    expect(found.odds).toEqual({ right: 2, wanted: 2, found: 2 });
    expect(found.untrueSpans).toBe(0);
  });
});

describe("dates", () => {
  it.each([
    ["Norland boarded ferries in early February 2031.", "2031-02-01..2031-02-10"],
    ["Norland boarded ferries in the second half of 2030.", "2030-07-01..2030-12-31"],
    ["Norland boarded ferries in Q1 2031.", "2031-01-01..2031-03-31"],
    ["Norland boarded ferries in the first few months of 2031.", "2031-01-01..2031-03-31"],
    ["Norland boarded ferries three days ago.", "2031-05-17"],
    ["Norland boarded ferries two months ago.", "2031-03-01..2031-03-31"],
    ["Norland boarded ferries last Tuesday.", "2031-05-13"],
    ["Norland boarded ferries on Tuesday.", "2031-05-20"],
    ["Norland boarded ferries over the weekend.", "2031-05-17..2031-05-18"],
    ["Norland boarded ferries two hours ago.", "2031-05-20"],
    ["Norland boarded ferries at the end of last month.", "2031-04-21..2031-04-30"],
    ["I would note that Norland boarded ferries in October.", "2030-10-01..2030-10-31"],
    ["Norland boarded ferries last week.", "2031-05-12..2031-05-18"],
    ["Norland boarded ferries on 29 February.", undefined],
    ["Norland boarded ferries between March and April.", "2031-03-01..2031-04-30"],
    ["Norland boarded ferries since 3 May.", "2031-05-03..2031-05-20"],
    ["Norland boarded ferries in 2029.", "2029-01-01..2029-12-31"],
    ["Norland boarded ferries on 2031-05-02.", "2031-05-02"],
    ["Norland will board ferries in March.", "2032-03-01..2032-03-31"],
    ["Norland may march on the ferries.", undefined],
    ["Norland boarded ferries after taking office.", undefined],
  ])("%s", (text, wanted) => {
    const { dates } = readArticle(text, island, tools, { toldDay: day("2031-05-20"), prefix: "a" });
    const days = dates.find((date) => date.days)?.days;
    const written =
      days && (days.first === days.last ? isoDay(days.first) : `${isoDay(days.first)}..${isoDay(days.last)}`);
    expect(written).toBe(wanted);
  });

  it("leaves relative dates unread where the date of the article is not known", () => {
    const { dates, drafts } = readArticle("Norland boarded a ferry yesterday.", island, tools, { prefix: "a" });
    expect(dates.map(({ without }) => without)).toEqual(["needs-told"]);
    expect(drafts[0]!.when).toBeUndefined();
    expect(drafts[0]!.notes.join()).toContain("--date");
  });
});

it("loads a model once, however often it is asked for", () => {
  for (let i = 0; i < 40; i++) expect(winkTools({ winkNLP, model, chrono })).toBe(tools);
});

describe("drafts", () => {
  const read = (text: string) => readArticle(text, island, tools, { toldDay: day("2031-05-20"), prefix: "a" });
  const only = (text: string) => {
    const { drafts } = read(text);
    expect(drafts).toHaveLength(1);
    return drafts[0]!;
  };

  it("tell deeds, denials, absences and plans apart", () => {
    expect(only("Norland boarded a ferry.")).toMatchObject({ moves: ["norland.inspect"], never: false, deed: "deed" });
    expect(only("Norland has not boarded a ferry.")).toMatchObject({ never: true });
    expect(only("Norland denied that it had boarded a ferry.")).toMatchObject({ never: true });
    expect(only("Norland plans to board a ferry.")).toMatchObject({ never: false, deed: "plan" });
    expect(only("If Norland boards a ferry, there will be trouble.")).toMatchObject({ deed: "plan" });
  });

  it("take no day on which something was said for that on which it was done", () => {
    expect(only("Norland boarded a ferry, the coast guard confirmed on Friday.").when?.basis).toBe("article");
    expect(only("The mayor said on Friday that Norland had boarded a ferry.").when?.basis).toBe("article");
    const both = only("The mayor said on Friday that Norland had boarded a ferry on 3 May.");
    expect(both.when).toMatchObject({ first: day("2031-05-03"), basis: "text" });
    expect(only("Norland boarded a ferry on Friday, the mayor said.").when?.basis).toBe("text");
  });

  it("do not give one actor the move of another", () => {
    expect(read("Estmark boarded a ferry.").drafts).toEqual([]);
    expect(
      read("The pirates of Sark boarded a ferry belonging to Norland.").drafts.filter(
        ({ confidence }) => confidence > 0.8,
      ),
    ).toEqual([]);
  });

  it("follow the chain of voices and count hearsay for less", () => {
    const draft = only("Norland boarded a ferry, Radio Ellis said, citing a source at the port.");
    expect(draft.chain.map(({ words }) => words)).toEqual(["a source at the port", "Radio Ellis"]);
    expect(only("Norland boarded a ferry, a fisherman said.").credibility).toBe(4);
    expect(only("Norland boarded a ferry, the Estmark Herald reported.").chain).toEqual([
      { words: "the Estmark Herald", source: "herald" },
    ]);
  });

  it("join one event told twice, in the article and with the crisis", () => {
    const { drafts } = read("Norland boarded a ferry on 3 May. On 3 May Norland stopped and searched ships.");
    expect(drafts.map(({ sameAs }) => sameAs)).toEqual([undefined, "a_1"]);
    expect(only("Norland boarded a ferry in February 2031.").sameAs).toBe("first_search");
  });

  it("list the sentences that fed nothing", () => {
    expect(read("Norland boarded a ferry. It rained.").unused).toEqual([2]);
  });

  it("never quote what is not there, whatever the text", () => {
    const words = fc.constantFrom(
      "Norland",
      "board",
      "ferries",
      "not",
      "will",
      "12%",
      "chance",
      "of",
      "war",
      "over",
      "Skerry",
      "said",
      "on",
      "Tuesday",
      "“",
      "…",
      "é",
      "\u0000",
      "😀",
      "\n",
      ".",
      ",",
      "the League",
      "mediate",
      "  ",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (list) => {
        const text = list.join(" ");
        for (const { span, sentence, confidence } of read(text).drafts) {
          expect(text.slice(span.start, span.end)).toBe(span.quote);
          expect(span.quote.length).toBeGreaterThan(0);
          expect(sentence).toBeGreaterThan(0);
          expect(confidence > 0 && confidence <= 1).toBe(true);
        }
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});
