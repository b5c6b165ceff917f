/** POLECAT: machine-coded events in PLOVER's types and modes, tabs and a header. */

import { catalogueDay } from "./catalogue-date.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import { outletOf } from "./outlet.ts";
import { ploverType } from "./plover-type.ts";
import type { Column, Row } from "./row.ts";
import { cellMistake, type RowMistake } from "./row-mistake.ts";

export function polecatReader(column: (name: string) => Column): (row: Row) => CatalogueEvent | RowMistake {
  const [id, date, type, mode] = [column("Event ID"), column("Event Date"), column("Event Type"), column("Event Mode")];
  const by = ["Actor Country", "Primary Actor Sector", "Actor Name", "Actor Name Raw"].map(column);
  const to = ["Recipient Country", "Primary Recipient Sector", "Recipient Name", "Recipient Name Raw"].map(column);
  const where = ["Placename", "City", "District", "Province", "Country"].map(column);
  const [source, published] = [column("Source"), column("Publication Date")];
  return (row) => {
    const day = catalogueDay(row.text(date));
    if (day === undefined) return cellMistake("no-date", date.name, row.text(date), "a date such as `2023-07-31`");
    const name = row.text(type);
    const found = ploverType(name);
    if (!found) return cellMistake("no-code", type.name, name, "a type of PLOVER such as `SANCTION`");
    const told = row.text(published) === "" ? day : catalogueDay(row.text(published));
    if (told === undefined) return cellMistake("no-date", published.name, row.text(published), "a date");
    if (told < day) return cellMistake("told-before", published.name, row.text(published), "on or after Event Date");
    const special = row.text(mode).toUpperCase();
    const outlet = outletOf(row.text(source));
    return {
      id: row.text(id),
      scheme: "PLOVER",
      codes: special === "" ? [found.name] : [`${found.name}:${special}`, found.name],
      firstDay: day,
      lastDay: day,
      toldDay: told,
      by: partyOf(row, by),
      to: partyOf(row, to),
      directed: true,
      places: where.map((part) => row.text(part)).filter((part) => part !== ""),
      outlets: outlet === "" ? [] : [outlet],
      sources: 1,
      articles: 1,
      article: "",
      sure: true,
      goldstein: found.score,
    };
  };
}

/** Country and sector as one code, in the way of CAMEO: `USA` and `GOV` → `USAGOV`. */
function partyOf(row: Row, [country, sector, ...names]: readonly Column[]): Party {
  const land = country ? row.text(country).toUpperCase() : "";
  const role = sector ? row.text(sector).toUpperCase() : "";
  const code = /^[A-Z]{3}$/.test(land) ? `${land}${/^[A-Z]{3}$/.test(role) ? role : ""}` : "";
  const words = names.flatMap((name) => row.text(name).split(";")).map((name) => name.trim());
  return { codes: code === "" ? [] : [code], names: words.filter((name) => name !== "" && name !== "None") };
}
