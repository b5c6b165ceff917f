/**
 * How well `brink read` does: precision, recall and F1 for each field on the
 * articles of test/events/reading, those held out apart from the others, and
 * on the seed article where it is there. What was confused is listed.
 * `npm run bench -- reading`
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArticle } from "../src/events/reading/read-article.ts";
import { crisisAt, f1, keyOf, type Score, score, scoreArticle, sum, type Tally } from "../test/events/reading/score.ts";
import { tools } from "../test/events/reading/tools.ts";
import { recordResult } from "./record-result.ts";

const folder = resolve(import.meta.dirname, "../test/events/reading");
const seed = resolve(import.meta.dirname, "../../shared/seed/article.txt");
const heldOut = JSON.parse(readFileSync(join(folder, "articles/held-out.json"), "utf8")) as string[]; // a list in the project
const names = readdirSync(join(folder, "articles"))
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.replace(/\.txt$/, ""));
const caribbean = crisisAt(resolve(import.meta.dirname, "../crises/caribbean-2025/crisis.yaml"));

const rate = (tally: Tally): object => ({
  precision: round(tally.found === 0 ? 1 : tally.right / tally.found),
  recall: round(tally.wanted === 0 ? 1 : tally.right / tally.wanted),
  f1: round(f1(tally)),
  ...tally,
});
const fields = ["dates", "pairs", "when", "never", "deed", "by", "odds"] as const;

function summary(scores: readonly Score[]): object {
  return {
    ...Object.fromEntries(fields.map((field) => [field, rate(sum(scores.map((one) => one[field])))])),
    drafts: scores.reduce((total, { drafts }) => total + drafts, 0),
    untrueSpans: scores.reduce((total, { untrueSpans }) => total + untrueSpans, 0),
    articlesWithAllSentences: scores.filter(({ sentences }) => sentences.right === 1).length,
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

const scored = new Map(names.map((name) => [name, scoreArticle(join(folder, "articles", name))]));
const group = (held: boolean): readonly Score[] =>
  names.filter((name) => heldOut.includes(name) === held).map((name) => scored.get(name)!);
const seedScore = existsSync(seed)
  ? score(readFileSync(seed, "utf8"), keyOf(join(folder, "seed.key.yaml")), caribbean)
  : undefined;

/** User CPU time for texts of growing length, as a ratio to the shortest: linear is 2, 4, 8. */
function growth(): object {
  const text = `${readFileSync(join(folder, "articles/wire.txt"), "utf8")}\n`.repeat(20);
  readArticle(text, caribbean, tools, { prefix: "a" });
  const times = [1, 2, 4, 8].map((n) => {
    const before = process.cpuUsage();
    readArticle(text.repeat(n), caribbean, tools, { prefix: "a" });
    return process.cpuUsage(before).user;
  });
  return { letters: text.length, ratios: times.map((time) => round(time / times[0]!)) };
}

recordResult("reading", {
  looked_at_while_made: summary(group(false)),
  held_out: summary(group(true)),
  // Without the words of the article: sentence numbers and names only.
  seed: seedScore ? summary([seedScore]) : "skipped: ../shared/seed/article.txt is not here",
  confusions: Object.fromEntries([
    ...[...scored].map(([name, { confusions }]) => [name, confusions]),
    ["seed", (seedScore?.confusions ?? []).map((one) => one.replace(/ from "[^"]*(?:"[^"]*"[^"]*)*", not/, ", not"))],
  ]),
  cost: growth(),
});
