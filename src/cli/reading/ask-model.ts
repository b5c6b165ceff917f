import type { Crisis } from "../../crisis/model.ts";
import type { Sentence } from "../../events/reading/article.ts";
import { type LlmDrafts, llmDrafts } from "../../events/reading/llm-drafts.ts";
import { llmRequest } from "../../events/reading/llm-request.ts";
import { readingMistake } from "../../events/reading/reading-mistakes.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";

export interface ModelQuestion {
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token where given. */
  readonly key: string | undefined;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly crisis: Crisis;
  readonly toldDay: number | undefined;
  readonly prefix: string;
  /** Milliseconds after which the model counts as silent. */
  readonly patience: number;
}

/** Bytes of an answer that are read. */
const longestAnswer = 4_000_000;

/**
 * Drafts by a language model behind an OpenAI-compatible address.
 *
 * @throws {CommandError} `llm-failed`: no answer, a refusal, or something that holds no drafts
 */
export async function askModel(question: ModelQuestion): Promise<LlmDrafts> {
  const { url, key, text, sentences, crisis, toldDay, model, prefix } = question;
  const body = JSON.stringify(llmRequest(text, sentences, crisis, toldDay, model));
  const answer = await post(endpoint(url), body, key, question.patience);
  const drafts = llmDrafts(answer, text, sentences, crisis, toldDay, prefix);
  if (!drafts) failed(url, "its answer holds no list of drafts in JSON");
  return drafts;
}

/** `http://localhost:8080`, `…/v1` and the full address are all understood. */
function endpoint(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    failed(url, "it is no address");
  }
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") failed(url, "only http and https are spoken");
  const path = parsed.pathname.replace(/\/+$/, "");
  if (path.endsWith("/chat/completions")) return url;
  parsed.pathname = path === "" ? "/v1/chat/completions" : `${path}/chat/completions`;
  return parsed.href;
}

async function post(url: string, body: string, key: string | undefined, patience: number): Promise<unknown> {
  let answered = false;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      body,
      signal: AbortSignal.timeout(patience),
    });
    answered = true;
    if (!answer.ok) failed(url, `it answers with status ${answer.status}`);
    const text = await limitedText(answer);
    if (text === undefined) failed(url, `its answer has more than ${longestAnswer / 1e6} MB`);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    if (cause instanceof SyntaxError) failed(url, "its answer is not JSON");
    const name = cause instanceof Error ? cause.name : "";
    const silent = name === "TimeoutError" ? `no answer within ${patience / 1000} s` : undefined;
    failed(url, silent ?? (answered ? "its answer broke off" : "it cannot be reached"));
  }
}

async function limitedText(answer: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > longestAnswer) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function failed(url: string, reason: string): never {
  throw new CommandError([readingMistake("llm-failed", { url, reason })], exitCode.fileErrors, "Nothing was written.");
}
