import { exportCsv } from "../../analysis/export-csv.ts";
import { exportEfg } from "../../analysis/export-efg.ts";
import { exportStix } from "../../analysis/export-stix.ts";
import { exportTimeline } from "../../analysis/export-timeline.ts";
import { version } from "../../analysis/version.ts";
import type { Crisis } from "../../crisis/model.ts";
import { writeGameFile } from "../../gambit/write-game-file.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { loadForCommand } from "../load-for-command.ts";
import type { Options } from "../program.ts";
import { checkNotRead, checkTarget, writeTextFile } from "../write-text-file.ts";

/** A crisis in the form of another program. */
interface Exported {
  readonly text: string;
  /** What was written, in numbers. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly words: string;
}

const forms = ["efg", "stix", "csv", "timeline"] as const;

/** `brink export`: a crisis, or its reports and sources, for other programs. */
export const exportCommand: CommandRun = async (input) => {
  const { options, host } = input;
  const form = formOf(options);
  const target = typeof options.output === "string" ? options.output : undefined;
  if (target !== undefined) checkTarget(target, host.folder);
  const { crisis } = loadForCommand(input);
  if (target !== undefined) checkNotRead(target, host.folder, input.texts.keys());
  const { text, sizes, words } = write(crisis, form, options);
  if (target !== undefined) writeTextFile(target, text, host.folder);
  const data = {
    brink: version,
    crisis: crisis.name,
    format: form,
    ...sizes,
    ...(target === undefined ? { text } : { file: target }),
  };
  return { data, text: () => (target === undefined ? text : `${words} are in ${target}.\n`) };
};

function formOf(options: Options): (typeof forms)[number] {
  const named = forms.filter((form) => options[form] !== undefined && options[form] !== false);
  const [form] = named;
  if (form === undefined) {
    throw wrongUse(
      "no-format",
      "No format was named.",
      "write `--efg` for Gambit's extensive games, `--stix`, `--csv` or `--timeline`.",
    );
  }
  if (named.length > 1) {
    const words = named.map((name) => `--${name}`).join(" and ");
    throw wrongUse("two-formats", `${words} cannot be written in one go.`, "name one form, and run it once for each.");
  }
  return form;
}

function write(crisis: Crisis, form: (typeof forms)[number], options: Options): Exported {
  if (form === "efg") return writeEfg(crisis);
  if (form === "csv") return writeCsv(crisis, options.csv === "sources" ? "sources" : "reports");
  if (form === "stix") {
    const bundle = foundOrError(exportStix(crisis));
    const objects = bundle.objects.length;
    return { text: json(bundle), sizes: { objects }, words: count(objects, "object") };
  }
  const timeline = foundOrError(exportTimeline(crisis));
  const events = timeline.events.length;
  return { text: json(timeline), sizes: { events }, words: count(events, "event") };
}

function writeEfg(crisis: Crisis): Exported {
  const { game, diagnostics } = exportEfg(crisis);
  if (!game) throw new CommandError(diagnostics, exitCode.fileErrors);
  const sizes = { nodes: game.nodes.length, informationSets: game.infosets.length };
  return {
    text: writeGameFile(game),
    sizes,
    words: `${sizes.nodes} nodes and ${sizes.informationSets} information sets`,
  };
}

function writeCsv(crisis: Crisis, table: "reports" | "sources"): Exported {
  const rows = crisis[table].length;
  return { text: exportCsv(crisis, table), sizes: { rows }, words: count(rows, "row") };
}

function foundOrError<Found extends object>(found: Found | Diagnostic): Found {
  // A diagnostic is told by its severity; no export has one.
  if ("severity" in found) throw new CommandError([found as Diagnostic], exitCode.fileErrors);
  return found as Found;
}

function json(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
