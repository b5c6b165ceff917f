import { basename, dirname, isAbsolute, join } from "node:path";
import { safeText } from "../analysis/safe-text.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Located } from "../crisis/shape/shape.ts";
import { checkPlan } from "../sweep/check-plan.ts";
import { bundleCrisis } from "../sweep/crisis-bundle.ts";
import { triplesOf } from "../sweep/job-size.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { type PlannedSweep, planJobs, type SweepCrisis } from "../sweep/plan-jobs.ts";
import { MOST_POINTS, type PlanEntry } from "../sweep/plan-shape.ts";
import { isNamelessPlan, isPlan, readPlan } from "../sweep/read-plan.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { CommandInput } from "./command.ts";
import { CommandError, wrongUse } from "./command-error.ts";
import { exitCode } from "./exit-code.ts";
import { loadCrisis } from "./load-crisis.ts";
import type { Options } from "./program.ts";
import { progressOn } from "./progress.ts";
import { readTextFile } from "./read-text-file.ts";
import { inOptions } from "./sweep-option-words.ts";
import { sweepVersion } from "./sweep-version.ts";
import { styleFor } from "./terminal/style.ts";

/** A plan, whether it stands in a file or is made of options. */
interface PlanSource {
  readonly entry: PlanEntry;
  /** Where the crisis and files of reports are looked for. */
  readonly folder: string;
  /** Places in a file are told only where there is one. */
  readonly inFile: boolean;
}

/**
 * The sweep a person asks for: of a plan file, or of a crisis file and options.
 *
 * @throws {CommandError} every mistake of the plan, or of its crisis.
 */
export function sweepOf(input: CommandInput): PlannedSweep {
  const source = planSource(input);
  const crises = new CrisisLoader(input, source);
  const { plan, diagnostics } = checkPlan(source.entry, crises.with(undefined).crisis, source);
  const unread = source.inFile ? unreadReports(source.entry, crises) : [];
  if (!plan || unread.length > 0) throw planError([...diagnostics, ...unread], source.inFile);
  const style = styleFor(input.host.err, input.host.environment);
  for (const { message } of source.inFile ? diagnostics : diagnostics.map(inOptions)) {
    input.host.err.write(`${style.warning("warning")}: ${safeText(message)}\n`);
  }
  const own = plan.scenarios.map(({ reports }, s) => crises.with(reports, source.entry.scenarios?.[s]?.value.reports));
  return planJobs(plan, own, {
    triples: measured(crises.with(undefined).crisis, plan, input),
    version: sweepVersion(),
  });
}

/** What is wrong with files of reports that a plan names, told beside its other mistakes. */
function unreadReports({ scenarios = [] }: PlanEntry, crises: CrisisLoader): readonly Diagnostic[] {
  const tried = new Set<string>();
  return scenarios.flatMap(({ value: { reports } }) => {
    if (!reports || tried.has(reports.value)) return [];
    tried.add(reports.value);
    try {
      crises.with(reports.value, reports);
      return [];
    } catch (thrown) {
      if (thrown instanceof CommandError) return thrown.diagnostics;
      throw thrown;
    }
  });
}

/** What a solve costs; not asked where the plan says how many rows make a job. */
function measured(crisis: Crisis, { rowsPerJob }: SweepPlan, { host }: CommandInput): number {
  if (rowsPerJob !== undefined) return 0;
  const progress = progressOn(host.err, "Laying out");
  try {
    return triplesOf(crisis, progress.update);
  } finally {
    progress.stop();
  }
}

/** Reads the crisis of a plan, once for each file of reports. */
class CrisisLoader {
  readonly #input: CommandInput;
  readonly #source: PlanSource;
  readonly #known = new Map<string | undefined, SweepCrisis>();

  constructor(input: CommandInput, source: PlanSource) {
    this.#input = input;
    this.#source = source;
  }

  /** @param named where a plan names the file of reports. */
  with(reports: string | undefined, named?: Located<string>): SweepCrisis {
    const known = this.#known.get(reports) ?? this.#load(reports, named ?? this.#source.entry.crisis);
    this.#known.set(reports, known);
    return known;
  }

  #load(reports: string | undefined, { at: span }: Located<string>): SweepCrisis {
    const { host, texts } = this.#input;
    const { folder, entry, inFile } = this.#source;
    const own = new Map<string, string>();
    const place = (file: string): string => (isAbsolute(file) ? file : join(folder, file));
    const other = reports === undefined ? {} : { reports: place(reports) };
    try {
      const { crisis, file: main } = loadCrisis(place(entry.crisis.value), host.folder, own, other);
      return { crisis, bundle: bundleCrisis({ main, ...other }, own, host.folder) };
    } catch (thrown) {
      // A file that is not there or cannot be read is a mistake of the plan: it is told at the line that names it.
      if (!inFile || !(thrown instanceof CommandError) || thrown.diagnostics.some((found) => found.span)) throw thrown;
      throw new CommandError(
        thrown.diagnostics.map((found) => ({
          ...found,
          ...(found.code === "file-not-found"
            ? { hint: "it is looked for beside the plan: write its path from there." }
            : {}),
          span,
        })),
        exitCode.fileErrors,
      );
    } finally {
      for (const [name, text] of own) texts.set(name, text);
    }
  }
}

function planSource(input: CommandInput): PlanSource {
  const { file, host, texts, options } = input;
  const text = /\.ya?ml$/i.test(file) ? readTextFile(file, host.folder) : undefined;
  if (text !== undefined && isNamelessPlan(file, text)) {
    const message = `\`${file}\` names a crisis file and what is to be varied, but not itself: a plan has the key \`sweep\`.`;
    const hint = "add a line `sweep: a name for it`.";
    throw new CommandError(
      [{ code: "no-sweep", severity: "error", message, hint, params: { file } }],
      exitCode.fileErrors,
    );
  }
  if (text === undefined || !isPlan(file, text)) return sourceOfOptions(file, options);
  texts.set(file, text);
  const given = planOptions.find(({ key }) => options[key] !== undefined);
  if (given) {
    throw wrongUse(
      "plan-and-options",
      `\`${file}\` is a plan; \`--${given.flag}\` would change it.`,
      `write it into the plan: \`${given.inPlan}\`.`,
      { option: given.flag },
    );
  }
  return { entry: entryOf(file, text, true), folder: dirname(file), inFile: true };
}

/** Options that make a plan of a crisis file, and what stands for them in a plan. */
const planOptions: readonly { readonly key: string; readonly flag: string; readonly inPlan: string }[] = [
  { key: "values", flag: "values", inPlan: "parameters: { war_cost: [4, 8, 12] }" },
  { key: "draws", flag: "draws", inPlan: "draws: 64" },
  { key: "seed", flag: "seed", inPlan: "seed: 2" },
  { key: "asOf", flag: "as-of", inPlan: "as_of: [2025-03, 2025-07]" },
  { key: "set", flag: "set", inPlan: "scenarios: { changed: { set: oil=low } }" },
  { key: "force", flag: "force", inPlan: "scenarios: { changed: { force: us.strike } }" },
  { key: "forbid", flag: "forbid", inPlan: "scenarios: { changed: { forbid: us.strike } }" },
  { key: "from", flag: "from", inPlan: "scenarios: { changed: { from: 2025-10, forbid: us.strike } }" },
  { key: "until", flag: "until", inPlan: "scenarios: { changed: { until: 2025-12, forbid: us.strike } }" },
  { key: "reports", flag: "reports", inPlan: "scenarios: { as_told: { reports: reports.yaml } }" },
];

/** The same plan as a file would hold, written as JSON, which YAML reads; so one reader finds all mistakes. */
function sourceOfOptions(file: string, options: Options): PlanSource {
  const listOf = (name: string): readonly string[] => {
    const value = options[name];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const textOf = (name: string): string | undefined =>
    options[name] === undefined ? undefined : String(options[name]);
  const reports = textOf("reports");
  const changes = { set: listOf("set"), force: listOf("force"), forbid: listOf("forbid") };
  const window = { from: textOf("from"), until: textOf("until") };
  const changed = [...Object.values(changes), Object.values(window).filter(Boolean)].some((list) => list.length > 0);
  const plan = {
    sweep: basename(file),
    crisis: basename(file),
    seed: textOf("seed"),
    as_of: listOf("asOf").length > 0 ? listOf("asOf") : undefined,
    draws: textOf("draws"),
    scenarios: {
      as_is: { reports },
      ...(changed ? { changed: { reports, ...withoutEmpty(changes), ...window } } : {}),
    },
    parameters: Object.fromEntries(onceEach(listOf("values").map(valuesOf))),
  };
  const entry = entryOf("the options", JSON.stringify(plan), false);
  return { entry, folder: dirname(file), inFile: false };
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** A plan file has each parameter once, too. */
function onceEach(pairs: readonly (readonly [name: string, values: unknown])[]): typeof pairs {
  const seen = new Map<string, unknown>();
  for (const [name, values] of pairs) {
    if (seen.has(name)) {
      const all = [seen.get(name), values].flatMap((own) => (Array.isArray(own) ? own : []));
      const example = [...new Set(all)].join(",") || "4,8,12";
      const hint = `write all its values in one: \`--values ${name}=${example}\`.`;
      throw wrongUse("values-twice", `\`${name}\` is given values twice.`, hint, { name });
    }
    seen.set(name, values);
  }
  return pairs;
}

/** `war_cost=4,8,12` or, evenly spaced, `war_cost=4..12:5`. */
function valuesOf(text: string): readonly [string, unknown] {
  const at = text.indexOf("=");
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  const written = at < 0 ? "" : text.slice(at + 1).trim();
  const badValue = (what: string, example: string): CommandError =>
    wrongUse(
      "bad-value",
      `\`--values ${text}\` ${what}.`,
      `write for instance \`--values ${name || "war_cost"}=${example}\`.`,
      {
        text,
      },
    );
  if (name === "" || written === "") throw badValue("names no values", "4,8,12");
  if (written.includes("..")) {
    const [, from, to, points] = evenly.exec(written) ?? [];
    if (Number(points) >= 2 && Number(points) <= MOST_POINTS) return [name, { from, to, points }];
    const ends = written
      .split(":")[0]!
      .split(/\.{2,}/)
      .filter((end) => oneNumber.test(end));
    const ordered = ends.sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
    const isRange = ordered.length === 2 && Number.parseFloat(ordered[0]!) < Number.parseFloat(ordered[1]!);
    const example = `${isRange ? ordered.join("..") : "4..12"}:5`;
    if (points === undefined) throw badValue("is no range: it needs a first and a last number, and how many", example);
    throw badValue(`asks for ${points}; 2 to ${MOST_POINTS.toLocaleString("en-US")} values are possible`, example);
  }
  const values = written.split(",").map((value) => value.trim());
  const given = values.filter((value) => value !== "");
  if (given.length < values.length) throw badValue("has a comma without a value", given.join(",") || "4,8,12");
  return [name, values];
}

const numeral = String.raw`[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?%?`;
const oneNumber = new RegExp(`^${numeral}$`, "i");
const evenly = new RegExp(`^(${numeral})\\.\\.(?!\\.)(${numeral}):(\\d+)$`, "i");

function entryOf(file: string, text: string, inFile: boolean): PlanEntry {
  const { entry, diagnostics } = readPlan(file, text);
  if (!entry) throw planError(diagnostics, inFile);
  return entry;
}

function planError(diagnostics: readonly Diagnostic[], inFile: boolean): CommandError {
  const shown = inFile ? diagnostics : diagnostics.map(inOptions);
  return new CommandError(shown, inFile ? exitCode.fileErrors : exitCode.wrongUse, "Nothing was computed.");
}
