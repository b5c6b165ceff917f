import { version } from "../../analysis/version.ts";
import { readCrisis } from "../../crisis/read-crisis.ts";
import { plainName } from "../../events/import/actor-finder.ts";
import type { CatalogueEvent } from "../../events/import/catalogue-event.ts";
import { importMistake } from "../../events/import/messages.ts";
import { askedActors, PartyCount, type SeenActor, SuggestTally } from "../../events/import/suggest-tally.ts";
import { type Suggestion, writeSuggestion } from "../../events/import/write-suggestion.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { CommandInput } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { progressOn } from "../progress.ts";
import { checkNotRead, writeTextFile } from "../write-text-file.ts";
import type { ImportOptions } from "./import-options.ts";
import type { OpenTable } from "./open-table.ts";
import { type ReadCounts, readEvents } from "./read-events.ts";
import { Rejects } from "./rejects.ts";

/** What a proposal rests on, as data. */
export interface SuggestedCrisis extends Omit<Suggestion, "text"> {
  readonly format: string;
  readonly rows: ReadCounts;
  readonly matched: number;
  readonly warnings: readonly Diagnostic[];
}

/** Actors of a proposal where none are named. */
const ACTORS = 3;
/** Rows that make a move count as seen in a step, where machines coded them and err. */
const LEAST_BY_MACHINE = 3;

/**
 * Proposes a crisis file from events: reads the tables twice, once for the
 * actors (unless they are named), once for what they did.
 *
 * @throws {CommandError} with what is wrong; then nothing is written.
 */
export async function suggestCrisis(
  input: CommandInput,
  options: ImportOptions,
  tables: readonly OpenTable[],
  rejects: Rejects,
): Promise<SuggestedCrisis> {
  const { host } = input;
  checkNotRead(options.output, host.folder, options.files);
  const events = tables.filter((table) => table.format.name !== "gdelt-mentions");
  const format = events[0]!.format;
  const wanted = options.actors.length > 0 ? askedActors(options.actors) : await mostActive(input, options, events);
  const byHand = format.name === "acled" || format.name === "ucdp";
  const tally = new SuggestTally(wanted, options.step, options.least ?? (byHand ? 1 : LEAST_BY_MACHINE));
  let matched = 0;
  const progress = progressOn(host.err, "Reading MB");
  const take = (event: CatalogueEvent): void => {
    if (passes(event, options)) matched += tally.add(event) ? 1 : 0;
  };
  const rows = await readEvents(events, rejects, progress, { event: take, mention: () => undefined }).finally(() =>
    progress.stop(),
  );
  const names = events.map(({ file }) => file.replaceAll("\\", "/").split("/").at(-1));
  const head = [`Proposed by Brink ${version} from ${names.join(", ")}: ${rows.events} rows of ${format.label}.`];
  const suggestion = writeSuggestion(tally, head);
  if (!suggestion) throw tooFew(wanted.map(({ label }) => label));
  const warnings = checked(options.output, suggestion.text);
  writeTextFile(options.output, suggestion.text, host.folder);
  const { text: _text, ...rest } = suggestion;
  return { ...rest, format: format.label, rows, matched, warnings };
}

async function mostActive(
  { host }: CommandInput,
  options: ImportOptions,
  tables: readonly OpenTable[],
): Promise<readonly SeenActor[]> {
  const parties = new PartyCount();
  const progress = progressOn(host.err, "Looking for actors, MB");
  const take = (event: CatalogueEvent): void => {
    if (passes(event, options)) parties.add(event);
  };
  // Broken rows are counted by the second reading.
  const uncounted = new Rejects(undefined, host.folder);
  await readEvents(tables, uncounted, progress, { event: take, mention: () => undefined }).finally(() =>
    progress.stop(),
  );
  const found = parties.top(ACTORS);
  if (found.length < 2) throw tooFew(found.map(({ label }) => label));
  return found;
}

function passes(event: CatalogueEvent, { fromDay, untilDay, places }: ImportOptions): boolean {
  if (fromDay !== undefined && event.lastDay < fromDay) return false;
  if (untilDay !== undefined && event.firstDay > untilDay) return false;
  if (places.length === 0) return true;
  const own = new Set(event.places.map(plainName));
  return places.some((place) => own.has(plainName(place)));
}

function tooFew(found: readonly string[]): CommandError {
  return new CommandError([importMistake("too-few-actors", { found })], exitCode.fileErrors);
}

/** A proposal with mistakes would be no help. */
function checked(file: string, text: string): readonly Diagnostic[] {
  const { diagnostics } = readCrisis(file, (path) => (path === file ? text : undefined));
  if (hasErrors(diagnostics)) throw new CommandError(diagnostics, exitCode.fileErrors);
  return diagnostics;
}
