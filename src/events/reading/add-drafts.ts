import { isMap, parseDocument } from "yaml";
import type { Crisis } from "../../crisis/model.ts";
import { readCrisis } from "../../crisis/read-crisis.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { Draft } from "./draft.ts";
import { insertEntries, type NewEntry } from "./insert-entries.ts";
import { isNeverTold, joinSame, moveTold } from "./join-same.ts";
import { readingMistake } from "./reading-mistakes.ts";
import { claimDays, draftEntries, type WrittenArticle } from "./write-drafts.ts";

export interface AddOptions {
  readonly article: WrittenArticle;
  /** Drafts of the same article that stand in the crisis already, as they were accepted. */
  readonly earlier?: readonly Draft[];
  /** File of the crisis to add to; by default the one with its reports, else the main one. */
  readonly into?: string | undefined;
}

export interface AddedDrafts {
  readonly file: string;
  /** The whole new text of that file. */
  readonly text: string;
  readonly entries: readonly NewEntry[];
}

/**
 * A file of a crisis with accepted drafts added: texts, sources, reports and
 * estimates at the end of their sections, everything else to the letter. The
 * crisis is read again with them; what it would then get wrong comes back in
 * place of a text, and so does a section that cannot be added to.
 *
 * @param drafts  as accepted; which tell of one event is decided among them, `earlier` ones and the crisis
 * @param crisis  the crisis of these texts
 * @param texts   its files, by name; not changed
 * @returns `failed` holds the text that has the mistakes, for frames around them
 *
 * Cost: the crisis is read once more.
 */
export function addDrafts(
  drafts: readonly Draft[],
  crisis: Crisis,
  texts: ReadonlyMap<string, string>,
  options: AddOptions,
): AddedDrafts | { readonly diagnostics: readonly Diagnostic[]; readonly failed?: AddedDrafts } {
  const file = options.into ?? fileWithReports(crisis, texts);
  const entries = draftEntries(joinedAnew(drafts, crisis, options), options.article, crisis);
  const added = insertEntries(texts.get(file) ?? "", entries);
  if ("section" in added) {
    return { diagnostics: [readingMistake("section-not-list", { file, section: added.section })] };
  }
  const { diagnostics } = readCrisis(crisis.at.file, (name) => (name === file ? added.text : texts.get(name)));
  const done = { file, text: added.text, entries };
  if (!hasErrors(diagnostics)) return done;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { diagnostics: [...errors, readingMistake("drafts-refused", { file })], failed: done };
}

/** What cannot be placed on the clock has no event that others could be the same as. */
function joinedAnew(drafts: readonly Draft[], crisis: Crisis, { article, earlier = [] }: AddOptions): readonly Draft[] {
  const before = earlier.filter((draft) => isToldSo(draft, crisis));
  const own = new Set(before.map(({ id }) => id));
  const others = { ...crisis, reports: crisis.reports.filter(({ name }) => !own.has(name)) };
  const placed = (draft: Draft): boolean => claimDays(draft, { article, crisis }) !== undefined;
  const joined = new Map(joinSame([...before, ...drafts].filter(placed), others).map((draft) => [draft.id, draft]));
  return drafts.map((draft) => {
    const { sameAs: _, ...alone } = draft;
    return joined.get(draft.id) ?? alone;
  });
}

/** What stands in the crisis under a draft's name still tells what the draft does: it may have been edited there. */
function isToldSo({ id, moves, never }: Draft, crisis: Crisis): boolean {
  const report = crisis.reports.find(({ name }) => name === id);
  if (!report) return true;
  const event = crisis.reports[report.sameAs]!;
  if (!event.claim) return false;
  const move = moveTold(event, crisis);
  return move === undefined || (moves.length === 1 && moves[0] === move && isNeverTold(event) === never);
}

/** The file that holds the reports, else the main one. */
function fileWithReports({ at }: Crisis, texts: ReadonlyMap<string, string>): string {
  const hasReports = (name: string): boolean => {
    const { contents } = parseDocument(texts.get(name) ?? "");
    return isMap(contents) && contents.has("reports");
  };
  return hasReports(at.file) ? at.file : ([...texts.keys()].find(hasReports) ?? at.file);
}
