import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Crisis } from "../crisis/model.ts";
import { readCrisis } from "../crisis/read-crisis.ts";
import { isPlan } from "../sweep/read-plan.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { CommandError } from "./command-error.ts";
import { exitCode } from "./exit-code.ts";
import { readTextFile } from "./read-text-file.ts";
import { statOf } from "./stat-of.ts";

export interface LoadedCrisis {
  readonly crisis: Crisis;
  /** As a reader knows it: relative to the folder the command runs in. */
  readonly file: string;
  /** Warnings only. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadOptions {
  /** File whose reports take the place of those of the crisis. */
  readonly reports?: string;
}

/**
 * Reads and checks a crisis with all it includes.
 *
 * @param texts filled with every text read, by file name
 *
 * @throws {CommandError} with every mistake of the file, or why a file cannot be read.
 */
export function loadCrisis(
  file: string,
  folder: string,
  texts: Map<string, string>,
  options: LoadOptions = {},
): LoadedCrisis {
  const name = crisisIn(nameIn(folder, file) || ".", folder);
  const reports = options.reports === undefined ? undefined : nameIn(folder, options.reports);
  // What is named on the command line must be there; what a file includes may be missing, which is a mistake of the file.
  for (const named of [name, reports]) {
    if (named === undefined) continue;
    const text = readTextFile(named, folder);
    if (text.includes("sweep") && isPlan(named, text)) throw aPlan(named);
    texts.set(named, text);
  }
  const read = (path: string): string | undefined => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = textOrNothing(path, folder);
    if (text !== undefined) texts.set(path, text);
    return text;
  };
  const { crisis, diagnostics } = readCrisis(name, read, reports === undefined ? {} : { reports });
  if (!crisis || hasErrors(diagnostics)) throw new CommandError(diagnostics, exitCode.fileErrors);
  return { crisis, file: name, diagnostics };
}

function aPlan(file: string): CommandError {
  return new CommandError(
    [
      {
        code: "plan-not-crisis",
        severity: "error",
        message: `\`${file}\` is a plan of a sweep, not a crisis.`,
        hint: `name the crisis file that the plan is about, or run the plan with \`brink sweep ${file}\`.`,
        params: { file },
      },
    ],
    exitCode.fileErrors,
  );
}

/** A folder stands for the `crisis.yaml` in it. */
function crisisIn(name: string, folder: string): string {
  const inside = join(name, "crisis.yaml");
  return isFolder(resolve(folder, name)) && existsSync(resolve(folder, inside)) ? inside.replaceAll("\\", "/") : name;
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

function textOrNothing(path: string, folder: string): string | undefined {
  try {
    return readTextFile(path, folder);
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.exit === exitCode.wrongUse) return undefined;
    throw thrown;
  }
}

/** Relative to the folder where the file is below it, `/` between folders. */
function nameIn(folder: string, file: string): string {
  const path = resolve(folder, file);
  const near = relative(folder, path);
  return (near.startsWith("..") ? path : near).replaceAll("\\", "/");
}
