import type { Diagnostic } from "../text/diagnostic.ts";
import { checkCrisis } from "./check/check-crisis.ts";
import { crisisShape } from "./file/crisis-shape.ts";
import { Findings } from "./findings.ts";
import { FileReader } from "./merge-files.ts";
import type { Crisis } from "./model.ts";

export interface ReadOptions {
  /**
   * Another file whose reports, estimates and known ending take the place of
   * those of the crisis; its sources, texts and unused sentences are added.
   */
  readonly reports?: string;
  /** Values that take the place of those in the file, by parameter name. */
  readonly parameters?: Readonly<Record<string, number>>;
}

export interface ReadResult {
  /** Undefined when there are errors. */
  readonly crisis: Crisis | undefined;
  /** By file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts read, by file name, the main file first. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads a crisis file with what it includes, and checks it. Never throws on
 * what a file holds: every mistake is a diagnostic.
 *
 * @param file name of the main file, `/` between folders.
 * @param read the text of a file, undefined where there is none. It is asked
 *             only for `file`, for `options.reports`, and for files in the
 *             folder of either.
 *
 * @example
 * const { crisis, diagnostics, sources } = readCrisis("crisis.yaml", (file) => texts.get(file));
 * if (!crisis) console.error(renderDiagnostics(diagnostics, sources));
 */
export function readCrisis(
  file: string,
  read: (file: string) => string | undefined,
  options: ReadOptions = {},
): ReadResult {
  const findings = new Findings();
  const files = new FileReader(read, findings);
  const tree = files.whole(file, options.reports);
  const entry = tree && crisisShape.read(tree, "the file", findings);
  const fallbackName = nameOf(file);
  if (!entry && !findings.hasErrors) findings.add("yaml-unreadable", { file, start: 0, end: 0 }, { file });
  const crisis = entry && checkCrisis(entry, tree, { ...options, fallbackName }, findings);
  return {
    crisis: findings.hasErrors ? undefined : crisis,
    diagnostics: findings.sorted(files.sources.keys()).filter((found) => !isOfReplacedReports(found, options)),
    sources: files.sources,
  };
}

/** A source that only the replaced reports used is not a mistake of the file that replaces them. */
function isOfReplacedReports({ code, span }: Diagnostic, { reports }: ReadOptions): boolean {
  return code === "unused-source" && reports !== undefined && span?.file !== reports;
}

/** The file's name without its ending, or its folder's where it is called crisis. */
function nameOf(file: string): string {
  const parts = file.split(/[/\\]/);
  const base = parts.at(-1)!.replace(/\.ya?ml$/, "");
  return base === "crisis" ? (parts.at(-2) ?? base) : base;
}
