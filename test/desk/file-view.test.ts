import { describe, expect, it } from "vitest";
import { readCrisis } from "../../src/index.ts";
import { lineAndColumn, mistakesInWords, mistakesOf } from "../../web/src/edit/mistake-list.ts";
import { nameOfCopy, openedFiles } from "../../web/src/edit/opened-files.ts";

describe("mistakes under the editor", () => {
  const texts = {
    "main.yaml": "crisis: two files\ninclude: [other.yaml]\nactors:\n  us: { precision: often }\n",
    "other.yaml": "endings:\n  war: { rule: 1 }\n  peace: { otherwise: perhaps }\n",
  };
  const { diagnostics } = readCrisis("main.yaml", (file) => texts[file as keyof typeof texts]);

  it("are those of the open file first, each with its line", () => {
    for (const open of ["main.yaml", "other.yaml"]) {
      const files = mistakesOf(diagnostics, open, texts).map(({ file }) => file);
      expect(new Set(files)).toEqual(new Set(["main.yaml", "other.yaml"]));
      expect(files.lastIndexOf(open)).toBe(files.filter((file) => file === open).length - 1);
    }
    const wrong = mistakesOf(diagnostics, "main.yaml", texts).find(({ file, start }) =>
      texts[file as keyof typeof texts].slice(start).startsWith("often"),
    );
    expect(wrong?.where).toBe("Error, line 4:20");
  });

  it("name the other file", () => {
    const where = mistakesOf(diagnostics, "main.yaml", texts).map((mistake) => mistake.where);
    expect(where).toContainEqual(expect.stringMatching(/^Error, other\.yaml line \d+:\d+$/));
  });

  it("leave out what has no place, and say how grave one is", () => {
    const [one] = diagnostics.filter(({ span }) => span !== undefined);
    const { span: _, ...placeless } = one!;
    const found = mistakesOf([placeless, { ...one!, severity: "warning" }], "main.yaml", texts);
    expect(found.map(({ where }) => where.split(",")[0])).toEqual(["Warning"]);
  });

  it("count lines and columns from 1", () => {
    expect(["ab", "a\nb", "a\n\n"].map((text) => lineAndColumn(text, 2))).toEqual(["1:3", "2:1", "2:1"]);
    expect(lineAndColumn("a\n\nbc", 4)).toBe("3:2");
    expect(lineAndColumn("", 0)).toBe("1:1");
  });

  it("are counted in a heading", () => {
    expect([0, 1, 2].map(mistakesInWords)).toEqual(["No mistakes", "One thing to look at", "2 things to look at"]);
  });
});

describe("files opened from the machine", () => {
  const file = (name: string, text: string) => ({ name, text: async () => text });

  it("are a crisis and what it includes, in any order", async () => {
    const opened = await openedFiles([file("rates.yaml", "base_rates: []"), file("war.yaml", "crisis: x\nactors: {}")]);
    expect(opened).toEqual({
      main: "war.yaml",
      texts: { "rates.yaml": "base_rates: []", "war.yaml": "crisis: x\nactors: {}" },
    });
    expect((await openedFiles([file("a.yaml", ""), file("b.yaml", "# no actors: here")]))?.main).toBe("a.yaml");
    expect(await openedFiles([])).toBeUndefined();
  });

  it("get the name of a copy", () => {
    expect(["a/crisis.yaml", "x.yml"].map(nameOfCopy)).toEqual(["a/crisis-copy.yaml", "x-copy.yml"]);
  });
});
