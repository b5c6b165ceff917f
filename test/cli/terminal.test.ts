import { describe, expect, it } from "vitest";
import { safeText } from "../../src/analysis/safe-text.ts";
import { progressOn } from "../../src/cli/progress.ts";
import { bar } from "../../src/cli/terminal/bar.ts";
import { colourStyle, plainStyle, styleFor } from "../../src/cli/terminal/style.ts";
import { padLeft, padRight, shorten, textWidth, wrap, wrapPieces } from "../../src/cli/terminal/text-width.ts";
import { viewOf } from "../../src/cli/terminal/view.ts";

describe("columns", () => {
  it("counts what a terminal shows", () => {
    expect(textWidth("abc")).toBe(3);
    expect(textWidth("Größe")).toBe(5);
    expect(textWidth("e\u0301")).toBe(1);
    expect(textWidth("危机")).toBe(4);
    expect(textWidth("🚢")).toBe(2);
  });

  it("cuts and fills to a width", () => {
    expect(shorten("abcdef", 4)).toBe("abc…");
    expect(shorten("危机危机", 5)).toBe("危机…");
    expect(padRight("ab", 4)).toBe("ab  ");
    expect(padRight("abcdef", 4)).toBe("abc…");
    expect(padLeft("ab", 4)).toBe("  ab");
  });

  it("wraps at spaces, and pieces with room for their separator", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapPieces(["ab", "cd", "ef"], " · ", 9)).toEqual(["ab · cd ·", "ef"]);
    expect(wrap("", 10)).toEqual([]);
  });

  it("draws bars to an eighth of a column and hides nothing above 0", () => {
    expect(bar(1, 4)).toBe("████");
    expect(bar(0.5, 3)).toBe("█▌");
    expect(bar(1e-9, 10)).toBe("▏");
    expect(bar(0, 10)).toBe("");
  });
});

describe("a terminal", () => {
  const terminal = { isTTY: true, columns: 90, hasColors: () => true };

  it("gets colours, a pipe and NO_COLOR do not", () => {
    expect(styleFor(terminal, {})).toBe(colourStyle);
    expect(styleFor(terminal, { NO_COLOR: "1" })).toBe(plainStyle);
    expect(styleFor({ isTTY: false }, {})).toBe(plainStyle);
  });

  it("is laid out between 60 and 120 columns; a pipe takes the width behind it", () => {
    expect(viewOf(terminal, {}, {}).columns).toBe(90);
    expect(viewOf({ columns: 20 }, {}, {}).columns).toBe(60);
    expect(viewOf({ columns: 300 }, {}, {}).columns).toBe(120);
    expect(viewOf({}, terminal, {}).columns).toBe(90);
    expect(viewOf({}, {}, {}).columns).toBe(80);
    expect(viewOf({}, terminal, { COLUMNS: "70" }).columns).toBe(70);
  });

  it("gets no control characters from a file", () => {
    expect(safeText("a\u001b[31mb\u0007c\nd\u202ee")).toBe("a�[31mb�c d�e");
  });
});

describe("progress", () => {
  function lines(moments: readonly (readonly [time: number, done: number])[]): string {
    let written = "";
    let time = 0;
    const output = { write: (text: string) => (written += text) };
    const progress = progressOn(output, "Solving", () => time);
    for (const [now, done] of moments) {
      time = now;
      progress.update(done, 10);
    }
    progress.stop();
    return written;
  }

  it("says nothing of what ends within a second", () => {
    expect(
      lines([
        [200, 2],
        [900, 9],
        [950, 10],
      ]),
    ).toBe("");
  });

  it("writes a plain line now and then off a terminal", () => {
    expect(
      lines([
        [1200, 1],
        [2000, 2],
        [6300, 5],
        [9000, 10],
      ]),
    ).toBe("Solving: 1 of 10\nSolving: 5 of 10\n");
  });

  it("draws a bar on a terminal, and leaves cursor and wrapping as they are: Ctrl+C may come at any moment", () => {
    let written = "";
    let time = 0;
    const none = (): void => {};
    const screen = { isTTY: true, columns: 60, write: (text: string) => (written += text), on: none, once: none };
    const progress = progressOn(screen, "Drawing", () => time);
    time = 1500;
    progress.update(4, 10);
    expect(written).toMatch(/Drawing .*█.*░.* 4\/10/);
    for (const code of ["\u001b[?25l", "\u001b[?7l"]) expect(written).not.toContain(code);
    progress.stop();
  });
});
