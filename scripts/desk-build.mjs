/**
 * `npm run desk:build`: builds the page of the desk to web/dist, with copies of
 * the crises, so that the folder works from any web server, and the same as one
 * file that opens from disk.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhereNeeded, requireNode, root } from "./install.mjs";

const target = join(root, "web", "dist");
const ingredients = [
  "web/src",
  "web/public",
  "web/index.html",
  "web/vite.config.ts",
  "web/package.json",
  "scripts/desk-one-file.mjs",
  "src",
  "crises",
];

/** Builds web/dist where it is absent or older than what it is made from. */
export function buildDeskWhereNeeded() {
  const made = statSync(join(target, "index.html"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.max(...ingredients.map((path) => newest(join(root, path)))) > made) buildDesk();
}

function buildDesk() {
  console.error("Building the desk …");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const result = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: join(root, "web"),
    encoding: "utf8",
  });
  if (result.status !== 0) {
    console.error(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`);
    console.error("The desk could not be built.");
    process.exit(result.status ?? 1);
  }
  const crises = copyCrises();
  const one = spawnSync(process.execPath, [join(root, "scripts", "desk-one-file.mjs")], {
    cwd: join(root, "web"),
    encoding: "utf8",
    input: JSON.stringify(crises),
  });
  if (one.status !== 0) {
    console.error(`${one.stdout ?? ""}${one.stderr ?? ""}${one.error?.message ?? ""}`);
    console.error("The one-file desk could not be built.");
    process.exit(one.status ?? 1);
  }
}

/** The crises as they are in the repository, for a page without a server. Returns all files, crises with their title. */
function copyCrises() {
  const from = join(root, "crises");
  const files = readdirSync(from, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
  for (const file of files) {
    const copy = join(target, "crises", file);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(from, file), copy);
  }
  const all = files.map((file) => {
    const text = readFileSync(join(from, file), "utf8");
    const isCrisis = /^actors\s*:/m.test(text) && /^endings\s*:/m.test(text);
    return { file, text, ...(isCrisis ? { title: titleOf(text) ?? file } : {}) };
  });
  const list = all.flatMap(({ file, title }) => (title === undefined ? [] : [{ file, title }]));
  writeFileSync(join(target, "crises", "index.json"), `${JSON.stringify(list, null, 2)}\n`);
  return all;
}

function titleOf(text) {
  return /^crisis\s*:\s*["']?([^"'\n#]+)/m.exec(text)?.[1]?.trim();
}

/** Time of the last change below a path. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  installWhereNeeded();
  buildDesk();
}
