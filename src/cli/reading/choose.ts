import { createInterface } from "node:readline";
import type { Crisis } from "../../crisis/model.ts";
import type { Draft, Voice } from "../../events/reading/draft.ts";
import { daysWritten, editDraft, movesOf } from "../../events/reading/edit-draft.ts";
import { isStanding } from "../../events/reading/known-article.ts";
import { readingMistake } from "../../events/reading/reading-mistakes.ts";
import type { CommandInput } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import type { LoadedCrisis } from "../load-crisis.ts";
import { viewOf } from "../terminal/view.ts";
import { draftLines } from "./draft-lines.ts";
import type { ReadDrafts } from "./read-text.ts";

/**
 * The drafts that a person accepts: those named by `--accept`, else asked one
 * by one where there is a terminal, without those that stand in the crisis
 * already. Undefined where nobody was asked.
 *
 * @throws {CommandError} `no-such-draft`
 */
export async function choose(
  { drafts }: ReadDrafts,
  { options, host }: CommandInput,
  { crisis }: LoadedCrisis,
  prefix: string,
): Promise<readonly Draft[] | undefined> {
  if (typeof options.accept === "string") return named(options.accept, drafts);
  const { input } = host;
  if (!input?.isTTY || options.dryRun === true || options.json === true || drafts.length === 0) return undefined;
  const asked = drafts.filter((draft) => !isStanding(draft, prefix, crisis));
  const lines = createInterface({ input });
  try {
    const answers = lines[Symbol.asyncIterator]();
    const question: Question = async (words) => {
      host.err.write(words);
      const { value, done } = await answers.next();
      return done === true ? undefined : value;
    };
    return await askEach(
      asked,
      crisis,
      question,
      (text) => host.err.write(text),
      (draft, i) => draftLines(draft, drafts.indexOf(asked[i]!), viewOf(host.err, host.out, host.environment)),
    );
  } finally {
    lines.close();
  }
}

function named(asked: string, drafts: readonly Draft[]): readonly Draft[] {
  if (asked.trim() === "all") return drafts;
  const wanted = new Set<number>();
  for (const part of asked.split(",").map((one) => one.trim())) {
    const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (!(first >= 1 && last >= first && last <= drafts.length)) {
      throw new CommandError(
        [readingMistake("no-such-draft", { asked: part, drafts: drafts.length })],
        exitCode.wrongUse,
        "Nothing was written.",
      );
    }
    for (let i = first; i <= last; i++) wanted.add(i);
  }
  return drafts.filter((_, i) => wanted.has(i + 1));
}

/** One line of an answer; undefined where no more come. */
export type Question = (words: string) => Promise<string | undefined>;

/** Asks for every draft: accept, edit, reject, accept all that follow, or stop. */
export async function askEach(
  drafts: readonly Draft[],
  crisis: Crisis,
  question: Question,
  write: (text: string) => unknown,
  show: (draft: Draft, index: number) => readonly string[],
): Promise<readonly Draft[]> {
  const accepted: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    let draft = drafts[i]!;
    for (;;) {
      write(`\n${show(draft, i).join("\n")}\n`);
      const line = await question("[a]ccept  [e]dit  [r]eject  accept a[l]l from here  [q]uit: ");
      // The end of the input is the end of the questions.
      const answer = line?.trim().toLowerCase() ?? "q";
      if (answer === "e") {
        draft = await edited(draft, crisis, question, write);
        continue;
      }
      if (answer === "l") return [...accepted, draft, ...drafts.slice(i + 1)];
      if (answer === "q") return accepted;
      if (answer !== "a" && answer !== "r") continue;
      if (answer === "a") accepted.push(draft);
      break;
    }
  }
  return accepted;
}

/** Asks for move, date, credibility, event and who tells; an empty line keeps what is there, a wrong one is asked again. */
async function edited(
  draft: Draft,
  crisis: Crisis,
  question: Question,
  write: (text: string) => unknown,
): Promise<Draft> {
  const moves = movesOf(crisis);
  const ask = async <Value>(
    what: string,
    read: (words: string) => Value | undefined,
    hint: string,
  ): Promise<Value | undefined> => {
    for (;;) {
      const words = (await question(`${what} (enter keeps it): `))?.trim() ?? "";
      if (words === "") return undefined;
      const value = read(words);
      if (value !== undefined) return value;
      write(`${hint}\n`);
    }
  };
  const move =
    draft.kind === "claim"
      ? await ask("move", (words) => (moves.includes(words) ? words : undefined), `The moves are: ${moves.join(", ")}.`)
      : undefined;
  const when = await ask("when", daysWritten, "Write 2025-07-31, 2025-07, or 2025-07-01..2025-08-15.");
  const digit = await ask(
    "credibility",
    (words) => (/^[1-6]$/.test(words) ? Number(words) : undefined),
    "A digit from 1 to 6.",
  );
  const deed =
    draft.kind === "claim" && draft.deed === "plan"
      ? await ask("done? (y)", (words) => (words === "y" ? ("deed" as const) : undefined), "Only y.")
      : undefined;
  const apart =
    draft.sameAs === undefined
      ? undefined
      : await ask(
          `the same event as ${draft.sameAs}? (n: an event of its own)`,
          (words) => (words === "n" ? true : undefined),
          "Only n.",
        );
  const chain = await ask("who tells", (words) => tellers(words, crisis), tellersHint(crisis));
  return editDraft(draft, {
    ...(move === undefined ? {} : { move }),
    ...(when === undefined ? {} : { when }),
    ...(digit === undefined ? {} : { credibility: digit }),
    ...(deed === undefined ? {} : { deed }),
    ...(apart === undefined ? {} : { apart }),
    ...(chain === undefined ? {} : { chain }),
  });
}

/** A source of the crisis by its name, or `-` for the article itself. */
function tellers(words: string, { sources }: Crisis): readonly Voice[] | undefined {
  if (words === "-") return [];
  const found = sources.find(({ name }) => name === words);
  return found && [{ words: found.label, source: found.name, chosen: true }];
}

function tellersHint({ sources }: Crisis): string {
  return `Write - for the article itself, or a source: ${sources.map(({ name }) => name).join(", ")}.`;
}
