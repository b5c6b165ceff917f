import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCalendarDate } from "../../../src/crisis/calendar.ts";
import { readCrisis } from "../../../src/crisis/read-crisis.ts";
import { addDrafts } from "../../../src/events/reading/add-drafts.ts";
import type { Draft } from "../../../src/events/reading/draft.ts";
import { daysWritten, editDraft } from "../../../src/events/reading/edit-draft.ts";
import { readArticle } from "../../../src/events/reading/read-article.ts";
import { articleNames, idPrefix } from "../../../src/events/reading/write-drafts.ts";
import { tools } from "./tools.ts";

const file = "island.yaml";
const start = readFileSync(join(import.meta.dirname, "articles", file), "utf8");
const toldDay = parseCalendarDate("2031-05-20")!.first;
const crisisOf = (text: string) => readCrisis(file, () => text).crisis!;
const article = {
  ...articleNames("note", crisisOf(start)),
  name: "note",
  sentences: 3,
  toldDay,
};
const drafted = (text: string): readonly Draft[] =>
  readArticle(text, crisisOf(start), tools, { toldDay, prefix: idPrefix("note", crisisOf(start)) }).drafts;

function added(text: string, drafts: readonly Draft[], earlier: readonly Draft[] = []): string {
  const done = addDrafts(drafts, crisisOf(text), new Map([[file, text]]), { article, earlier });
  if (!("text" in done)) throw new Error(done.diagnostics.map(({ message }) => message).join());
  return done.text;
}

const [searched, again, third] = drafted(
  "On 3 May Norland boarded a ferry, a fisherman said. On 3 May Norland stopped and searched ships, a fisherman said. Norland searched ferries on 3 May.",
) as [Draft, Draft, Draft]; // three sentences, three drafts

describe("adding drafts one after the other", () => {
  it("comes to the same reports and sources as adding them at once", () => {
    const first = added(start, [searched]);
    const second = added(first, [again], [searched]);
    const both = added(start, [searched, again]);
    expect(second).toBe(both);
    expect(second.match(/a fisherman/g)).toHaveLength(1);
    expect(second.match(/^ {2}Note: /gm)).toHaveLength(1);
    expect(second).toMatch(/id: note_2, same_as: note_1, /);
  });

  it("lets those that are accepted stand for an event whose first telling was not", () => {
    const text = added(start, [again, third]);
    expect(text).not.toContain("note_1");
    expect(text).toMatch(/id: note_2, happened: 2031-05-03, /);
    expect(text).toMatch(/id: note_3, same_as: note_2, /);
    // The first comes last: it joins the one that is there.
    expect(added(added(start, [again]), [searched], [again])).toMatch(/id: note_1, same_as: note_2, /);
  });

  it("joins nothing that was edited into another claim or is said to stand apart", () => {
    const other = editDraft(searched, { move: "norland.blockade" });
    expect(editDraft(again, { move: "norland.blockade" }).sameAs).toBeUndefined();
    expect(added(start, [other, again])).not.toContain("same_as: note_1");
    const apart = editDraft(again, { apart: true });
    expect(apart.sameAs).toBeUndefined();
    expect(added(start, [searched, apart])).not.toContain("same_as: note_1");
    expect(added(start, [searched, editDraft(again, { credibility: 1 })])).toContain("same_as: note_1");
    expect(added(start, [searched, editDraft(again, { when: daysWritten("2031-03")! })])).not.toContain(
      "same_as: note_1",
    );
  });

  it("uses a source that a person chose as it is, also one that speaks by way of another", () => {
    const text = start.replace("sources:\n", "sources:\n  sailor: { name: a sailor, via: herald, grade: C }\n");
    const sailor = { words: "a sailor", source: "sailor" };
    expect(added(text, [editDraft(searched, { chain: [{ ...sailor, chosen: true }] })])).toContain("source: sailor, ");
    expect(added(text, [editDraft(searched, { chain: [sailor] })])).toContain("source: sailor_2, ");
  });

  it("says what the crisis would get wrong, and gives no text then", () => {
    const ended = `${start}ended: { ending: peace, date: 2031-01-31 }\n`.replace(/reports:\n.*\n/, "");
    const done = addDrafts([searched], crisisOf(ended), new Map([[file, ended]]), { article });
    expect(done).not.toHaveProperty("text");
    expect("diagnostics" in done && done.diagnostics.map(({ code }) => code)).toEqual(["after-end", "drafts-refused"]);
  });
});
