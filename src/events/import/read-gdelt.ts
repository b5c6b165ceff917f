/**
 * GDELT: machine-coded events, one row each, tabs and no header. The codebook
 * is that of GDELT 2.0; GDELT 1 has the same columns without districts.
 */

import { cameoCodes } from "./cameo-codes.ts";
import { catalogueDay } from "./catalogue-date.ts";
import type { CatalogueEvent, Mention } from "./catalogue-event.ts";
import { outletOf } from "./outlet.ts";
import type { Column, Row } from "./row.ts";
import { cellMistake, type RowMistake } from "./row-mistake.ts";

export function gdeltReader(column: (name: string) => Column): (row: Row) => CatalogueEvent | RowMistake {
  const id = column("GLOBALEVENTID");
  const [date, added] = [column("SQLDATE"), column("DATEADDED")];
  const [code, goldstein] = [column("EventCode"), column("GoldsteinScale")];
  const [sources, articles] = [column("NumSources"), column("NumArticles")];
  const [byCode, byName] = [column("Actor1Code"), column("Actor1Name")];
  const [toCode, toName] = [column("Actor2Code"), column("Actor2Name")];
  const [placeName, country] = [column("ActionGeo_FullName"), column("ActionGeo_CountryCode")];
  const url = column("SOURCEURL");
  return (row) => {
    const firstDay = catalogueDay(row.text(date));
    if (firstDay === undefined) return cellMistake("no-date", date.name, row.text(date), "a date such as `20250731`");
    const toldDay = catalogueDay(row.text(added));
    if (toldDay === undefined) return cellMistake("no-date", added.name, row.text(added), "a date and time in digits");
    if (toldDay < firstDay) return cellMistake("told-before", added.name, row.text(added), "on or after SQLDATE");
    const codes = cameoCodes(row.text(code));
    if (!codes) return cellMistake("no-code", code.name, row.text(code), "a CAMEO code such as `0211`");
    const scale = Number(row.text(goldstein) || "0");
    if (!(scale >= -10 && scale <= 10)) {
      return cellMistake("bad-number", goldstein.name, row.text(goldstein), "a number from -10 to 10");
    }
    const article = row.text(url);
    const outlet = outletOf(article);
    const place = row.text(placeName);
    return {
      id: row.text(id),
      scheme: "CAMEO",
      codes,
      firstDay,
      lastDay: firstDay,
      toldDay,
      by: { codes: listOf(row.text(byCode)), names: listOf(row.text(byName)) },
      to: { codes: listOf(row.text(toCode)), names: listOf(row.text(toName)) },
      directed: true,
      places: [...place.split(",").map((part) => part.trim()), row.text(country)].filter((part) => part !== ""),
      outlets: listOf(outlet),
      sources: count(row.text(sources)),
      articles: count(row.text(articles)),
      article,
      sure: true,
      goldstein: scale,
    };
  };
}

export function mentionReader(column: (name: string) => Column): (row: Row) => Mention | RowMistake {
  const id = column("GLOBALEVENTID");
  const told = column("MentionTimeDate");
  const [source, article, confidence] = [
    column("MentionSourceName"),
    column("MentionIdentifier"),
    column("Confidence"),
  ];
  return (row) => {
    const event = row.text(id);
    if (!/^\d+$/.test(event)) return cellMistake("bad-number", id.name, event, "the number of an event");
    const toldDay = catalogueDay(row.text(told));
    if (toldDay === undefined) return cellMistake("no-date", told.name, row.text(told), "a date and time in digits");
    const sure = Number(row.text(confidence));
    if (!(sure >= 0 && sure <= 100)) {
      return cellMistake("bad-number", confidence.name, row.text(confidence), "a number from 0 to 100");
    }
    return { event, toldDay, outlet: row.text(source), article: row.text(article), confidence: sure };
  };
}

function listOf(text: string): readonly string[] {
  return text === "" ? [] : [text];
}

/** A count of at least 1. */
function count(text: string): number {
  const number = Number(text);
  return number >= 1 && Number.isFinite(number) ? Math.floor(number) : 1;
}
