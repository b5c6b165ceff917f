import { safeText } from "../../analysis/safe-text.ts";
import type { Draft } from "../../events/reading/draft.ts";
import { heading, paragraph } from "../terminal/blocks.ts";
import { shorten } from "../terminal/text-width.ts";
import type { View } from "../terminal/view.ts";
import { draftLines } from "./draft-lines.ts";

/** What an article was read as. */
export interface ReadDrafts {
  readonly article: {
    readonly file: string;
    readonly name: string;
    readonly told: string | null;
    readonly sentences: number;
  };
  readonly crisis: string;
  readonly by: "reader" | "language model";
  readonly drafts: readonly Draft[];
  /** What a language model drafted against the rules. */
  readonly refused: readonly string[];
  /** Sentences that fed no draft. */
  readonly unused: readonly { readonly sentence: number; readonly text: string }[];
}

/** Where accepted drafts went. */
export interface WrittenDrafts {
  readonly file: string;
  readonly reports: number;
  readonly estimates: number;
  /** Nothing was written: `--dry-run`. */
  readonly dry: boolean;
  /** Lines that were, or would be, added. */
  readonly lines: readonly string[];
}

/**
 * Drafts of an article for a terminal, and what became of them.
 *
 * @param asked each draft was shown and asked for already: they are not shown again
 */
export function readText(
  done: ReadDrafts,
  accepted: readonly Draft[] | undefined,
  written: WrittenDrafts | undefined,
  view: View,
  asked = false,
): string {
  const { article, drafts, unused, refused } = done;
  const plain = (line: string): string => line;
  const of = article.told === null ? "without a date (give it with --date)" : `of ${article.told}`;
  const many = drafts.length === 1 ? "1 draft" : `${drafts.length} drafts`;
  const first = `${safeText(article.name)}, ${of}: ${many} from ${article.sentences} sentences, by the ${done.by}.`;
  const lines = [
    ...paragraph(first, view, view.style.bold),
    ...(asked ? [] : drafts.flatMap((draft, i) => ["", ...draftLines(draft, i, view)])),
    ...(refused.length === 0
      ? []
      : [
          "",
          heading("Refused, as they break a rule", view),
          ...refused.flatMap((one) => paragraph(safeText(one), view, plain)),
        ]),
    ...(unused.length === 0 ? [] : ["", heading(`Sentences that fed nothing (${unused.length})`, view)]),
    ...unused.map(({ sentence, text }) =>
      view.style.dim(`  S${sentence} ${shorten(safeText(text), view.columns - 8)}`),
    ),
    "",
    ...paragraph(closing(done, accepted, written), view, view.style.accent),
    ...(written?.dry ? written.lines.map((line) => view.style.dim(safeText(line))) : []),
  ];
  return `${lines.join("\n")}\n`;
}

function closing(
  { drafts }: ReadDrafts,
  accepted: readonly Draft[] | undefined,
  written: WrittenDrafts | undefined,
): string {
  if (drafts.length === 0) return "Nothing was drafted. Are there `cues` on the moves and `aliases` on the actors?";
  if (accepted === undefined) return "Nothing was written. Accept drafts by number: --accept 1,3-5, or --accept all.";
  if (!written) return "No draft was accepted; nothing was written.";
  const what = [count(written.reports, "report"), count(written.estimates, "estimate")]
    .filter((one) => one !== "")
    .join(" and ");
  if (what === "") return `What was accepted stands in ${written.file} already; nothing was written.`;
  return written.dry ? `Would be added to ${written.file} (${what}):` : `Added to ${written.file}: ${what}.`;
}

function count(number: number, word: string): string {
  return number === 0 ? "" : `${number} ${word}${number === 1 ? "" : "s"}`;
}
