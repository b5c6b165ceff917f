import { safeData } from "../analysis/safe-text.ts";
import type { Trail, TrailElement } from "../analysis/trail.ts";
import { heading, noteLines } from "./terminal/blocks.ts";
import { padRight, textWidth, wrap, wrapPieces } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** The trail in the terminal: sentence → elements, then elements without a sentence, then what is left over. */
export function traceText(unsafeTrail: Trail, view: View): string {
  const trail = safeData(unsafeTrail);
  const sections = [sentences(trail, view), withoutSentence(trail, view), leftOut(trail, view), verdict(trail, view)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function sentences(trail: Trail, view: View): readonly string[] {
  return trail.texts.flatMap((text, index) => {
    const rows = sentencesOf(text).flatMap((sentence): readonly Row[] => {
      const elements = trail.elements.filter((element) => element.text.includes(sentence));
      return elements.length === 0 ? [] : [{ name: sentence, words: elements.map(nameOf) }];
    });
    const title = `What rests on ${text.label}`;
    return [...(index > 0 ? [""] : []), heading(title, view), ...listRows(rows, view)];
  });
}

function withoutSentence(trail: Trail, view: View): readonly string[] {
  const own = trail.elements.filter((element) => element.text.length === 0);
  if (own.length === 0) return [];
  const kinds = [...new Set(own.map((element) => element.kind))];
  const rows = kinds.map((kind) => ({
    name: kind,
    words: own.filter((element) => element.kind === kind).map((element) => element.name),
  }));
  return [heading("The analyst's own, resting on no sentence", view), ...listRows(rows, view)];
}

function leftOut(trail: Trail, view: View): readonly string[] {
  if (trail.unused.length === 0) return [];
  const rows = trail.unused.map(({ sentence, reason }) => ({ name: sentence, words: wrap(reason, 200) }));
  return [heading("Left out on purpose", view), ...listRows(rows, view)];
}

function verdict(trail: Trail, view: View): readonly string[] {
  if (trail.texts.length === 0) {
    return noteLines(["The file names no text; `texts` would let each element say which sentence it rests on."], view);
  }
  const total = trail.texts.reduce((sum, text) => sum + text.sentences, 0);
  if (trail.unmapped.length === 0) {
    return [view.style.accent(`All ${total} sentences are used or left out on purpose.`)];
  }
  const count = `${trail.unmapped.length} of ${total} sentences are neither used nor listed under \`unused\`:`;
  return [view.style.warning(count), ...wrapPieces(trail.unmapped, " ", view.columns - 2).map((line) => `  ${line}`)];
}

interface Row {
  readonly name: string;
  readonly words: readonly string[];
}

function listRows(rows: readonly Row[], view: View): readonly string[] {
  const width = Math.min(20, Math.max(0, ...rows.map((row) => textWidth(row.name))));
  return rows.flatMap((row) => {
    const lines = wrapPieces(row.words, " · ", view.columns - width - 4);
    return lines.map((line, index) => `  ${padRight(index === 0 ? row.name : "", width)}  ${line}`);
  });
}

function nameOf(element: TrailElement): string {
  return element.kind === "question" ? "the question" : `${element.kind} ${element.name}`;
}

function sentencesOf(text: Trail["texts"][number]): readonly string[] {
  return Array.from({ length: text.sentences }, (_, index) => `${text.prefix}${index + 1}`);
}
