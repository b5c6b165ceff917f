import { parseCalendarDate } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Sentence } from "./article.ts";
import type { Draft, When } from "./draft.ts";
import { joinSame } from "./join-same.ts";
import { sourceCalled } from "./source-called.ts";

export interface LlmDrafts {
  readonly drafts: readonly Draft[];
  /** What was thrown away, each with the reason. */
  readonly refused: readonly string[];
}

/** Drafts of one answer that are looked at; more are refused. */
const MOST = 500;

/**
 * Drafts from the answer of a language model, by the same rules as the
 * reader's own: the words must stand in the sentence, the move in the crisis,
 * the days in a calendar. What breaks a rule is refused, the rest kept.
 *
 * @param answer the decoded JSON of a chat completion; anything else gives no draft and says so
 * @returns undefined where the answer holds no list of drafts at all
 */
export function llmDrafts(
  answer: unknown,
  text: string,
  sentences: readonly Sentence[],
  crisis: Crisis,
  toldDay: number | undefined,
  prefix: string,
): LlmDrafts | undefined {
  const items = itemsOf(answer);
  if (!items) return undefined;
  const refused: string[] = items.length > MOST ? [`${items.length - MOST} drafts beyond ${MOST}`] : [];
  const drafts = items.slice(0, MOST).flatMap((item, i) => {
    const draft = draftOf(item, i, { text, sentences, crisis, toldDay, prefix });
    if (typeof draft !== "string") return [draft];
    refused.push(`draft ${i + 1}: ${draft}`);
    return [];
  });
  drafts.sort((a, b) => a.span.start - b.span.start);
  return { drafts: joinSame(drafts, crisis), refused };
}

function itemsOf(answer: unknown): readonly unknown[] | undefined {
  const choices = field(answer, "choices");
  const content = Array.isArray(choices) ? field(field(choices[0], "message"), "content") : undefined;
  if (typeof content !== "string") return undefined;
  // Servers that cannot hold a model to a schema often send JSON as a block of code.
  const block = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(content);
  try {
    const drafts = field(JSON.parse(block?.[1] ?? content), "drafts");
    return Array.isArray(drafts) ? drafts : undefined;
  } catch {
    // Not JSON: the caller says that there were no drafts.
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

interface Material {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly crisis: Crisis;
  readonly toldDay: number | undefined;
  readonly prefix: string;
}

/** The draft, or the rule it breaks. */
function draftOf(item: unknown, index: number, material: Material): Draft | string {
  const { text, sentences, crisis, toldDay, prefix } = material;
  const number = field(item, "sentence");
  const sentence = sentences.find((one) => one.number === number);
  if (!sentence) return `there is no sentence ${JSON.stringify(number)?.slice(0, 40) ?? "without a number"}`;
  const quote = field(item, "quote");
  if (typeof quote !== "string" || quote.trim() === "") return "it quotes nothing";
  const place = text.slice(sentence.start, sentence.end).indexOf(quote);
  if (place < 0) return `"${quote.slice(0, 60)}" does not stand in sentence ${sentence.number}`;
  const move = field(item, "move");
  const found = crisis.moves.find(({ actor, name }) => `${crisis.actors[actor]!.name}.${name}` === move);
  if (!found || typeof move !== "string") {
    return `\`${(typeof move === "string" ? move : (JSON.stringify(move) ?? "nothing")).slice(0, 60)}\` is no move of the crisis`;
  }
  const when = whenOf(field(item, "from"), field(item, "to"), toldDay);
  if (typeof when === "string") return when;
  const voice = field(item, "voice");
  const said =
    typeof voice === "string" && text.slice(sentence.start, sentence.end).includes(voice) ? voice : undefined;
  const source = said === undefined ? undefined : sourceCalled(said, crisis);
  const start = sentence.start + place;
  const sure = field(item, "confidence");
  const plan = field(item, "plan") === true;
  const never = field(item, "never") === true;
  return {
    id: `${prefix}_${sentence.number}m${index + 1}`,
    kind: "claim",
    sentence: sentence.number,
    span: { start, end: start + quote.length, quote },
    actors: [crisis.actors[found.actor]!.name],
    moves: [move],
    never,
    deed: plan && !never ? "plan" : "deed",
    opinion: field(item, "opinion") === true,
    ...(when ? { when } : {}),
    where: [],
    chain: said === undefined ? [] : [{ words: said, ...(source === undefined ? {} : { source }) }],
    quantities: [],
    confidence: typeof sure === "number" && sure >= 0 && sure <= 1 ? Number(sure.toFixed(2)) : 0.5,
    reason: `language model: ${reasonOf(item)}`,
    notes: when?.basis === "article" ? ["no date in the sentence: the date of the article stands in"] : [],
    credibility: 4,
  };
}

function reasonOf(item: unknown): string {
  const reason = field(item, "reason");
  return typeof reason === "string" && reason.trim() !== "" ? reason.slice(0, 200) : "it gives no reason";
}

function whenOf(from: unknown, to: unknown, toldDay: number | undefined): When | undefined | string {
  if (from === null || from === undefined) {
    return toldDay === undefined ? undefined : { first: toldDay, last: toldDay, words: "", basis: "article" };
  }
  const first = typeof from === "string" ? parseCalendarDate(from)?.first : undefined;
  const last = typeof to === "string" ? parseCalendarDate(to)?.last : first;
  if (first === undefined || last === undefined || first > last) return `${String(from)} to ${String(to)} are no days`;
  return { first, last, words: "", basis: "text" };
}
