/** UCDP's georeferenced events: hand-coded deadly violence, commas, quotes and mostly a header. Both sides fight. */

import { catalogueDay } from "./catalogue-date.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import type { Column, Row } from "./row.ts";
import { cellMistake, type RowMistake } from "./row-mistake.ts";
import { stateIn } from "./state-party.ts";

const kinds: Readonly<Record<string, string>> = { "1": "state-based", "2": "non-state", "3": "one-sided" };

export function ucdpReader(column: (name: string) => Column): (row: Row) => CatalogueEvent | RowMistake {
  const [id, type] = [column("id"), column("type_of_violence")];
  const [start, end, clarity] = [column("date_start"), column("date_end"), column("event_clarity")];
  const [sideA, sideB] = [column("side_a"), column("side_b")];
  const [sources, office] = [column("number_of_sources"), column("source_office")];
  const where = ["where_coordinates", "adm_2", "adm_1", "country", "region"].map(column);
  return (row) => {
    const firstDay = catalogueDay(row.text(start));
    if (firstDay === undefined) return cellMistake("no-date", start.name, row.text(start), "a date");
    const lastDay = catalogueDay(row.text(end));
    if (lastDay === undefined) return cellMistake("no-date", end.name, row.text(end), "a date");
    if (lastDay < firstDay) return cellMistake("no-date", end.name, row.text(end), "on or after date_start");
    const kind = kinds[row.text(type)];
    if (kind === undefined) return cellMistake("no-code", type.name, row.text(type), "1, 2 or 3");
    const outlets = row
      .text(office)
      .split(";")
      .map((name) => name.trim());
    const named = [...new Set(outlets.filter((name) => name !== ""))];
    const counted = Number(row.text(sources));
    const told = Math.max(1, named.length, counted > 0 && Number.isFinite(counted) ? Math.floor(counted) : 1);
    return {
      id: row.text(id),
      scheme: "UCDP",
      codes: [kind],
      firstDay,
      lastDay,
      toldDay: lastDay,
      by: partyOf(row.text(sideA)),
      to: partyOf(row.text(sideB)),
      // In one-sided violence the first side is the one that kills.
      directed: kind === "one-sided",
      places: where.map((part) => row.text(part)).filter((part) => part !== ""),
      outlets: named,
      sources: told,
      articles: told,
      article: "",
      sure: row.text(clarity) !== "2",
      goldstein: kind === "one-sided" ? -9 : -10,
    };
  };
}

/** Several states of a coalition stand between commas. */
function partyOf(text: string): Party {
  const names = text.split(",").map((name) => name.trim());
  const all = [text, ...names].flatMap((name) => {
    const state = stateIn(name);
    return state ? [name, state] : [name];
  });
  return { codes: [], names: [...new Set(all.filter((name) => name !== ""))] };
}
