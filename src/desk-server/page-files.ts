import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface PageFile {
  readonly bytes: Buffer;
  readonly type: string;
}

const kinds: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
};

/** The built page, beside this package's `dist`. */
export const pageFolder: string = fileURLToPath(new URL("../../web/dist/", import.meta.url));

/**
 * The files of the built page by address, read once: an address either is one
 * of them or is nothing, so none can lead anywhere else.
 *
 * @returns undefined where the page was not built
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> | undefined {
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = kinds[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = path.slice(folder.length).replaceAll("\\", "/").replace(/^\/*/, "/");
    // Copies of crises, and the page that carries them, are for readers without a server.
    if (address.startsWith("/crises/") || address === "/desk.html") continue;
    files.set(address, { bytes: readFileSync(path), type });
  }
  const index = files.get("/index.html");
  return index && new Map([["/", index], ...files]);
}
