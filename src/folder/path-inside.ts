import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

/** Where a path leads: a file, a place where a file could be made, or nowhere one may go. */
export type Place =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "free"; readonly path: string }
  | { readonly kind: "absent" }
  | { readonly kind: "refused" };

const LONGEST_PATH = 1000;
/** How the name of a crisis file ends. */
export const yamlEnding: RegExp = /\.ya?ml$/;

/**
 * The place of a file inside a folder, links followed first: what leads out of
 * the folder is refused, whichever way it does, and so is a link whose target
 * has another ending.
 *
 * @param root   real path of the folder
 * @param name   as asked for: names between `/`, none of them hidden
 * @param ending how the name must end: as that of a crisis file unless said otherwise
 */
export async function placeInside(root: string, name: string, ending: RegExp = yamlEnding): Promise<Place> {
  if (!isPlain(name, ending)) return { kind: "refused" };
  const wanted = join(root, ...name.split("/"));
  const folder = await realOrNothing(dirname(wanted));
  if (folder === undefined) return { kind: "absent" };
  if (!isBelow(root, folder)) return { kind: "refused" };
  const path = join(folder, basename(wanted));
  const link = await lstat(path).catch(() => undefined);
  if (!link) return { kind: "free", path };
  const real = await realOrNothing(path);
  // A link that leads nowhere could be made to lead anywhere.
  if (real === undefined || !isBelow(root, real) || !ending.test(real)) return { kind: "refused" };
  return { kind: "file", path: real };
}

/** Relative, without hidden names, dots, backslashes, drive letters or control characters. */
function isPlain(name: string, ending: RegExp): boolean {
  if (name.length === 0 || name.length > LONGEST_PATH) return false;
  if (!ending.test(name)) return false;
  return name.split("/").every((part) => /^[^.\\:\p{Cc}][^\\:\p{Cc}]*$/u.test(part));
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

async function realOrNothing(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}
