import { describe, expect, it } from "vitest";
import { articlePieces } from "../../web/src/reading/article-pieces.ts";

const text = "North pressed forward. South fired.\nIt rained.";
const sentences = [
  { number: 1, start: 0, end: 22 },
  { number: 2, start: 23, end: 35 },
  { number: 3, start: 36, end: 46 },
];
const draft = (id: string, start: number, end: number) => ({
  id,
  span: { start, end, quote: text.slice(start, end) },
});

describe("the pieces of an article", () => {
  it("hold every letter of every sentence, by paragraph", () => {
    const paragraphs = articlePieces(text, sentences, [draft("a", 6, 21), draft("b", 6, 13), draft("c", 29, 34)]);
    expect(paragraphs.map((paragraph) => paragraph.map(({ number }) => number))).toEqual([[1, 2], [3]]);
    for (const [i, shown] of paragraphs.flat().entries()) {
      const { start, end } = sentences[i]!;
      expect(shown.pieces.map((piece) => text.slice(piece.start, piece.end)).join("")).toBe(text.slice(start, end));
    }
  });

  it("name the drafts that rest on them, the one with the fewest words first", () => {
    const drafts = [draft("a", 6, 21), draft("b", 6, 13), draft("c", 29, 34)];
    const [first, second, third] = articlePieces(text, sentences, drafts).flat();
    expect(first!.pieces.map(({ start, end, drafts }) => [text.slice(start, end), ...drafts])).toEqual([
      ["North "],
      ["pressed", "b", "a"],
      [" forward", "a"],
      ["."],
    ]);
    expect(second!.idle).toBe(false);
    expect(third).toMatchObject({ idle: true, pieces: [{ drafts: [] }] });
  });

  it("cut a draft that runs over two sentences at the end of each", () => {
    const shown = articlePieces(text, sentences, [draft("a", 14, 28)]).flat();
    expect(shown.map(({ idle }) => idle)).toEqual([false, false, true]);
  });
});
