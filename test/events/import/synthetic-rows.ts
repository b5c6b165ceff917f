/** Rows in the exact form of each catalogue; every one of them invented. */
import {
  type CatalogueFormat,
  catalogueFormats,
  type FormatName,
} from "../../../src/events/import/catalogue-format.ts";

/** Cells by column name; those not named are empty. */
export type Cells = Readonly<Record<string, string>>;

const usual: Readonly<Record<FormatName, Cells>> = {
  gdelt: {
    GLOBALEVENTID: "1000",
    SQLDATE: "20310115",
    Actor1Code: "USAGOV",
    Actor1Name: "UNITED STATES",
    Actor2Code: "VENMIL",
    Actor2Name: "VENEZUELA",
    EventCode: "190",
    GoldsteinScale: "-10.0",
    NumSources: "1",
    NumArticles: "4",
    ActionGeo_FullName: "Puerto Azul, Costa Nueva, Venezuela",
    ActionGeo_CountryCode: "VE",
    DATEADDED: "20310116091500",
    SOURCEURL: "https://www.daily.example/news/1",
  },
  "gdelt-mentions": {
    GLOBALEVENTID: "1000",
    EventTimeDate: "20310116091500",
    MentionTimeDate: "20310116093000",
    MentionType: "1",
    MentionSourceName: "daily.example",
    MentionIdentifier: "https://www.daily.example/news/1",
    InRawText: "1",
    Confidence: "70",
  },
  acled: {
    event_id_cnty: "VEN1000",
    event_date: "2031-01-15",
    year: "2031",
    time_precision: "1",
    event_type: "Battles",
    sub_event_type: "Armed clash",
    actor1: "Military Forces of the United States (2029-)",
    actor2: "Military Forces of Venezuela (2013-)",
    country: "Venezuela",
    admin1: "Costa Nueva",
    location: "Puerto Azul",
    source: "Daily Example; Evening Example",
    notes: 'On 15 January, forces "clashed", an invented agency said.',
    timestamp: "1925000000",
  },
  ucdp: {
    id: "1000",
    year: "2031",
    type_of_violence: "1",
    side_a: "Government of Venezuela",
    side_b: "Government of United States",
    number_of_sources: "3",
    source_office: "Daily Example;Evening Example",
    where_coordinates: "Puerto Azul",
    country: "Venezuela",
    event_clarity: "1",
    date_prec: "2",
    date_start: "2031-01-14",
    date_end: "2031-01-16",
    best: "4",
  },
  icews: {
    "Event ID": "1000",
    "Event Date": "2031-01-15",
    "Source Name": "Defence Ministry (United States)",
    "Source Sectors": "Government,Military",
    "Source Country": "United States",
    "Event Text": "Use conventional military force",
    "CAMEO Code": "190",
    Intensity: "-10.0",
    "Target Name": "Military (Venezuela)",
    "Target Sectors": "Military",
    "Target Country": "Venezuela",
    "Story ID": "77",
    Publisher: "Daily Example",
    City: "Puerto Azul",
    Country: "Venezuela",
  },
  polecat: {
    "Event ID": "EX_1000",
    "Event Date": "2031-01-15",
    "Event Type": "ASSAULT",
    "Event Mode": "aerial",
    "Actor Name": "Air Force",
    "Actor Country": "USA",
    "Primary Actor Sector": "MIL",
    "Recipient Name": "Venezuela",
    "Recipient Country": "VEN",
    "Primary Recipient Sector": "GOV",
    Placename: "Puerto Azul",
    Country: "VEN",
    Source: "daily.example",
    "Publication Date": "2031-01-16",
  },
};

/** One row without its line break. */
export function row(name: FormatName, cells: Cells = {}): string {
  const format = catalogueFormats[name];
  const all = { ...usual[name], ...cells };
  const unknown = Object.keys(all).filter((column) => !format.headers[0]!.includes(column));
  if (unknown.length > 0) throw new Error(`no such columns: ${unknown.join(", ")}`);
  return format.headers[0]!.map((column) => cellOf(all[column] ?? "", format)).join(format.delimiter);
}

/** A whole table, with its header where the format has one. */
export function table(name: FormatName, rows: readonly Cells[]): string {
  const format = catalogueFormats[name];
  const header = format.hasHeader ? [format.headers[0]!.join(format.delimiter)] : [];
  return `${[...header, ...rows.map((cells) => row(name, cells))].join("\n")}\n`;
}

function cellOf(text: string, { quoted }: CatalogueFormat): string {
  return quoted && /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A crisis that all of the rows above are about. */
export const crisisText = `crisis: Two states
question: { ask: "Do they fight on?", ending: settled }
clock: { start: 2031-01, step: month, steps: 6 }
actors:
  us: { name: United States }
  venezuela: { name: Venezuela, aliases: [Caracas] }
  opposition: { name: the opposition }
state: { tension: [calm, tense, open_fire] }
moves:
  us:
    hold: nothing
    threaten: { then: { tension: at least tense }, codes: [CAMEO 13, PLOVER THREATEN] }
    strike: { then: { tension: open_fire }, codes: [CAMEO 19, PLOVER ASSAULT, ACLED Battles, UCDP state-based] }
  venezuela:
    wait: nothing
    fire: { then: { tension: open_fire }, codes: [CAMEO 19, PLOVER ASSAULT, ACLED Battles, UCDP state-based] }
    talk: { then: { tension: calm }, codes: [CAMEO 04] }
  opposition:
    sit: nothing
    march: { codes: [CAMEO 14] }
payoffs: { us: -0.1 * tension, venezuela: -0.2 * tension }
endings:
  settled: { chance: 2%, rule: "A truce is signed." }
  as_before: { otherwise: true, rule: "Neither by the end." }
`;
