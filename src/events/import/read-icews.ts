/** ICEWS: machine-coded events, CAMEO codes, tabs and a header. */

import { cameoCodes } from "./cameo-codes.ts";
import { catalogueDay } from "./catalogue-date.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import type { Column, Row } from "./row.ts";
import { cellMistake, type RowMistake } from "./row-mistake.ts";

/** Sectors that act for their state. */
const OF_THE_STATE = /\b(government|military|executive|police|judicial|legislative|foreign ministry)\b/i;

export function icewsReader(column: (name: string) => Column): (row: Row) => CatalogueEvent | RowMistake {
  const [id, date, code, scale] = [column("Event ID"), column("Event Date"), column("CAMEO Code"), column("Intensity")];
  const by = [column("Source Name"), column("Source Sectors"), column("Source Country")] as const;
  const to = [column("Target Name"), column("Target Sectors"), column("Target Country")] as const;
  const [story, publisher] = [column("Story ID"), column("Publisher")];
  const where = ["City", "District", "Province", "Country"].map(column);
  return (row) => {
    const day = catalogueDay(row.text(date));
    if (day === undefined) return cellMistake("no-date", date.name, row.text(date), "a date such as `2015-07-31`");
    const codes = cameoCodes(row.text(code));
    if (!codes) return cellMistake("no-code", code.name, row.text(code), "a CAMEO code such as `042`");
    const goldstein = row.text(scale) === "" ? undefined : Number(row.text(scale));
    if (goldstein !== undefined && !(goldstein >= -10 && goldstein <= 10)) {
      return cellMistake("bad-number", scale.name, row.text(scale), "a number from -10 to 10");
    }
    const outlet = row.text(publisher);
    return {
      id: row.text(id),
      scheme: "CAMEO",
      codes,
      firstDay: day,
      lastDay: day,
      toldDay: day,
      by: partyOf(row, by),
      to: partyOf(row, to),
      directed: true,
      places: where.map((part) => row.text(part)).filter((part) => part !== ""),
      outlets: outlet === "" ? [] : [outlet],
      sources: 1,
      articles: 1,
      article: row.text(story),
      sure: true,
      goldstein,
    };
  };
}

/** `Government (Venezuela)` and a minister both stand for Venezuela; an opposition leader does not. */
function partyOf(row: Row, [name, sectors, country]: readonly [Column, Column, Column]): Party {
  const own = row.text(name);
  const land = row.text(country);
  const state = OF_THE_STATE.test(row.text(sectors)) || OF_THE_STATE.test(own) || own === land;
  return { codes: [], names: [own, ...(state ? [land] : [])].filter((word) => word !== "") };
}
