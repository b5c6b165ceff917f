import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../src/crisis/calendar.ts";
import { readCrisis } from "../../../src/crisis/read-crisis.ts";
import { ActorFinder } from "../../../src/events/import/actor-finder.ts";
import type { CatalogueEvent } from "../../../src/events/import/catalogue-event.ts";
import { ClaimFinder, type EventFilters } from "../../../src/events/import/claim-finder.ts";
import { effectiveSources } from "../../../src/events/import/effective-sources.ts";
import { EventTally } from "../../../src/events/import/event-tally.ts";
import { emptyMap, readImportMap } from "../../../src/events/import/import-map.ts";
import { fitOf, readMoveCode } from "../../../src/events/import/move-codes.ts";
import { renderDiagnostics } from "../../../src/text/render-diagnostics.ts";
import { crisisText } from "./synthetic-rows.ts";

const crisis = readCrisis("crisis.yaml", () => crisisText).crisis!;
const noFilters: EventFilters = { places: [], actors: [] };
const seed = 20310115;

function event(changes: Partial<CatalogueEvent> = {}): CatalogueEvent {
  const day = dayNumber(2031, 1, 15);
  return {
    id: "1",
    scheme: "CAMEO",
    codes: ["190", "19"],
    firstDay: day,
    lastDay: day,
    toldDay: day,
    by: { codes: ["USAGOV"], names: [] },
    to: { codes: ["VEN"], names: [] },
    directed: true,
    places: ["Venezuela"],
    outlets: ["a.example"],
    sources: 1,
    articles: 1,
    article: "https://a.example/1",
    sure: true,
    goldstein: -10,
    ...changes,
  };
}

const moveName = (move: number): string =>
  `${crisis.actors[crisis.moves[move]!.actor]!.name}.${crisis.moves[move]!.name}`;

function claimOf(changes: Partial<CatalogueEvent> = {}, map = emptyMap, filters = noFilters): unknown {
  const found = new ClaimFinder(crisis, map, filters).of(event(changes));
  return typeof found === "string" ? found : found.moves.map(moveName);
}

describe("actors", () => {
  const finder = new ActorFinder([
    { names: ["United States"], codes: [] },
    { names: ["Congress"], codes: ["USALEG"] },
    { names: ["the opposition"], codes: ["VENOPP*"] },
    { names: ["Venezuela", "Caracas"], codes: [] },
  ]);
  const byCode = (code: string, ...names: string[]): number => finder.find({ codes: [code], names });

  it("are found by country and the organs of its state", () => {
    expect(["USA", "USAGOV", "USAMIL", "USAGOVMIL"].map((code) => byCode(code))).toEqual([0, 0, 0, 0]);
    expect(["USABUS", "USAOPP", "FRA", "USB", ""].map((code) => byCode(code))).toEqual([-1, -1, -1, -1, -1]);
  });

  it("by the code with most roles", () => {
    expect(byCode("USALEG")).toBe(1);
    expect(byCode("USAGOVLEG")).toBe(1);
    expect(byCode("VENOPPREB")).toBe(2);
    expect(byCode("VENREB")).toBe(-1);
  });

  it("by name, accents, case and articles aside", () => {
    const byName = (...names: string[]): number => finder.find({ codes: [], names });
    expect([byName("UNITED STATES"), byName("The United  States"), byName("Cáracas"), byName("opposition")]).toEqual([
      0, 0, 3, 2,
    ]);
    expect(byName("United States of Nowhere")).toBe(-1);
  });

  it("of two with one code or name the first", () => {
    const twins = new ActorFinder([
      { names: ["A", "Same"], codes: ["USA"] },
      { names: ["B", "Same"], codes: ["USA"] },
    ]);
    expect(twins.find({ codes: ["USAGOV"], names: [] })).toBe(0);
    expect(twins.find({ codes: [], names: ["Same"] })).toBe(0);
  });

  it("and a code that is no organ of the state outweighs the country's name", () => {
    expect(byCode("USABUS", "UNITED STATES")).toBe(-1);
    expect(byCode("", "UNITED STATES")).toBe(0);
  });
});

describe("codes", () => {
  it.each([
    ["CAMEO 163", { scheme: "CAMEO", code: "163" }],
    ["cameo 19", { scheme: "CAMEO", code: "19" }],
    ["PLOVER SANCTION:embargo", { scheme: "PLOVER", code: "SANCTION:EMBARGO" }],
    ["PLOVER demand", { scheme: "PLOVER", code: "REQUEST" }],
    ["ACLED Armed clash", { scheme: "ACLED", code: "armed clash" }],
    ["UCDP 1", { scheme: "UCDP", code: "state-based" }],
  ])("%s is read", (text, code) => expect(readMoveCode(text)).toEqual(code));

  it.each(["CAMEO 21", "CAMEO 1", "PLOVER WAR", "UCDP 4", "ICB 7", "163", ""])("%j is none", (text) =>
    expect(readMoveCode(text)).toBeUndefined(),
  );

  it("cover those below them, the special more closely", () => {
    const closeness = (text: string, codes: readonly string[]): number => fitOf(readMoveCode(text)!, event({ codes }));
    expect(closeness("CAMEO 18", ["1831", "183", "18"])).toBe(1);
    expect(closeness("CAMEO 183", ["1831", "183", "18"])).toBe(2);
    expect(closeness("CAMEO 1831", ["183", "18"])).toBe(0);
    expect(closeness("PLOVER ASSAULT", ["190", "19"])).toBe(0);
  });
});

describe("events become claims", () => {
  it("about the actor's move that has the code", () => {
    expect(claimOf()).toEqual(["us.strike"]);
    expect(claimOf({ codes: ["1384", "138", "13"] })).toEqual(["us.threaten"]);
  });

  it.each([
    ["by nobody of the crisis", { by: { codes: ["FRA"], names: [] } }, "actor"],
    ["to nobody of the crisis", { to: { codes: ["FRA"], names: [] } }, "target"],
    ["to oneself", { to: { codes: ["USAMIL"], names: [] } }, "target"],
    ["of which no move has the code", { codes: ["051", "05"] }, "code"],
    ["before the clock", { firstDay: dayNumber(2030, 12, 31), lastDay: dayNumber(2030, 12, 31) }, "outside-clock"],
    ["after the clock", { firstDay: dayNumber(2031, 7, 1), lastDay: dayNumber(2031, 7, 1) }, "outside-clock"],
  ])("but not one %s", (_, changes, why) => expect(claimOf(changes)).toBe(why));

  it("and the filters hold", () => {
    const place = (name: string): EventFilters => ({ ...noFilters, places: [name] });
    expect(claimOf({}, emptyMap, place("venezuela"))).toEqual(["us.strike"]);
    expect(claimOf({}, emptyMap, place("Brazil"))).toBe("place");
    expect(claimOf({}, emptyMap, { ...noFilters, fromDay: dayNumber(2031, 1, 16) })).toBe("date");
    expect(claimOf({}, emptyMap, { ...noFilters, untilDay: dayNumber(2031, 1, 15) })).toEqual(["us.strike"]);
    expect(claimOf({}, emptyMap, { ...noFilters, actors: [1] })).toBe("not-asked-for");
  });

  it("of both where the catalogue does not say who acted", () => {
    expect(claimOf({ scheme: "ACLED", codes: ["Armed clash", "Battles"], directed: false })).toEqual([
      "us.strike",
      "venezuela.fire",
    ]);
  });

  it("of several moves with one code, one of which was made", () => {
    const { map } = readImportMap("map.yaml", "moves: { us.threaten: { codes: [CAMEO 19] } }\n", crisis);
    expect(claimOf({}, map)).toEqual(["us.threaten", "us.strike"]);
  });

  it("of the move with the most special code, whichever stands first", () => {
    for (const [first, second] of [
      ["CAMEO 19", "CAMEO 195"],
      ["CAMEO 195", "CAMEO 19"],
    ]) {
      const text = `moves: { us.threaten: { codes: [${first}] }, us.strike: { codes: [${second}] } }\n`;
      const { map } = readImportMap("map.yaml", text, crisis);
      const special = first === "CAMEO 195" ? "us.threaten" : "us.strike";
      expect(claimOf({ codes: ["195", "19"] }, map)).toEqual([special]);
    }
  });

  it("after the crisis ended no longer", () => {
    const ended = { ...crisis, ended: { ending: 0, step: 0, date: "2031-01", at: crisis.at } };
    const later = dayNumber(2031, 2, 1);
    const found = new ClaimFinder(ended, emptyMap, noFilters).of(event({ firstDay: later, lastDay: later }));
    expect(found).toBe("after-end");
  });
});

describe("a mapping file", () => {
  it("gives codes, names and targets", () => {
    const text = `actors: { opposition: { codes: [VENOPP] } }
moves: { us.strike: { codes: [CAMEO 195], target: any } }
source: { id: agency, grade: C, credibility: 4 }
`;
    const { map, diagnostics } = readImportMap("map.yaml", text, crisis);
    expect(diagnostics).toEqual([]);
    expect(claimOf({}, map)).toBe("code");
    expect(claimOf({ codes: ["195", "19"], to: { codes: [], names: [] } }, map)).toEqual(["us.strike"]);
    expect(claimOf({ codes: ["145", "14"], by: { codes: ["VENOPP"], names: [] } }, map)).toEqual(["opposition.march"]);
    expect(map?.source).toEqual({ id: "agency", grade: "C", credibility: 4 });
  });

  it("shows all its mistakes with their places", () => {
    const text = `actors:
  usa: { codes: [USA] }
moves:
  us.strik: { codes: [CAMEO 195] }
  us.threaten: { codes: [CAMEO 995], targets: [venezuela] }
  us.strike: { target: [venezula] }
source: { grade: G }
`;
    const { map, diagnostics } = readImportMap("map.yaml", text, crisis);
    expect(map).toBeUndefined();
    const printed = renderDiagnostics(diagnostics, new Map([["map.yaml", text]]), { closing: "Nothing was written." });
    expect(printed).toMatchInlineSnapshot(`
      "map.yaml:2:3: error unknown-actor
      No actor is called \`usa\`. There are: us, venezuela, opposition.

        1 | actors:
        2 |   usa: { codes: [USA] }
          |   ^^^

      Hint: did you mean \`us\`?

      map.yaml:4:3: error unknown-move
      No move is called \`us.strik\`. There are: us.hold, us.threaten, us.strike, venezuela.wait, venezuela.fire, venezuela.talk, opposition.sit, opposition.march.

        3 | moves:
        4 |   us.strik: { codes: [CAMEO 195] }
          |   ^^^^^^^^

      Hint: did you mean \`us.strike\`?

      map.yaml:5:26: error unknown-code
      \`CAMEO 995\` is not a code that events carry.

        4 |   us.strik: { codes: [CAMEO 195] }
        5 |   us.threaten: { codes: [CAMEO 995], targets: [venezuela] }
          |                          ^^^^^^^^^

      Hint: write for instance \`CAMEO 163\`, \`PLOVER SANCTION\`, \`PLOVER SANCTION:embargo\`, \`ACLED Battles\` or \`UCDP state-based\`.

      map.yaml:5:38: error unknown-key
      \`targets\` is not a key of moves of a mapping. Its keys are: codes, target.

        4 |   us.strik: { codes: [CAMEO 195] }
        5 |   us.threaten: { codes: [CAMEO 995], targets: [venezuela] }
          |                                      ^^^^^^^

      Hint: did you mean \`target\`?

      map.yaml:6:25: error unknown-actor
      No actor is called \`venezula\`. There are: us, venezuela, opposition.

        5 |   us.threaten: { codes: [CAMEO 995], targets: [venezuela] }
        6 |   us.strike: { target: [venezula] }
          |                         ^^^^^^^^

      Hint: did you mean \`venezuela\`?

      map.yaml:7:18: error bad-choice
      \`grade\` cannot be \`G\`. It is one of: A, B, C, D, E, F.

        6 |   us.strike: { target: [venezula] }
        7 | source: { grade: G }
          |                  ^

      Hint: write one of A, B, C, D, E, F.

      6 errors in map.yaml. Nothing was written."
    `);
  });
});

describe("effective sources", () => {
  it("follow Kish's formulas", () => {
    expect(effectiveSources([1], 1, 0.5)).toBe(1);
    expect(effectiveSources([1, 1], 2, 0)).toBe(2);
    expect(effectiveSources([1, 1, 1], 3, 0.5)).toBeCloseTo(3 / 2, 12);
    expect(effectiveSources([9, 1], 2, 0)).toBeCloseTo(100 / 82, 12);
    expect(effectiveSources([], 4, 0.5)).toBeCloseTo(4 / 2.5, 12);
    expect(effectiveSources([1], 5, 0.5)).toBeCloseTo(5 / 3, 12);
  });

  it("lie between 1 and 1/ρ, and grow with every outlet", () => {
    const articles = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(articles, fc.double({ min: 0.05, max: 1, noNaN: true }), (list, dependence) => {
        const worth = effectiveSources(list, list.length, dependence);
        expect(worth).toBeGreaterThanOrEqual(1);
        expect(worth).toBeLessThanOrEqual(1 / dependence + 1e-9);
        const equal = list.map(() => 1);
        const more = effectiveSources([...equal, 1], list.length + 1, dependence);
        expect(more).toBeGreaterThanOrEqual(effectiveSources(equal, list.length, dependence) - 1e-12);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe("many reports of one event count once", () => {
  const claim = { moves: [1], target: 1 };
  const options = { window: 2, dependence: 0.5 };
  const start = dayNumber(2031, 1, 15);
  const telling = (day: number, outlet: string, article = `${outlet}/${day}`): CatalogueEvent =>
    event({
      id: article,
      firstDay: start + day,
      lastDay: start + day,
      toldDay: start + day,
      outlets: [outlet],
      article,
    });
  const tallied = (events: readonly CatalogueEvent[]): EventTally => {
    const tally = new EventTally(crisis.clock, options, false);
    for (const one of events) tally.add(one, claim);
    return tally;
  };

  it("within the window they are one event", () => {
    const [only, ...more] = tallied([telling(0, "a"), telling(1, "b"), telling(2, "c")]).events();
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      rows: 3,
      articles: 3,
      sources: 3,
      effective: 1.5,
      firstDay: start,
      lastDay: start + 2,
    });
    expect(tallied([telling(0, "a"), telling(3, "b")]).events()).toHaveLength(2);
  });

  it("an article that made several rows is one article", () => {
    const twice = [telling(0, "a", "x"), { ...telling(0, "a", "x"), id: "2" }];
    expect(tallied(twice).events()[0]).toMatchObject({ rows: 2, articles: 1, sources: 1 });
  });

  it("it was told when the first of them told it", () => {
    const late = { ...telling(0, "a", "x"), toldDay: start + 9 };
    const early = { ...telling(0, "b", "y"), toldDay: start + 1 };
    expect(tallied([late, early]).events()[0]).toMatchObject({ toldDay: start + 1 });
    expect(tallied([early, late]).events()[0]).toMatchObject({ toldDay: start + 1 });
  });

  it("a step has one report of a claim, carried by the event told best", () => {
    const claims = tallied([
      telling(0, "a"),
      telling(5, "b"),
      telling(5, "c"),
      telling(5, "d"),
      telling(9, "e"),
    ]).claims();
    expect(claims).toHaveLength(1);
    expect(claims[0]).toMatchObject({ events: 3, rows: 5, event: { firstDay: start + 5, sources: 3 } });
  });

  it("the end of a step parts events", () => {
    const claims = tallied([telling(16, "a"), telling(17, "b")]).claims();
    expect(claims.map(({ step }) => step)).toEqual([0, 1]);
  });

  it("the order of rows does not matter, and telling everything again changes no claim", () => {
    const tellings = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.constantFrom("a", "b", "c", "d")), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tellings, fc.infiniteStream(fc.nat()), (list, numbers) => {
        const rows = list.map(([day, outlet]) => telling(day, outlet));
        const shuffled = rows
          .map((one) => ({ one, key: numbers.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const plain = (tally: EventTally) =>
          tally
            .claims()
            .map(({ step, events, event: { firstDay, lastDay, toldDay, articles, effective, outlets } }) => {
              return { step, events, firstDay, lastDay, toldDay, articles, effective, outlets };
            });
        expect(plain(tallied(shuffled))).toEqual(plain(tallied(rows)));
        expect(plain(tallied([...rows, ...rows]))).toEqual(plain(tallied(rows)));
      }),
      { seed, numRuns: 60 },
    );
  });

  it("mentions add outlets, and doubts where none of them is sure", () => {
    const tally = new EventTally(crisis.clock, options, true);
    tally.add(telling(0, "a.example", "https://a.example/1"), claim);
    const id = "https://a.example/1";
    const mention = { event: id, toldDay: start, article: "https://b.example/2", outlet: "b.example", confidence: 30 };
    expect(tally.mention(mention)).toBe(true);
    expect(tally.mention({ ...mention, article: id, outlet: "a.example" })).toBe(true);
    expect(tally.mention({ ...mention, event: "other" })).toBe(false);
    expect(tally.events()[0]).toMatchObject({
      sources: 2,
      articles: 2,
      sure: false,
      outlets: ["a.example", "b.example"],
    });
    tally.mention({ ...mention, article: "https://c.example/3", outlet: "c.example", confidence: 80 });
    expect(tally.events()[0]).toMatchObject({ sources: 3, sure: true });
  });
});
