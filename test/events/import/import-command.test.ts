import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FormatName } from "../../../src/events/import/catalogue-format.ts";
import { brinkIn, type Ran } from "../../cli/brink-in.ts";
import { type Cells, crisisText, row, table } from "./synthetic-rows.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-import-"));
  writeFileSync(join(folder, "crisis.yaml"), crisisText);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function brink(...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, args);
}

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Imports into reports.yaml. */
const importing = (...args: readonly string[]) =>
  brink("import", ...args, "--crisis", "crisis.yaml", "-o", "reports.yaml");

/** Some weeks of invented events in any format. */
function someRows(name: FormatName): readonly Cells[] {
  const dates = ["2031-01-15", "2031-01-16", "2031-02-20", "2031-04-03"];
  return dates.map((date, i): Cells => {
    const packed = date.replaceAll("-", "");
    if (name === "gdelt") {
      const url = `https://www.paper${i}.example/news/${i}`;
      return { GLOBALEVENTID: String(1000 + i), SQLDATE: packed, DATEADDED: `${packed}120000`, SOURCEURL: url };
    }
    if (name === "acled") return { event_id_cnty: `X${i}`, event_date: date };
    if (name === "ucdp") return { id: String(i), date_start: date, date_end: date };
    if (name === "icews") return { "Event ID": String(i), "Event Date": date, "Story ID": String(i) };
    return { "Event ID": String(i), "Event Date": date, "Publication Date": date };
  });
}

const catalogues = ["gdelt", "acled", "ucdp", "icews", "polecat"] as const;

describe("brink import", () => {
  it.each(catalogues)("turns %s into reports that the crisis can include", async (name) => {
    const { exit, out, err } = await importing(write("events.tab", table(name, someRows(name))));
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toContain("They make 3 reports.");
    write("with.yaml", "include: [crisis.yaml, reports.yaml]\n");
    expect(await brink("check", "with.yaml")).toMatchObject({ exit: 0 });
    const { exit: forecast, out: odds } = await brink("forecast", "with.yaml");
    expect(forecast).toBe(0);
    expect(odds).toContain("(3 of 3 count)");
  });

  it("writes what it says", async () => {
    const others = { EventCode: "042", GLOBALEVENTID: "5", SOURCEURL: "https://x.example/5" };
    const back = { Actor1Code: "VENGOV", Actor2Code: "USA", EventCode: "042", GLOBALEVENTID: "6", NumSources: "4" };
    write("events.CSV", table("gdelt", [...someRows("gdelt"), others, { ...back, Actor1Name: "CÁRACAS" }]));
    await importing("events.CSV", "--dependence", "0.5", "--window", "2");
    expect(read("reports.yaml")).toMatchInlineSnapshot(`
      "# Reports from event data, written by Brink 0.1.0 from events.CSV.
      # 6 rows, 5 of them about moves of this crisis. One report for each move and step of the clock,
      # carried by the event told best; tellings within 2 days are one event.
      # Outlets count as independent sources with a correlation of 0.5 between any two.
      # What the data do not show is no report: silence is not counted as a move not made.
      sources:
        gdelt: { name: "GDELT, events coded from news by machine", grade: D }
      reports:
        - id: gdelt_us_strike_2031_01
          happened: 2031-01-15..2031-01-16
          told: 2031-01-15
          source: gdelt
          credibility: 3
          saw: { us: strike }
          why: "2 rows, 8 articles, 2 outlets worth 1.33 independent (paper0.example, paper1.example); event 1000, 1001."
        - id: gdelt_venezuela_talk_2031_01
          happened: 2031-01-15
          told: 2031-01-16
          source: gdelt
          credibility: 2
          saw: { venezuela: talk }
          why: "1 row, 4 articles, 4 outlets worth 1.6 independent (daily.example); event 6."
        - id: gdelt_us_strike_2031_02
          happened: 2031-02-20
          told: 2031-02-20
          source: gdelt
          credibility: 3
          saw: { us: strike }
          why: "1 row, 4 articles, 1 outlet worth 1 independent (paper2.example); event 1002."
        - id: gdelt_us_strike_2031_04
          happened: 2031-04-03
          told: 2031-04-03
          source: gdelt
          credibility: 3
          saw: { us: strike }
          why: "1 row, 4 articles, 1 outlet worth 1 independent (paper3.example); event 1003."
      "
    `);
  });

  it("takes credibility from how many told, and from the catalogue's own doubts, unless the map says it", async () => {
    const unclear = { id: "2", date_start: "2031-03-01", date_end: "2031-03-01", event_clarity: "2" };
    const alone = {
      ...unclear,
      id: "3",
      date_start: "2031-04-01",
      date_end: "2031-04-01",
      number_of_sources: "1",
      source_office: "A",
    };
    write(
      "u.csv",
      table("ucdp", [
        {},
        unclear,
        { ...alone, event_clarity: "1" },
        { ...alone, date_start: "2031-05-01", date_end: "2031-05-01" },
      ]),
    );
    await importing("u.csv");
    const digits = (): readonly string[] =>
      [...read("reports.yaml").matchAll(/credibility: (\d)/g)].map(([, digit]) => digit!);
    expect(digits()).toEqual(["2", "3", "3", "4"]);
    write("map.yaml", "source: { id: ged, name: my extract, grade: C, credibility: 5 }\n");
    await importing("u.csv", "--map", "map.yaml");
    expect(digits()).toEqual(["5", "5", "5", "5"]);
    expect(read("reports.yaml")).toContain('ged: { name: "my extract", grade: C }');
  });

  it("prints what it did within 80 columns", async () => {
    const rows = [...someRows("gdelt"), { Actor2Code: "FRA", Actor2Name: "FRANCE" }, { EventCode: "0211" }];
    write("events.CSV", `${table("gdelt", rows)}${row("gdelt")}\tmore\n`);
    const { out } = await importing("events.CSV", "--rejects", "broken.txt");
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(out).toMatchInlineSnapshot(`
      "6 rows of GDELT events read, 4 about moves of this crisis. They make 3 reports.

      Left out
        1  done to nobody of the crisis
        1  no move has their code

      Acted with an actor of the crisis, and are none (give them to one with --map)
        1  FRA FRANCE

      Codes of events between actors that no move has
        1  CAMEO 0211

      1 broken row, not used; all of them are in broken.txt
        events.CSV:7 62 columns in place of 61

      Reports
        happened                move                     events  outlets  worth  digit
        2031-01-15..2031-01-16  us.strike                     1        2    1.3      3
        2031-02-20              us.strike                     1        1    1.0      3
        2031-04-03              us.strike                     1        1    1.0      3

      The reports are in reports.yaml. Add \`include: [reports.yaml]\` to the crisis,
      beside which the file must lie, or forecast with \`--reports reports.yaml\` to use
      them alone.
      "
    `);
  });

  it("joins mentions to their events, whatever the order of the files", async () => {
    const mentions = ["b", "c", "d"].map((name) => {
      const address = `https://www.${name}.example/1`;
      return { GLOBALEVENTID: "1000", MentionSourceName: `${name}.example`, MentionIdentifier: address };
    });
    write("one.mentions.CSV", table("gdelt-mentions", [...mentions, { GLOBALEVENTID: "77" }]));
    write("one.export.CSV", table("gdelt", [{}]));
    const { out } = await importing("one.mentions.CSV", "one.export.CSV", "--format", "gdelt");
    expect(out.replaceAll("\n", " ")).toContain("3 of 4 mentions tell of them.");
    expect(read("reports.yaml")).toContain("4 outlets worth");
  });

  it("writes nothing where no event is of the crisis, and says what was left out", async () => {
    write("e.CSV", table("gdelt", [{ Actor1Code: "FRAGOV", Actor1Name: "FRANCE" }, { EventCode: "042" }]));
    const { exit, out } = await importing("e.CSV");
    expect(exit).toBe(1);
    expect(out.replaceAll("\n", " ")).toContain("There is nothing to report.");
    expect(out).toContain("1  FRAGOV FRANCE");
    expect(out).toContain("1  CAMEO 042");
    expect(out).toContain("Nothing was written.");
    expect(readdirSync(folder).sort()).toEqual(["crisis.yaml", "e.CSV"]);
  });

  it("filters by actor, date and place, and reads other encodings", async () => {
    const back = { Actor1Code: "VENMIL", Actor1Name: "VENEZUELA", Actor2Code: "USA", Actor2Name: "UNITED STATES" };
    const elsewhere = {
      ...back,
      ActionGeo_FullName: "S\u00e3o Exemplo, Brazil",
      SQLDATE: "20310302",
      DATEADDED: "20310302000000",
    };
    write("e.CSV", Buffer.from(table("gdelt", [...someRows("gdelt"), elsewhere]), "latin1"));
    const latin = ["--encoding", "windows-1252"];
    const happened = async (...args: readonly string[]): Promise<readonly string[]> => {
      await importing("e.CSV", ...latin, ...args);
      return [...read("reports.yaml").matchAll(/happened: (\S+)/g)].map(([, date]) => date!);
    };
    expect((await importing("e.CSV")).err).toContain("is not in UTF-8: line 5");
    expect(await happened()).toEqual(["2031-01-15..2031-01-16", "2031-02-20", "2031-03-02", "2031-04-03"]);
    expect(await happened("--actor", "venezuela")).toEqual(["2031-03-02"]);
    expect(await happened("--from", "2031-02", "--until", "2031-03")).toEqual(["2031-02-20", "2031-03-02"]);
    expect(await happened("--place", "Brazil", "--place", "Nowhere")).toEqual(["2031-03-02"]);
    expect(await happened("--place", "S\u00e3o Exemplo")).toEqual(["2031-03-02"]);
    // Without a window each day is an event of its own; the first stands for the step.
    expect((await happened("--window", "0"))[0]).toBe("2031-01-15");
  });

  it("says the same as data", async () => {
    write("events.CSV", table("gdelt", [...someRows("gdelt"), { EventCode: "---" }]));
    const { out, exit } = await importing("events.CSV", "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      brink: "0.1.0",
      file: "reports.yaml",
      rows: { events: 4 },
      matched: 4,
      reports: [{ moves: ["us.strike"], happened: "2031-01-15..2031-01-16", rows: 2, outlets: 2 }, {}, {}],
      rejects: { count: 1, byFault: { "no-code": 1 }, first: [{ file: "events.CSV", line: 5, fault: "no-code" }] },
    });
  });
});

describe("broken rows", () => {
  it("are listed with their lines, and kept byte by byte", async () => {
    const good = row("gdelt");
    const cut = good.split("\t").slice(0, 40).join("\t");
    const latin = Buffer.from(good.replace("UNITED STATES", "ETATS UNIS D'AM\u00c9RIQUE"), "latin1");
    const lines = [Buffer.from(`${good}\n${good}\n${cut}\n\n${good}\n`), latin, Buffer.from(`\n${good}\n`)];
    const { exit, out } = await importing(
      write("e.CSV", Buffer.concat(lines)),
      "--rejects",
      "broken.txt",
      "--format",
      "gdelt",
    );
    // The first 64 kB are looked at first: there the wrong letters are those of the file.
    expect(exit).toBe(1);
    expect(out).toBe("");
    const filler = Buffer.from(`${good}\n`.repeat(Math.ceil(70_000 / good.length)));
    const far = await importing(write("e.CSV", Buffer.concat([filler, ...lines])), "--rejects", "broken.txt");
    expect(far.exit).toBe(0);
    const first = Math.ceil(70_000 / good.length);
    expect(far.out).toContain(`e.CSV:${first + 3} 40 columns in place of 61`);
    expect(far.out).toContain(`e.CSV:${first + 6} Actor1Name holds bytes that are no UTF-8`);
    const kept = readFileSync(join(folder, "broken.txt"));
    expect(kept.includes(latin)).toBe(true);
    expect(kept.toString("latin1")).toContain(`# e.CSV:${first + 3} column-count: 40 columns in place of 61\n${cut}\n`);
  });

  it("of quoted tables do not swallow the next without a word", async () => {
    const [header, one, two, three, four] = table("acled", [{}, {}, {}, {}]).trimEnd().split("\n");
    const open = two!.replace('"",', ",").replace(/"On/, '"On "it" ');
    const unclosed = two!.replace(/ said\."/, " said.");
    const { out } = await importing(
      write("a.csv", [header, one, unclosed, three, four, ""].join("\n")),
      "--rejects",
      "r.txt",
    );
    expect(out).toContain("2 rows of ACLED read");
    expect(out).toContain("a.csv:3 a quote stands in the middle of a cell; more than one row may be in\n    it");
    expect(read("r.txt")).toContain(three);
    const odd = await importing(write("b.csv", [header, one, open, three, four, ""].join("\n")));
    expect(odd.out).toContain("1 broken row");
  });

  it("of an import that is given up leave no half-written file", async () => {
    // More broken rows than are gathered before they are written.
    const long = `${row("gdelt", { EventCode: "x", ActionGeo_FullName: "y".repeat(2000) })}\n`;
    write("e.CSV", table("gdelt", [{}]) + long.repeat(1200));
    const { exit, err } = await importing("e.CSV", "--rejects", "broken.txt");
    expect(exit).toBe(1);
    expect(err).toContain("more than half cannot be read");
    expect(readdirSync(folder).sort()).toEqual(["crisis.yaml", "e.CSV"]);
  });

  it("that are most of a table end the import", async () => {
    const { exit, err } = await importing(write("e.CSV", table("gdelt", [{ EventCode: "x" }, { SQLDATE: "" }, {}])));
    expect(exit).toBe(1);
    expect(err).toContain("more than half cannot be read as GDELT events. The first: line 1: EventCode is `x`");
    expect(readdirSync(folder).sort()).toEqual(["crisis.yaml", "e.CSV"]);
  });
});

interface BadInput {
  readonly name: string;
  readonly content: string | Buffer;
  readonly words: readonly string[];
  readonly args?: readonly string[];
}

describe("bad input gets a clear error and nothing is written", () => {
  const events = table("gdelt", [{}]);
  const cases: readonly BadInput[] = [
    { name: "gz", content: gzipSync(events), words: ["is packed (gzip)", 'gunzip -k "input"'] },
    {
      name: "HTML",
      content: "<!DOCTYPE html><html><body>Sign in</body></html>",
      words: ["holds an HTML page", "download the file itself"],
    },
    { name: "binary", content: Buffer.from([1, 2, 0, 3]), words: ["is binary"] },
    { name: "empty", content: "", words: ["holds no rows"] },
    { name: "UTF-16", content: Buffer.from(`\ufeff${events}`, "utf16le"), words: ["is text in UTF-16"] },
    {
      name: "Latin-1",
      content: Buffer.from(events.replace("UNITED", "\u00c9TATS"), "latin1"),
      words: ["line 1 cannot be read", "--encoding"],
    },
    {
      name: "semicolons",
      content: table("acled", [{ notes: "" }]).replaceAll(",", ";"),
      words: ["parted by semicolons", "by commas"],
    },
    { name: "other columns", content: "date,who,what\n2031-01-01,a,b\n", words: ["begins like none of the formats"] },
    {
      name: "cut columns",
      content: events.split("\t").slice(0, 30).join("\t"),
      words: ["have 30 columns"],
      args: ["--format", "gdelt"],
    },
    { name: "mentions alone", content: table("gdelt-mentions", [{}]), words: ["Mentions say who told"] },
    { name: "a header alone", content: table("acled", []), words: ["holds no rows"] },
    {
      name: "an endless row",
      content: `${table("icews", [{}])}${"x".repeat(1_100_000)}\n`,
      words: ["has more than 1 MB"],
    },
  ];

  it.each(cases)("$name", async ({ content, words, args = [] }) => {
    const { exit, out, err } = await importing(write("input", content), "--rejects", "broken.txt", ...args);
    expect(exit).toBeGreaterThan(0);
    expect(out).toBe("");
    for (const word of words) expect(err).toContain(word);
    expect(err.split("\n").length).toBeLessThan(8);
    expect(readdirSync(folder).sort()).toEqual(["crisis.yaml", "input"]);
  });

  it("of several catalogues are not mixed", async () => {
    write("a", table("acled", [{}]));
    write("i", table("icews", [{}]));
    const { exit, err } = await importing("a", "i");
    expect(exit).toBe(2);
    expect(err).toContain("several formats: acled, icews");
  });

  it("says all that is wrong with several files at once", async () => {
    write("a", gzipSync(events));
    write("b", "<html>");
    const { err } = await importing("a", "b");
    expect(err).toContain("`a` is packed");
    expect(err).toContain("`b` holds an HTML page");
  });

  it.each([
    [["--crisis", "crisis.yaml", "-o", "e.CSV"], "is a file of the crisis"],
    [["--crisis", "crisis.yaml", "-o", "crisis.yaml"], "is a file of the crisis"],
    [["--crisis", "crisis.yaml", "-o", "r.yaml", "--rejects", "e.CSV"], "is a file of the crisis"],
    [["-o", "r.yaml"], "not said which crisis"],
    [["--crisis", "crisis.yaml", "--suggest", "-o", "r.yaml"], "`--suggest` proposes a new crisis"],
    [["--crisis", "crisis.yaml", "-o", "no/r.yaml"], "There is no folder"],
    [["--crisis", "crisis.yaml", "-o", "r.yaml", "--actor", "venezula"], "did you mean `venezuela`"],
    [["--crisis", "crisis.yaml", "-o", "r.yaml", "--from", "soon"], "`soon` is not a date"],
    [
      ["--crisis", "crisis.yaml", "-o", "r.yaml", "--from", "2031-03", "--until", "2031-01"],
      "lies after `--until 2031-01`",
    ],
    [["--crisis", "crisis.yaml", "-o", "r.yaml", "--dependence", "2"], "from 0 to 1"],
    [["--crisis", "crisis.yaml", "-o", "r.yaml", "--encoding", "utf-16"], "encoding"],
  ])("brink import e.CSV %j", async (args, words) => {
    write("e.CSV", events);
    const { exit, err } = await brink("import", "e.CSV", ...args);
    expect(exit).toBe(2);
    expect(err).toContain(words);
    expect(read("e.CSV")).toBe(events);
    expect(read("crisis.yaml")).toBe(crisisText);
  });

  it("names files that are not there, and crises that cannot be dated", async () => {
    expect((await importing("absent.CSV")).err).toContain("There is no file `absent.CSV`");
    write("e.CSV", events);
    write("crisis.yaml", crisisText.replace("start: 2031-01, step: month, ", ""));
    expect((await importing("e.CSV")).err).toContain("has no dates");
    write(
      "crisis.yaml",
      crisisText.replace(/, codes: \[.*?\]|codes: \[.*?\]/g, "").replace("march: {  }", "march: nothing"),
    );
    expect((await importing("e.CSV")).err).toContain("No move of Two states has codes");
  });
});

describe("brink import --suggest", () => {
  it.each(catalogues)("proposes from %s a crisis that passes check and forecasts", async (name) => {
    const calm: Cells = name === "gdelt" ? { EventCode: "042", SQLDATE: "20310310", GLOBALEVENTID: "9" } : {};
    const rows = [...someRows(name), ...(name === "gdelt" ? [calm] : [])];
    const back = rows.map((cells) => turned(name, cells));
    write("events.tab", table(name, [...rows, ...back]));
    const { exit, out, err } = await brink("import", "events.tab", "--suggest", "--least", "1", "-o", "proposal.yaml");
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toContain("Ladder, lowest first");
    expect(await brink("check", "proposal.yaml")).toMatchObject({ exit: 0, err: "" });
    const forecast = await brink("forecast", "proposal.yaml");
    expect(forecast).toMatchObject({ exit: 0, err: "" });
    expect(forecast.out).toContain("How it ends");
  });

  it("takes frequencies with half a case added, in the words of the file", async () => {
    const months = ["01", "02", "03", "04", "05", "06", "07", "08"];
    const rows = months.map((month, i): Cells => {
      const code = i < 2 ? "130" : "042";
      return {
        GLOBALEVENTID: String(i),
        SQLDATE: `2031${month}05`,
        DATEADDED: `2031${month}05120000`,
        EventCode: code,
      };
    });
    write("e.CSV", table("gdelt", [...rows, ...rows.map((cells) => turned("gdelt", { ...cells, EventCode: "042" }))]));
    await brink("import", "e.CSV", "--suggest", "--least", "1", "--actor", "USA", "--actor", "VEN", "-o", "p.yaml");
    // Two of eight steps, two kinds and holding: (2 + ½) / (8 + 3/2).
    expect(read("p.yaml")).toContain('threaten: { name: "threaten", chance: 26.3%, then: { tension: at least menace }');
    expect(read("p.yaml")).toContain('consult: { name: "consult", chance: 68.4%, codes: ["CAMEO 04"]');
    expect(read("p.yaml")).toContain("clock: { start: 2031-09, step: month, steps: 12 }");
    expect(read("p.yaml")).toContain("start: quiet, ladder: true");
  });

  it("takes states and what belongs to them for actors, no code without a country", async () => {
    const nobody: Cells = { Actor1Code: "BUS", Actor1Name: "COMPANY", Actor2Code: "GOV", Actor2Name: "GOVERNMENT" };
    const rebels: Cells = { Actor1Code: "VENREB", Actor1Name: "REBELS", EventCode: "130" };
    write("e.CSV", table("gdelt", [nobody, nobody, nobody, nobody, {}, rebels, turned("gdelt", {})]));
    const { exit, out } = await brink("import", "e.CSV", "--suggest", "--least", "1", "-o", "p.yaml");
    expect(exit).toBe(0);
    expect(out).toContain("between venezuela, united_states, venezuela_reb");
    expect(read("p.yaml")).toContain(
      'venezuela_reb: { name: "Venezuela (REB)", aliases: ["VENREB"], acts_by: chance }',
    );
  });

  it("says so where there are no two actors", async () => {
    write("e.CSV", table("gdelt", [{ Actor2Code: "", Actor2Name: "" }]));
    const { exit, err } = await brink("import", "e.CSV", "--suggest", "-o", "p.yaml");
    expect(exit).toBe(1);
    expect(err).toContain("A crisis needs two actors");
    expect(readdirSync(folder)).not.toContain("p.yaml");
  });
});

/** The same event with its parties exchanged. */
function turned(name: FormatName, cells: Cells): Cells {
  if (name === "gdelt") {
    const parties = {
      Actor1Code: "VENMIL",
      Actor1Name: "VENEZUELA",
      Actor2Code: "USAGOV",
      Actor2Name: "UNITED STATES",
    };
    return { ...cells, ...parties, GLOBALEVENTID: `5${cells.GLOBALEVENTID}`, SOURCEURL: "https://other.example/" };
  }
  if (name === "polecat") return { ...cells, "Actor Country": "VEN", "Recipient Country": "USA" };
  if (name !== "icews") return cells;
  const [source, target] = ["Army (Venezuela)", "Army (United States)"];
  return {
    ...cells,
    "Source Name": source,
    "Source Country": "Venezuela",
    "Target Name": target,
    "Target Country": "United States",
  };
}
