/** Width, padding and wrapping of text in terminal columns. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const ascii = /^[\x20-\x7e]*$/;
/** East Asian wide and full-width characters and emoji take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** Columns a plain text takes. */
export function textWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Fills with spaces on the right; cuts with `…` what is longer. */
export function padRight(text: string, width: number): string {
  const fitted = shorten(text, width);
  return fitted + " ".repeat(Math.max(0, width - textWidth(fitted)));
}

/** Fills with spaces on the left. */
export function padLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Cuts to a width, with `…` for what was left out. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = wide.test(segment) ? 2 : 1;
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks at spaces into lines of at most `width`; a longer word gets a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  return wrapPieces(text.split(/\s+/).filter(Boolean), " ", width);
}

/** Lines as they are, those longer than `width` broken at spaces. */
export function wrapLong(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((line) => (textWidth(line) <= width ? [line] : wrap(line, width)));
}

/** Like `wrap`, for pieces that stay whole, joined by `separator`, which ends a broken line. */
export function wrapPieces(pieces: readonly string[], separator: string, width: number): readonly string[] {
  const lines: string[] = [];
  const room = width - separator.trimEnd().length;
  let line = "";
  for (const piece of pieces) {
    const joined = line === "" ? piece : line + separator + piece;
    if (line !== "" && textWidth(joined) > room) {
      lines.push((line + separator).trimEnd());
      line = piece;
    } else {
      line = joined;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}
