import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

/** Where a path leads: a file, a place where a file could be made, or nowhere the desk may go. */
export type Place =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "free"; readonly path: string }
  | { readonly kind: "absent" }
  | { readonly kind: "refused" };

const LONGEST_PATH = 1000;

/**
 * The place of a crisis file inside a folder, links followed first: what leads
 * out of the folder is refused, whichever way it does.
 *
 * @param root real path of the folder
 * @param name as asked for: names between `/`, none of them hidden, ending in `.yaml` or `.yml`
 */
export async function placeInside(root: string, name: string): Promise<Place> {
  if (!isPlain(name)) return { kind: "refused" };
  const wanted = join(root, ...name.split("/"));
  const folder = await realOrNothing(dirname(wanted));
  if (folder === undefined) return { kind: "absent" };
  if (!isBelow(root, folder)) return { kind: "refused" };
  const path = join(folder, basename(wanted));
  const link = await lstat(path).catch(() => undefined);
  if (!link) return { kind: "free", path };
  const real = await realOrNothing(path);
  // A link that leads nowhere could be made to lead anywhere.
  if (real === undefined || !isBelow(root, real)) return { kind: "refused" };
  return { kind: "file", path: real };
}

/** Relative, without hidden names, dots, backslashes, drive letters or control characters. */
function isPlain(name: string): boolean {
  if (name.length === 0 || name.length > LONGEST_PATH) return false;
  if (!/\.ya?ml$/.test(name)) return false;
  return name.split("/").every((part) => /^[^.\\:\p{Cc}][^\\:\p{Cc}]*$/u.test(part));
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

async function realOrNothing(path: string): Promise<string | undefined> {
  return await realpath(path).catch(() => undefined);
}
