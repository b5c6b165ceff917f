import type { CatalogueEvent, Mention } from "./catalogue-event.ts";
import type { FormatName } from "./catalogue-format.ts";
import { acledReader } from "./read-acled.ts";
import { gdeltReader, mentionReader } from "./read-gdelt.ts";
import { icewsReader } from "./read-icews.ts";
import { polecatReader } from "./read-polecat.ts";
import { ucdpReader } from "./read-ucdp.ts";
import type { Column, Row } from "./row.ts";
import type { RowMistake } from "./row-mistake.ts";

/** Reads the rows of one table. */
export type EventReader = (row: Row) => CatalogueEvent | RowMistake;

export type MentionReader = (row: Row) => Mention | RowMistake;

/** The reader of a format for a table with these columns; mentions are not events and have `mentionReader`. */
export const eventReaders: Readonly<
  Record<Exclude<FormatName, "gdelt-mentions">, (column: (name: string) => Column) => EventReader>
> = {
  gdelt: gdeltReader,
  acled: acledReader,
  ucdp: ucdpReader,
  icews: icewsReader,
  polecat: polecatReader,
};

export { mentionReader };
