import { version } from "../../analysis/version.ts";
import type { Crisis } from "../../crisis/model.ts";
import { readCrisis } from "../../crisis/read-crisis.ts";
import type { CatalogueEvent, Party } from "../../events/import/catalogue-event.ts";
import { ClaimFinder, type LeftOut } from "../../events/import/claim-finder.ts";
import { EventTally } from "../../events/import/event-tally.ts";
import { emptyMap, type ImportMap, readImportMap } from "../../events/import/import-map.ts";
import { importMistake } from "../../events/import/messages.ts";
import { Ranking } from "../../events/import/ranking.ts";
import { type WrittenReport, writeReports } from "../../events/import/write-reports.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { CommandInput } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { loadCrisis } from "../load-crisis.ts";
import type { Progress } from "../progress.ts";
import { readTextFile } from "../read-text-file.ts";
import { checkNotRead, writeTextFile } from "../write-text-file.ts";
import { filtersOf, type ImportOptions } from "./import-options.ts";
import type { OpenTable } from "./open-table.ts";
import { type ReadCounts, readEvents } from "./read-events.ts";
import type { Rejects } from "./rejects.ts";

/** What an import did, as data. */
export interface ImportedReports {
  /** Null where there was nothing to write. */
  readonly file: string | null;
  readonly crisis: string;
  readonly format: string;
  readonly rows: ReadCounts;
  readonly matched: number;
  readonly mentionsMatched: number;
  readonly leftOut: Readonly<Record<string, number>>;
  /** Parties that acted with an actor of the crisis and are none, most often first. */
  readonly unknownParties: readonly Counted[];
  /** Codes of events between actors of the crisis that no move has. */
  readonly unmatchedCodes: readonly Counted[];
  readonly unreadCodes: readonly string[];
  readonly reports: readonly WrittenReport[];
  readonly source: string;
  /** About the crisis with these reports. */
  readonly warnings: readonly Diagnostic[];
}

export interface Counted {
  readonly name: string;
  readonly count: number;
}

/** Names listed of those that were not matched. */
const LISTED = 8;

/**
 * Turns events into a file of reports of a crisis, checks the crisis with it,
 * and only then writes it.
 *
 * @throws {CommandError} with what is wrong; then nothing is written.
 */
export async function importReports(
  input: CommandInput,
  options: ImportOptions,
  tables: readonly OpenTable[],
  rejects: Rejects,
  progress: Progress,
): Promise<ImportedReports> {
  const { host, texts } = input;
  const { crisis, file: crisisFile } = loadCrisis(options.crisis ?? "", host.folder, texts);
  checkClock(crisis);
  const map = mapOf(options.map, crisis, input);
  checkNotRead(options.output, host.folder, [...texts.keys(), ...options.files]);
  const finder = new ClaimFinder(crisis, map, filtersOf(crisis, options));
  if (finder.coded === 0) fail([importMistake("no-codes", { crisis: crisis.name })]);
  const format = tables.find((table) => table.format.name !== "gdelt-mentions")!.format;
  const withMentions = tables.some((table) => table.format.name === "gdelt-mentions");
  const tally = new EventTally(crisis.clock, options, withMentions);
  const found = new Found(finder, tally);
  const rows = await readEvents(tables, rejects, progress, found);
  const written = writeReports(crisis, tally, format, map, headOf(options, tables, rows, found.matched));
  // A file without reports would only be in the way.
  const file = written.reports.length > 0 ? options.output : null;
  const warnings = file === null ? [] : checkWith(crisisFile, written.text, texts);
  if (file !== null) writeTextFile(file, written.text, host.folder);
  return {
    file,
    crisis: crisis.name,
    format: format.label,
    rows,
    matched: found.matched,
    mentionsMatched: found.mentionsMatched,
    leftOut: Object.fromEntries(found.leftOut),
    unknownParties: found.parties.top(LISTED),
    unmatchedCodes: found.codes.top(LISTED),
    unreadCodes: finder.unreadCodes,
    reports: written.reports,
    source: written.source,
    warnings,
  };
}

/** Sorts events into claims and what is left out. */
class Found {
  readonly leftOut: Map<LeftOut, number> = new Map();
  readonly parties: Ranking = new Ranking();
  readonly codes: Ranking = new Ranking();
  matched = 0;
  mentionsMatched = 0;
  readonly #finder: ClaimFinder;
  readonly #tally: EventTally;

  constructor(finder: ClaimFinder, tally: EventTally) {
    this.#finder = finder;
    this.#tally = tally;
  }

  readonly event = (event: CatalogueEvent): void => {
    const claim = this.#finder.of(event);
    if (typeof claim !== "string") {
      this.matched += 1;
      this.#tally.add(event, claim);
      return;
    }
    this.leftOut.set(claim, (this.leftOut.get(claim) ?? 0) + 1);
    const [knowsBy, knowsTo] = [this.#finder.knows(event.by), this.#finder.knows(event.to)];
    // Of two parties the one that could be added to the crisis.
    if (knowsBy !== knowsTo) this.#noteParty(knowsBy ? event.to : event.by);
    else if (claim === "code" && knowsTo) this.codes.add(`${event.scheme} ${event.codes[0] ?? ""}`);
  };

  #noteParty({ codes, names }: Party): void {
    const words = [codes[0], names[0]].filter((word) => word !== undefined && word !== "");
    if (words.length > 0) this.parties.add(words.join(" "));
  }

  readonly mention = (mention: Parameters<EventTally["mention"]>[0]): void => {
    if (this.#tally.mention(mention)) this.mentionsMatched += 1;
  };
}

function checkClock(crisis: Crisis): void {
  if (crisis.clock.startDay === undefined) fail([importMistake("needs-dates", { crisis: crisis.name })]);
  if (crisis.clock.steps === undefined) fail([importMistake("needs-last-step", { crisis: crisis.name })]);
}

function mapOf(file: string | undefined, crisis: Crisis, { host, texts }: CommandInput): ImportMap {
  if (file === undefined) return emptyMap;
  const text = readTextFile(file, host.folder);
  texts.set(file, text);
  const { map, diagnostics } = readImportMap(file, text, crisis);
  if (!map) return fail(diagnostics);
  return map;
}

function fail(diagnostics: readonly Diagnostic[]): never {
  throw new CommandError(diagnostics, exitCode.fileErrors);
}

/** The lines at the top of the file. */
function headOf(
  options: ImportOptions,
  tables: readonly OpenTable[],
  rows: ReadCounts,
  matched: number,
): readonly string[] {
  const names = tables.map(({ file }) => file.replaceAll("\\", "/").split("/").at(-1));
  const shown = names.length > 3 ? [...names.slice(0, 3), `and ${names.length - 3} more`] : names;
  return [
    `Reports from event data, written by Brink ${version} from ${shown.join(", ")}.`,
    `${rows.events} rows, ${matched} of them about moves of this crisis. One report for each move and step of the clock,`,
    `carried by the event told best; tellings within ${options.window} days are one event.`,
    `Outlets count as independent sources with a correlation of ${options.dependence} between any two.`,
    "What the data do not show is no report: silence is not counted as a move not made.",
  ];
}

/**
 * The crisis with these reports beside its own, as `include` would read it.
 *
 * @throws {CommandError} where it has errors: then the reports are of no use.
 */
function checkWith(file: string, text: string, texts: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const own = file.slice(folder.length);
  const [main, added] = [`${folder}with-imported-reports.yaml`, `${folder}imported-reports.yaml`];
  const together = new Map([
    ...texts,
    [main, `include: [${JSON.stringify(own)}, imported-reports.yaml]\n`],
    [added, text],
  ]);
  const { diagnostics } = readCrisis(main, (path) => together.get(path));
  if (hasErrors(diagnostics)) fail(diagnostics);
  return diagnostics.filter(({ span }) => span?.file === added);
}
