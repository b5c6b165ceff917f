/** ACLED: hand-coded political violence and protest, commas, quotes and a header. Its order of actors does not say who acted. */

import { isoDay, parseCalendarDate } from "../../crisis/calendar.ts";
import { catalogueDay } from "./catalogue-date.ts";
import type { CatalogueEvent, Party } from "./catalogue-event.ts";
import type { Column, Row } from "./row.ts";
import { cellMistake, type RowMistake } from "./row-mistake.ts";
import { stateIn, withoutYears } from "./state-party.ts";

/** Goldstein's scale has no ACLED types; each takes the value of the CAMEO root it falls under. */
const scales: Readonly<Record<string, number>> = {
  battles: -10,
  "explosions/remote violence": -10,
  "violence against civilians": -9,
  riots: -6.5,
  protests: -6.5,
};

export function acledReader(column: (name: string) => Column): (row: Row) => CatalogueEvent | RowMistake {
  // Older exports number their events under another name.
  const id = column(column("event_id_cnty").index >= 0 ? "event_id_cnty" : "data_id");
  const [date, precision] = [column("event_date"), column("time_precision")];
  const [type, special] = [column("event_type"), column("sub_event_type")];
  const by = [column("actor1"), column("assoc_actor_1")] as const;
  const to = [column("actor2"), column("assoc_actor_2")] as const;
  const where = ["location", "admin3", "admin2", "admin1", "country", "region"].map(column);
  const source = column("source");
  return (row) => {
    const day = catalogueDay(row.text(date));
    if (day === undefined) {
      return cellMistake("no-date", date.name, row.text(date), "a date such as `2025-07-31` or `31 July 2025`");
    }
    const general = row.text(type);
    if (general === "") return cellMistake("no-code", type.name, general, "an event type such as `Battles`");
    const days = daysOf(day, row.text(precision));
    if (!days) return cellMistake("bad-number", precision.name, row.text(precision), "1, 2 or 3");
    const outlets = row
      .text(source)
      .split(";")
      .map((name) => name.trim());
    const named = [...new Set(outlets.filter((name) => name !== ""))];
    const kind = row.text(special);
    return {
      id: row.text(id),
      scheme: "ACLED",
      codes: kind === "" ? [general] : [kind, general],
      ...days,
      toldDay: days.lastDay,
      by: partyOf(row, by),
      to: partyOf(row, to),
      directed: false,
      places: where.map((part) => row.text(part)).filter((part) => part !== ""),
      outlets: named,
      sources: Math.max(1, named.length),
      articles: Math.max(1, named.length),
      article: "",
      sure: true,
      goldstein: scales[general.toLowerCase()],
    };
  };
}

/** Precision 1 is the day, 2 the week around it, 3 the month it lies in. */
function daysOf(day: number, precision: string): { firstDay: number; lastDay: number } | undefined {
  if (precision === "" || precision === "1") return { firstDay: day, lastDay: day };
  if (precision === "2") return { firstDay: day - 3, lastDay: day + 3 };
  if (precision !== "3") return undefined;
  const month = parseCalendarDate(isoDay(day).slice(0, 7));
  return month && { firstDay: month.first, lastDay: month.last };
}

function partyOf(row: Row, [main, associates]: readonly [Column, Column]): Party {
  const own = row.text(main);
  const others = row
    .text(associates)
    .split(";")
    .map((name) => name.trim());
  const names = [own, ...others]
    .filter((name) => name !== "")
    .flatMap((name) => {
      const state = stateIn(name);
      return [name, withoutYears(name), ...(state ? [state] : [])];
    });
  return { codes: [], names: [...new Set(names)] };
}
