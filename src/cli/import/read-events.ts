import type { CatalogueEvent, Mention } from "../../events/import/catalogue-event.ts";
import { importMistake } from "../../events/import/messages.ts";
import { columnsOf, Row } from "../../events/import/row.ts";
import { isMistake, type RowMistake } from "../../events/import/row-mistake.ts";
import { eventReaders, mentionReader } from "../../events/import/row-readers.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import type { Progress } from "../progress.ts";
import { cellDecoder, type OpenTable } from "./open-table.ts";
import type { Rejects } from "./rejects.ts";
import { streamRows } from "./stream-rows.ts";

export interface EventTaker {
  readonly event: (event: CatalogueEvent) => void;
  readonly mention: (mention: Mention) => void;
}

export interface ReadCounts {
  events: number;
  mentions: number;
}

/** Rows after which a table that is mostly broken is given up. */
const TRIED = 1000;

/**
 * Reads all rows of all tables, events before mentions.
 *
 * @throws {CommandError} `table-broken` where most rows cannot be read, and those of `streamRows`.
 */
export async function readEvents(
  tables: readonly OpenTable[],
  rejects: Rejects,
  progress: Progress,
  taker: EventTaker,
): Promise<ReadCounts> {
  const counts: ReadCounts = { events: 0, mentions: 0 };
  const total = tables.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const isMentions = (table: OpenTable): boolean => table.format.name === "gdelt-mentions";
  const ordered = [...tables.filter((table) => !isMentions(table)), ...tables.filter(isMentions)];
  for (const table of ordered) {
    await readTable(table, rejects, counts, taker, (bytes) => {
      done += bytes;
      progress.update(Math.round(done / 1e6), Math.round(total / 1e6));
    });
  }
  return counts;
}

async function readTable(
  table: OpenTable,
  rejects: Rejects,
  counts: ReadCounts,
  taker: EventTaker,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const decode = cellDecoder(table.encoding);
  const width = table.header.length;
  const take = takerOf(table, counts, taker);
  const start = { rows: 0, broken: 0, first: "" };
  const refuse = (mistake: RowMistake, line: number, raw: string): void => {
    rejects.add(table.file, line, mistake, raw);
    start.broken += 1;
    if (start.first === "") start.first = `line ${line}: ${mistake.words}`;
  };
  const checkStart = (): void => {
    if (start.broken <= start.rows / 2) return;
    const { rows, first } = start;
    const params = { file: table.file, format: table.format.label, rows, first };
    throw new CommandError([importMistake("table-broken", params)], exitCode.fileErrors);
  };
  const count = (): void => {
    start.rows += 1;
    if (start.rows === TRIED) checkStart();
  };
  await streamRows(table, {
    row(cells, line, raw) {
      if (cells.length !== width) {
        refuse({ fault: "column-count", words: `${cells.length} columns in place of ${width}` }, line, raw);
      } else {
        const row = new Row(cells, decode);
        const mistake = take(row);
        if (row.undecoded !== undefined) {
          const words = `${row.undecoded} holds bytes that are no ${table.encoding.toUpperCase()}`;
          refuse({ fault: "not-decodable", words }, line, raw);
        } else if (mistake) refuse(mistake, line, raw);
      }
      count();
    },
    broken(mistake, line, raw) {
      refuse(mistake, line, raw);
      count();
    },
    read: onBytes,
  });
  if (start.rows === 0)
    throw new CommandError([importMistake("table-empty", { file: table.file })], exitCode.fileErrors);
  if (start.rows < TRIED) checkStart();
}

/** Reads a row and hands it on, or says what is wrong with it. */
function takerOf(table: OpenTable, counts: ReadCounts, taker: EventTaker): (row: Row) => RowMistake | undefined {
  const column = columnsOf(table.header);
  if (table.format.name === "gdelt-mentions") {
    const read = mentionReader(column);
    return (row) => {
      const mention = read(row);
      if (row.undecoded !== undefined) return undefined;
      if (isMistake(mention)) return mention;
      counts.mentions += 1;
      taker.mention(mention);
      return undefined;
    };
  }
  const read = eventReaders[table.format.name](column);
  return (row) => {
    const event = read(row);
    if (row.undecoded !== undefined) return undefined;
    if (isMistake(event)) return event;
    counts.events += 1;
    taker.event(event);
    return undefined;
  };
}
