import { createHash } from "node:crypto";
import { dirname, relative, resolve } from "node:path";
import type { Crisis } from "../crisis/model.ts";
import { type ReadResult, readCrisis } from "../crisis/read-crisis.ts";

/** A crisis as texts, so that it can be read on another machine: what it includes is in it, and no path of this machine. */
export interface CrisisBundle {
  /** Name of the crisis file among the texts. */
  readonly main: string;
  /** Name of the file whose reports take the place of those of the crisis. */
  readonly reports: string | null;
  /** Name and text of every file, by name; names are relative to the folder that holds them all. */
  readonly texts: readonly (readonly [name: string, text: string])[];
}

/**
 * @param files names of the crisis file, and of its other reports where there are any, as they stand in `texts`.
 * @param texts every text that was read for the crisis.
 * @param folder what the names are relative to.
 */
export function bundleCrisis(
  files: { readonly main: string; readonly reports?: string },
  texts: ReadonlyMap<string, string>,
  folder: string,
): CrisisBundle {
  const paths = new Map([...texts.keys()].map((name) => [name, resolve(folder, name)]));
  const root = commonFolder([...paths.values()]);
  const nameOf = (name: string): string => relative(root, resolve(folder, name)).replaceAll("\\", "/");
  const named = [...texts].map(([name, text]): [string, string] => [nameOf(name), text]);
  return {
    main: nameOf(files.main),
    reports: files.reports === undefined ? null : nameOf(files.reports),
    texts: named.sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** SHA-256 of all names and texts, in hexadecimal. */
export function bundleHash({ main, reports, texts }: CrisisBundle): string {
  return createHash("sha256")
    .update(JSON.stringify([main, reports, texts]))
    .digest("hex");
}

/** Reads the crisis of a bundle; its texts alone, nothing from a disk. */
export function readBundle({ main, reports, texts }: CrisisBundle): Pick<ReadResult, "crisis" | "diagnostics"> {
  const byName = new Map(texts);
  return readCrisis(main, (name) => byName.get(name), reports === null ? {} : { reports });
}

/**
 * The crisis of a bundle that was read without mistakes before.
 *
 * @throws {Error} where it has mistakes here: this is not the program that bundled it.
 */
export function crisisOf(bundle: CrisisBundle): Crisis {
  const { crisis, diagnostics } = readBundle(bundle);
  if (crisis) return crisis;
  throw new Error(`The crisis cannot be read here: ${diagnostics[0]?.message ?? "it is empty"}`);
}

function commonFolder(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let folder = dirname(first);
  while (others.some((path) => relative(folder, path).startsWith("..")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return folder;
}
