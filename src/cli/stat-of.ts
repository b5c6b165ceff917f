import { type Stats, statSync } from "node:fs";

/** What is at a path; undefined where nothing can be seen: there is nothing, a part of the path is a file, or a folder is closed. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
