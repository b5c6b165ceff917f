import { parseCalendarDate } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import { type FormatName, formatNames } from "../../events/import/catalogue-format.ts";
import type { EventFilters } from "../../events/import/claim-finder.ts";
import { DEFAULT_DEPENDENCE } from "../../events/import/effective-sources.ts";
import { importMistake } from "../../events/import/messages.ts";
import type { StepUnit } from "../../events/import/suggest-tally.ts";
import { nearNames } from "../../text/near-names.ts";
import type { CommandInput } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { type OpenTable, openTable } from "./open-table.ts";

export interface ImportOptions {
  readonly files: readonly string[];
  readonly output: string;
  readonly rejects: string | undefined;
  readonly crisis: string | undefined;
  readonly map: string | undefined;
  readonly suggest: boolean;
  readonly actors: readonly string[];
  readonly places: readonly string[];
  readonly fromDay: number | undefined;
  readonly untilDay: number | undefined;
  /** In days. */
  readonly window: number;
  /** 0 to 1. */
  readonly dependence: number;
  readonly step: StepUnit;
  readonly least: number | undefined;
}

const DEFAULT_WINDOW = 2;

/** What the command line asks for. */
export function importOptions({ file, options }: CommandInput): ImportOptions {
  const [from, until] = [dayOf(options.from, "from"), dayOf(options.until, "until")];
  if (from && until && from.first > until.last) {
    const params = { from: String(options.from), until: String(options.until) };
    throw new CommandError([importMistake("bad-interval", params)], exitCode.wrongUse);
  }
  const found: ImportOptions = {
    files: Array.isArray(options.files) ? options.files.map(String) : [file],
    output: String(options.output),
    rejects: textOf(options.rejects),
    crisis: textOf(options.crisis),
    map: textOf(options.map),
    suggest: options.suggest === true,
    actors: listOf(options.actor),
    places: listOf(options.place),
    fromDay: from?.first,
    untilDay: until?.last,
    window: typeof options.window === "number" ? options.window : DEFAULT_WINDOW,
    dependence: typeof options.dependence === "number" ? options.dependence : DEFAULT_DEPENDENCE,
    step: options.step === "day" || options.step === "week" ? options.step : "month",
    least: typeof options.least === "number" ? options.least : undefined,
  };
  if (found.suggest === (found.crisis !== undefined)) {
    throw wrongUse(
      "crisis-or-suggest",
      found.suggest
        ? "`--suggest` proposes a new crisis; `--crisis` names one that is there."
        : "It is not said which crisis the events belong to.",
      "name it with `--crisis crisis.yaml`, or let one be proposed with `--suggest`.",
    );
  }
  return found;
}

function dayOf(value: unknown, name: string): { readonly first: number; readonly last: number } | undefined {
  if (typeof value !== "string") return undefined;
  const range = parseCalendarDate(value.trim());
  if (range) return range;
  throw wrongUse("bad-date", `\`${value}\` is not a date.`, `write \`--${name}\` as 2025, 2025-07 or 2025-07-31.`, {
    date: value,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * The tables of the command line, every one looked at before any is read.
 *
 * @throws {CommandError} with what is wrong with each of them.
 */
export function openTables(input: CommandInput, { files }: ImportOptions): readonly OpenTable[] {
  const { options, host } = input;
  const wanted = formatNames.find((name) => name === options.format);
  const encoding = typeof options.encoding === "string" ? options.encoding : "utf-8";
  const opened = files.map((file) => openTable(file, host.folder, formatFor(wanted, file), encoding));
  const mistakes = opened.flatMap((table) => ("code" in table ? [table] : []));
  if (mistakes.length > 0) throw new CommandError(mistakes, exitCode.fileErrors);
  const tables = opened.flatMap((table) => ("code" in table ? [] : [table]));
  const names = [...new Set(tables.map(({ format }) => format.name))];
  const catalogues = names.filter((name) => name !== "gdelt-mentions");
  if (catalogues.length === 0) {
    throw new CommandError([importMistake("mentions-alone", { files: files.length })], exitCode.wrongUse);
  }
  if (catalogues.length > 1 || (names.length > 1 && !catalogues.includes("gdelt"))) {
    throw new CommandError([importMistake("mixed-formats", { formats: names })], exitCode.wrongUse);
  }
  return tables;
}

/** With events and mentions on one command line each file is told by its columns. */
function formatFor(wanted: FormatName | undefined, file: string): FormatName | undefined {
  if (wanted === "gdelt" && /mentions/i.test(file)) return "gdelt-mentions";
  return wanted;
}

/** The filters of the command line in the terms of a crisis. */
export function filtersOf(crisis: Crisis, options: ImportOptions): EventFilters {
  return {
    ...(options.fromDay === undefined ? {} : { fromDay: options.fromDay }),
    ...(options.untilDay === undefined ? {} : { untilDay: options.untilDay }),
    places: options.places,
    actors: options.actors.map((name) => actorOf(crisis, name)),
  };
}

function actorOf(crisis: Crisis, name: string): number {
  const names = crisis.actors.map((actor) => actor.name);
  const found = names.indexOf(name);
  if (found >= 0) return found;
  const near = nearNames(name, names)[0];
  throw wrongUse(
    "unknown-actor",
    `No actor of the crisis is called \`${name}\`. There are: ${names.join(", ")}.`,
    near === undefined ? "use one of these names." : `did you mean \`${near}\`?`,
    { name },
  );
}
