/** Builds dist where it is absent or older than what it is made from. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

const products = [
  "dist/index.js",
  "dist/reading.js",
  "dist/cli/main.js",
  "dist/cli/part-worker.js",
  "dist/cli/tool-worker.js",
];
const ingredients = ["src", "package.json", "package-lock.json", "tsdown.config.ts", "tsconfig.json"];

/** Builds dist where it is not fresh; ends the process where the build fails. */
export function buildWhereNeeded() {
  if (!isFresh()) build();
}

/** The bundler's own chatter is shown only where it fails. */
function build() {
  console.error("Building …");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const bundler = join(root, "node_modules", "tsdown", "dist", "run.mjs");
  const result = spawnSync(process.execPath, [bundler], { cwd: root, encoding: "utf8" });
  if (result.status === 0) return;
  console.error(`${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`);
  console.error("The build failed.");
  process.exit(result.status ?? 1);
}

function isFresh() {
  if (!products.every((path) => existsSync(join(root, path)))) return false;
  const oldestProduct = Math.min(...products.map((path) => statSync(join(root, path)).mtimeMs));
  return Math.max(...ingredients.map((path) => newest(join(root, path)))) <= oldestProduct;
}

/** Time of the last change below a path. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
