import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../src/crisis/calendar.ts";
import { catalogueDay } from "../../../src/events/import/catalogue-date.ts";
import { catalogueFormats, type FormatName, formatNames } from "../../../src/events/import/catalogue-format.ts";
import { columnsOf, Row } from "../../../src/events/import/row.ts";
import { isMistake } from "../../../src/events/import/row-mistake.ts";
import { eventReaders, mentionReader } from "../../../src/events/import/row-readers.ts";
import { sniffTable } from "../../../src/events/import/sniff-table.ts";
import { type Cells, row, table } from "./synthetic-rows.ts";

const reference = resolve(import.meta.dirname, "../../../../shared/reference/event_formats");
const hasReference = existsSync(reference);

const names: Readonly<Record<string, FormatName>> = {
  gdelt2_events_61_noheader: "gdelt",
  gdelt2_mentions_16_noheader: "gdelt-mentions",
  acled_31: "acled",
  ucdp_ged_49: "ucdp",
  icews_20: "icews",
  polecat_39_40: "polecat",
};

/** Bytes of a text, one character each, as rows are read. */
function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

const decode = (cell: string): string => Buffer.from(cell, "latin1").toString("utf8");

function read(name: Exclude<FormatName, "gdelt-mentions">, cells: Cells = {}) {
  const header = catalogueFormats[name].headers[0]!;
  const values = header.map((column) => {
    const line = row(name, cells);
    return line === "" ? "" : (splitRow(line, name)[header.indexOf(column)] ?? "");
  });
  return eventReaders[name](columnsOf(header))(new Row(values, decode));
}

function splitRow(line: string, name: FormatName): readonly string[] {
  const { delimiter, quoted } = catalogueFormats[name];
  if (!quoted) return bytes(line).split(delimiter);
  return [...bytes(line).matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

describe(`columns${hasReference ? "" : " (skipped: ../shared/reference/event_formats is not here)"}`, () => {
  it.skipIf(!hasReference)("are those of the catalogues", () => {
    // The file maps format names to lists of columns.
    const published = JSON.parse(readFileSync(resolve(reference, "headers.json"), "utf8")) as Record<string, string[]>;
    for (const [key, name] of Object.entries(names)) expect(catalogueFormats[name].headers[0]).toEqual(published[key]);
  });

  it.skipIf(!hasReference)("fit real rows, every one of them", () => {
    const events = readFileSync(resolve(reference, "gdelt2_events_sample.export.CSV"), "latin1").trimEnd().split("\n");
    const sniffed = sniffTable("sample", events.join("\n"), true, undefined);
    expect(sniffed).toMatchObject({ format: { name: "gdelt" }, headerLine: false });
    const reader = eventReaders.gdelt(columnsOf(catalogueFormats.gdelt.headers[0]!));
    const found = events.map((line) => reader(new Row(line.split("\t"), decode)));
    expect(found.filter(isMistake)).toEqual([]);
    expect(found).toHaveLength(100);
    const mentions = readFileSync(resolve(reference, "gdelt2_mentions_sample.tsv"), "latin1").trimEnd().split("\n");
    expect(sniffTable("sample", mentions.join("\n"), true, undefined)).toMatchObject({
      format: { name: "gdelt-mentions" },
    });
    const readMention = mentionReader(columnsOf(catalogueFormats["gdelt-mentions"].headers[0]!));
    expect(mentions.map((line) => readMention(new Row(line.split("\t"), decode))).filter(isMistake)).toEqual([]);
  });

  it("of GDELT 1 lack the districts, and before 2013 the address", () => {
    expect(catalogueFormats.gdelt.headers.map((header) => header.length)).toEqual([61, 58, 57]);
    const header = catalogueFormats.gdelt.headers[2]!;
    const cells = header.map((name) => ({ SQLDATE: "20310115", EventCode: "042", DATEADDED: "20310115" })[name] ?? "");
    expect(eventReaders.gdelt(columnsOf(header))(new Row(cells, decode))).toMatchObject({
      codes: ["042", "04"],
      toldDay: dayNumber(2031, 1, 15),
      outlets: [],
    });
  });
});

describe("rows become events", () => {
  const day = dayNumber(2031, 1, 15);

  it("of GDELT", () => {
    expect(read("gdelt")).toEqual({
      id: "1000",
      scheme: "CAMEO",
      codes: ["190", "19"],
      firstDay: day,
      lastDay: day,
      toldDay: day + 1,
      by: { codes: ["USAGOV"], names: ["UNITED STATES"] },
      to: { codes: ["VENMIL"], names: ["VENEZUELA"] },
      directed: true,
      places: ["Puerto Azul", "Costa Nueva", "Venezuela", "VE"],
      outlets: ["daily.example"],
      sources: 1,
      articles: 4,
      article: "https://www.daily.example/news/1",
      sure: true,
      goldstein: -10,
    });
  });

  it("of ACLED, with the week or the month where the day is not known", () => {
    expect(read("acled")).toMatchObject({
      scheme: "ACLED",
      codes: ["Armed clash", "Battles"],
      directed: false,
      by: {
        names: [
          "Military Forces of the United States (2029-)",
          "Military Forces of the United States",
          "United States",
        ],
      },
      to: { names: ["Military Forces of Venezuela (2013-)", "Military Forces of Venezuela", "Venezuela"] },
      outlets: ["Daily Example", "Evening Example"],
      sources: 2,
      firstDay: day,
      lastDay: day,
    });
    expect(read("acled", { time_precision: "2" })).toMatchObject({ firstDay: day - 3, lastDay: day + 3 });
    const [first, last] = [dayNumber(2031, 1, 1), dayNumber(2031, 1, 31)];
    expect(read("acled", { time_precision: "3", event_date: "15 January 2031" })).toMatchObject({
      firstDay: first,
      lastDay: last,
      toldDay: last,
    });
  });

  it("of UCDP, with all its days", () => {
    expect(read("ucdp")).toMatchObject({
      scheme: "UCDP",
      codes: ["state-based"],
      firstDay: day - 1,
      lastDay: day + 1,
      directed: false,
      sources: 3,
      outlets: ["Daily Example", "Evening Example"],
      sure: true,
    });
    expect(read("ucdp", { type_of_violence: "3", event_clarity: "2" })).toMatchObject({ directed: true, sure: false });
  });

  it("of ICEWS, whose officials stand for their state and whose opposition does not", () => {
    expect(read("icews")).toMatchObject({
      codes: ["190", "19"],
      by: { names: ["Defence Ministry (United States)", "United States"] },
      to: { names: ["Military (Venezuela)", "Venezuela"] },
    });
    expect(read("icews", { "Source Name": "Some Party", "Source Sectors": "Opposition" })).toMatchObject({
      by: { names: ["Some Party"] },
    });
  });

  it("of POLECAT, with type and mode, and the names of earlier drafts", () => {
    expect(read("polecat")).toMatchObject({
      scheme: "PLOVER",
      codes: ["ASSAULT:AERIAL", "ASSAULT"],
      by: { codes: ["USAMIL"] },
      to: { codes: ["VENGOV"] },
      toldDay: day + 1,
      goldstein: -9,
    });
    expect(read("polecat", { "Event Type": "disapprove", "Event Mode": "" })).toMatchObject({
      codes: ["ACCUSE"],
      goldstein: -3,
    });
  });

  it.each([
    ["gdelt", { SQLDATE: "20310230" }, "no-date", "SQLDATE is `20310230`"],
    ["gdelt", { SQLDATE: "" }, "no-date", "SQLDATE is empty"],
    ["gdelt", { EventCode: "---" }, "no-code", "a CAMEO code"],
    ["gdelt", { EventCode: "42" }, "no-code", "EventCode is `42`"],
    ["gdelt", { GoldsteinScale: "11" }, "bad-number", "from -10 to 10"],
    ["gdelt", { DATEADDED: "20310101000000" }, "told-before", "on or after SQLDATE"],
    ["acled", { event_type: "" }, "no-code", "event_type is empty"],
    ["acled", { time_precision: "9" }, "bad-number", "1, 2 or 3"],
    ["ucdp", { date_end: "2031-01-01" }, "no-date", "on or after date_start"],
    ["ucdp", { type_of_violence: "4" }, "no-code", "1, 2 or 3"],
    ["icews", { "CAMEO Code": "21" }, "no-code", "CAMEO code"],
    ["polecat", { "Event Type": "ATTACK" }, "no-code", "a type of PLOVER"],
  ] as const)("but a row of %s with %j says what is wrong", (name, cells, fault, words) => {
    const found = read(name, cells);
    expect(found).toMatchObject({ fault });
    expect(isMistake(found) && found.words).toContain(words);
  });

  it("and bytes that are no text are noticed where they are looked at", () => {
    const header = catalogueFormats.gdelt.headers[0]!;
    const cells = splitRow(row("gdelt"), "gdelt").map((cell, i) => (header[i] === "Actor1Name" ? "CAF\u00e9" : cell));
    const strict = new TextDecoder("utf-8", { fatal: true });
    const broken = new Row(cells, (cell) => {
      try {
        return strict.decode(Buffer.from(cell, "latin1"));
      } catch {
        return undefined;
      }
    });
    eventReaders.gdelt(columnsOf(header))(broken);
    expect(broken.undecoded).toBe("Actor1Name");
  });
});

describe("dates", () => {
  it.each([
    "20310731",
    "20310731234500",
    "2031-07-31",
    "2031-07-31 00:00:00.000",
    "31-07-2031",
    "31 July 2031",
    "31-Jul-2031",
  ])("%s is a day", (text) => {
    expect(catalogueDay(text)).toBe(dayNumber(2031, 7, 31));
  });

  it.each(["", "0", "20310732", "2031-02-29", "31 Foo 2031", "99999999", "31-07-31"])("%j is none", (text) => {
    expect(catalogueDay(text)).toBeUndefined();
  });
});

describe("the format of a table", () => {
  it.each(formatNames)("%s is told from its columns", (name) => {
    const found = sniffTable("t", bytes(table(name, [{}, {}])), true, undefined);
    expect(found).toMatchObject({ format: { name }, headerLine: catalogueFormats[name].hasHeader });
  });

  it("of UCDP is told without a header too", () => {
    expect(sniffTable("t", `${row("ucdp")}\n`, true, undefined)).toMatchObject({
      format: { name: "ucdp" },
      headerLine: false,
    });
  });

  it("is told with a byte order mark, Windows line ends and other orders of columns", () => {
    const text = table("icews", [{}]).replaceAll("\n", "\r\n");
    expect(sniffTable("t", `\u00ef\u00bb\u00bf${text}`, true, undefined)).toMatchObject({ format: { name: "icews" } });
    const turned = table("acled", [{}])
      .split("\n")
      .map((line) => line.split(",").reverse().join(","))[0]!;
    const found = sniffTable("t", `${turned}\n`, true, undefined);
    expect("header" in found && found.header.at(-1)).toBe("event_id_cnty");
  });

  it.each([
    ["\u001f\u008b\u0008", "table-packed", "gunzip"],
    ["PK\u0003\u0004rest", "table-packed", "unzip"],
    ["PAR1\u0015", "table-not-text", "Parquet"],
    ["\u00ff\u00feE\0v\0", "table-not-text", "UTF-16"],
    ["a\0b", "table-not-text", "binary"],
    ["<!DOCTYPE html>\n<html>", "table-wrong-kind", "HTML"],
    ["  <HTML><body>404</body>", "table-wrong-kind", "HTML"],
    ['{"data": [1]}', "table-wrong-kind", "JSON"],
    ["a,b,c\n1,2,3\n", "table-unknown", "begins like none"],
    ["\n\n", "table-empty", "no rows"],
  ])("refuses %j", (head, code, words) => {
    const found = sniffTable("t.csv", head, true, undefined);
    expect(found).toMatchObject({ code, severity: "error" });
    expect("message" in found && `${found.message} ${found.hint}`).toContain(words);
  });

  it("says so where the delimiter was changed", () => {
    const semicolons = table("acled", [{ notes: "" }]).replaceAll(",", ";");
    expect(sniffTable("t.csv", semicolons, true, undefined)).toMatchObject({
      code: "table-delimiter",
      params: { found: "semicolons", wanted: "commas" },
    });
    const commas = table("icews", [{}]).replaceAll(",", " ").replaceAll("\t", ",");
    expect(sniffTable("t.csv", commas, true, "icews")).toMatchObject({ code: "table-delimiter" });
  });

  it("says which columns are missing, and how many there are", () => {
    const cut = table("acled", [{}]).replace("actor2,", "");
    expect(sniffTable("t.csv", cut, true, undefined)).toMatchObject({
      code: "table-columns",
      params: { missing: ["actor2"] },
    });
    expect(sniffTable("t", "1\t2\t3\n", true, "gdelt")).toMatchObject({ code: "table-width", params: { found: 3 } });
  });
});
